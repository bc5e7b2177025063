/** Pages that are walks, done as they say: every command in order, in one shell, and what the page says that it prints. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Engine, startEngine } from './support/engine.ts';
import { operatorKey, tenantOf, type World, worldOf } from './support/world.ts';

const root = resolve(import.meta.dirname, '../../..');
const end = '=== end of block ===';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

/** The API as a server, which curl can reach. */
const listen = async ({ serve }: World) => {
  const server = createServer(async (request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?');
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const answer = await serve({ method: request.method ?? '', path, query, headers, body: await buffer(request) });
    response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

interface Block {
  readonly command: string;
  /** What the page says that it prints. */
  readonly prints?: string;
}

const blocksOf = (page: string): Block[] =>
  [...page.matchAll(/^```sh\n(.*?)^```$(?:\n\n```text\n(.*?)^```$)?/gms)].map(([, command = '', prints]) => ({
    command,
    ...(prints === undefined ? {} : { prints }),
  }));

/** Runs commands in a folder of their own that looks like the repository beside `npm start`; what each of them printed. */
const run = async (commands: readonly string[], local: object): Promise<string[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-walk-'));
  mkdirSync(join(folder, '.muster'));
  writeFileSync(join(folder, '.muster', 'local.json'), JSON.stringify(local));
  symlinkSync(join(root, 'docs'), join(folder, 'docs'));
  try {
    const shell = spawn('bash', ['-eu', '-o', 'pipefail'], {
      cwd: folder,
      env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env['PATH']}`, NO_COLOR: '1' },
    });
    shell.stdin.end(commands.map((command) => `${command}\necho '${end}'\n`).join(''));
    const [printed, said] = await Promise.all([text(shell.stdout), text(shell.stderr), once(shell, 'exit')]);
    expect(said).toBe('');
    return printed.split(`${end}\n`).slice(0, -1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

test.each(globSync('docs/{first-plan*,notices}.md', { cwd: root }))(
  'every command of %s works as it is written, and prints what it says',
  async (page) => {
    const world = worldOf(engine.table);
    const { key: apiKey } = await tenantOf(world);
    const { server, apiUrl } = await listen(world);
    try {
      const blocks = blocksOf(readFileSync(join(root, page), 'utf8'));
      const commands = blocks.map(({ command }) => command);
      const printed = await run(commands, { apiUrl, operatorKey, organization: { apiKey } });
      const told = blocks.map(({ command, prints }, index) => ({ command, prints: prints ?? printed[index] }));
      expect(commands.map((command, index) => ({ command, prints: printed[index] }))).toEqual(told);
    } finally {
      server.close();
    }
  },
);
