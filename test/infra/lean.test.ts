import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build } from '../../infra/build.ts';
import type { FunctionName } from '../../shared/names.ts';

/** A client and a command for each function to bundle, so that one build serves all. */
const cases: Record<FunctionName, readonly [client: string, name: string, command: string, input: object]> = {
  api: ['dynamodb', 'DynamoDBClient', 'GetItemCommand', { TableName: 'table', Key: { pk: { S: 'a' }, sk: { S: 'b' } } }],
  relay: [
    'sns',
    'SNSClient',
    'PublishCommand',
    { TopicArn: 'arn:aws:sns:eu-central-1:000000000000:topic', Message: '告', MessageGroupId: 'org' },
  ],
  tick: [
    'sqs',
    'SQSClient',
    'SendMessageCommand',
    { QueueUrl: 'https://sqs.eu-central-1.amazonaws.com/000000000000/tick', MessageBody: 'x', DelaySeconds: 3 },
  ],
  notify: ['dynamodb', 'DynamoDBClient', 'QueryCommand', { TableName: 'table', KeyConditionExpression: 'pk = :pk' }],
  publish: [
    'dynamodb',
    'DynamoDBClient',
    'PutItemCommand',
    { TableName: 'table', Item: { pk: { S: 'a' }, n: { N: '1' } }, ConditionExpression: '#a = :a' },
  ],
};

/** Answers what the client would have sent. What differs by time or by chance is only named. */
const source = (client: string, name: string, command: string, input: object) => `
  import { ${name}, ${command} } from '@aws-sdk/client-${client}';
  export const handler = async () => {
    let sent = {};
    const requestHandler = { handle: async (request) => { sent = request; throw new Error('enough'); } };
    const error = await new ${name}({ maxAttempts: 1, requestHandler }).send(new ${command}(${JSON.stringify(input)})).catch((error) => String(error));
    const varying = /^(authorization|x-amz-date|amz-sdk-invocation-id|user-agent|x-amz-user-agent)$/;
    const headers = Object.entries(sent.headers ?? {}).map(([name, value]) => [name, varying.test(name) ? 'given' : value]).sort();
    const { protocol, hostname, port, path, method, query, body } = sent;
    return { protocol, hostname, port, path, method, query, body: Buffer.from(body ?? '').toString(), headers, error };
  };`;

const folder = mkdtempSync(join(tmpdir(), 'muster-lean-'));
const sources = join(folder, 'functions');
const output = join(folder, 'dist');
const names = Object.keys(cases) as FunctionName[];

beforeAll(async () => {
  symlinkSync(join(import.meta.dirname, '..', '..', 'node_modules'), join(folder, 'node_modules'), 'junction');
  for (const name of names) {
    mkdirSync(join(sources, name), { recursive: true });
    writeFileSync(join(sources, name, 'index.ts'), source(...cases[name]));
    writeFileSync(join(sources, name, 'package.json'), '{"type":"module"}');
  }
  await build({ sources, output });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const credentials = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: 'token' };

async function sent(file: string, environment: Record<string, string>): Promise<unknown> {
  const script = `const { handler } = await import('${pathToFileURL(file).href}'); console.log(JSON.stringify(await handler()));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env: environment });
  return JSON.parse(stdout);
}

const environments: Record<string, Record<string, string>> = {
  'in Frankfurt': { ...credentials, AWS_REGION: 'eu-central-1' },
  'in Beijing': { ...credentials, AWS_REGION: 'cn-north-1' },
  'at an endpoint of the environment': { ...credentials, AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' },
};

test.concurrent.each(names.flatMap((name) => Object.keys(environments).map((place) => [cases[name][2], place, name] as const)))(
  'the bundled SDK sends %s %s as the whole SDK does',
  async (_, place, name) => {
    const environment = environments[place] ?? {};
    const bundled = await sent(join(output, 'functions', name, 'index.mjs'), environment);
    expect(bundled).toEqual(await sent(join(sources, name, 'index.ts'), environment));
    expect(bundled).toMatchObject({ method: expect.any(String), error: 'Error: enough' });
  },
);

test('without credentials in the environment the bundled SDK says so', async () => {
  expect(await sent(join(output, 'functions', 'api', 'index.mjs'), { AWS_REGION: 'eu-central-1' })).toMatchObject({
    error: 'Error: The environment holds no AWS credentials',
  });
});
