import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { functions, type FunctionName } from '../../../shared/names.ts';
import { actionsOf, synthesize } from './synthesized.ts';

const synthesized = synthesize();
const root = join(import.meta.dirname, '..', '..', '..');

/** The services of the commands that are not DynamoDB's. */
const serviceOf: Readonly<Record<string, string>> = {
  DeleteObject: 's3',
  GetSecretValue: 'secretsmanager',
  ListBucket: 's3',
  Publish: 'sns',
  PutObject: 's3',
  SendMessage: 'sqs',
};

/** The IAM actions of the commands in the sources that a function's bundle is made of: all that it could ever ask for. */
async function askedBy(name: FunctionName): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [join(root, 'functions', name, 'index.ts')],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'dist',
    format: 'esm',
    packages: 'external',
    external: ['*/render.mjs'],
    logLevel: 'silent',
  });
  const kept = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).filter((path) => (inputs[path]?.bytesInOutput ?? 0) > 0),
  );
  const commands = kept.flatMap((path) =>
    // By the SDK's commands, or by the name of the operation in a request of our own.
    [...readFileSync(join(root, path), 'utf8').matchAll(/\bnew (\w+)Command\(|'x-amz-target': '\w+\.(\w+)'|\bs3\('(\w+)'/g)].map(
      ([, command, operation, action]) => command ?? operation ?? action ?? '',
    ),
  );
  return [...new Set(commands.flatMap(actionsFor))].sort();
}

const actionsFor = (command: string): string[] =>
  // A transaction is allowed by the actions of its parts.
  command === 'TransactWriteItems' ? ['dynamodb:PutItem', 'dynamodb:DeleteItem'] : [`${serviceOf[command] ?? 'dynamodb'}:${command}`];

const roleOf = (name: FunctionName) => `${name.charAt(0).toUpperCase()}${name.slice(1)}Function`;
/** What the event source mapping does in the function's name, and the log. */
const byThePlatform = /^(logs:|sqs:(ReceiveMessage|DeleteMessage|ChangeMessageVisibility|GetQueueAttributes)$)/;
const ofTheTable = /^dynamodb:/;

describe('grants and code', () => {
  test.each(functions)('%s is granted outside the table exactly what its code can ask for', async (name) => {
    const asked = (await askedBy(name)).filter((action) => !ofTheTable.test(action));
    const granted = new Set(
      actionsOf(synthesized, roleOf(name)).filter((action) => !byThePlatform.test(action) && !ofTheTable.test(action)),
    );
    expect([...granted].sort()).toEqual(asked);
  });

  test('requests are signed by the SDK, and in the two places whose operations are counted here', () => {
    const signing = globSync('functions/**/*.ts', { cwd: root }).filter((path) =>
      readFileSync(join(root, path), 'utf8').includes('aws4fetch'),
    );
    expect(signing.map((path) => path.replaceAll('\\', '/')).sort()).toEqual([
      'functions/adapters/s3/request.ts',
      'functions/runtime/secret.ts',
    ]);
  });

  test('everything that the code can ask of the table is granted to the functions that write incidents or pages', async () => {
    const granted = new Set(['ApiFunction', 'PublishFunction'].flatMap((id) => actionsOf(synthesized, id)));
    const asked = (await askedBy('api')).filter((action) => ofTheTable.test(action));
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((action) => !granted.has(action))).toEqual([]);
  });
});
