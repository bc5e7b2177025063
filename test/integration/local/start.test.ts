/** The way in: `node infra/local/boot.mjs`, and what a person reads when something is in the way. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isFree } from '../../../infra/local/ports.ts';
import { createScratch, descendants, isRunning, root } from './scratch.ts';

const scratch = createScratch();
const folder = mkdtempSync(join(tmpdir(), 'muster-start-'));
afterAll(async () => {
  await scratch.remove();
  rmSync(folder, { recursive: true, force: true });
});

const boot = join(root, 'infra', 'local', 'boot.mjs');

/** A runner like main.ts, of the scratch functions. */
const runner = join(folder, 'runner.ts');
writeFileSync(
  runner,
  `import { startStack } from ${JSON.stringify(join(root, 'infra', 'local', 'stack.ts'))};
   const stack = await startStack(${JSON.stringify({ data: join(folder, 'data'), templates: scratch.templates, functions: scratch.functions })});
   stack.onEvent((event) => event.kind === 'ended' && console.error('ended: ' + event.name));
   for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void stack.stop().then(() => process.exit(0)));
   console.log('UP ' + JSON.stringify([stack.apiUrl, stack.statusUrl, stack.inboxUrl, stack.endpoints.table]));`,
);

interface Running {
  readonly child: ChildProcess;
  readonly ports: readonly number[];
  readonly pids: readonly number[];
}

/** Starts the runner the way npm does: a shell that waits for boot.mjs. */
async function start(): Promise<Running> {
  const command = `${JSON.stringify(process.execPath)} ${JSON.stringify(boot)} ${JSON.stringify(runner)}; true`;
  const npm = `const { spawn } = require('node:child_process');
    spawn('/bin/sh', ['-c', ${JSON.stringify(command)}], { stdio: 'inherit', env: { ...process.env, npm_lifecycle_event: 'start' } }).on('exit', (code) => process.exit(code));`;
  const child = spawn(process.execPath, ['-e', npm], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let output = '';
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    output += chunk.toString();
    const addresses = /^UP (.*)$/m.exec(output)?.[1];
    if (addresses === undefined) continue;
    const ports = (JSON.parse(addresses) as string[]).map((url) => Number(new URL(url).port));
    return { child, ports, pids: descendants(child.pid!) };
  }
  throw new Error(`The runner did not start: ${output}`);
}

const gone = ({ pids }: Running) => scratch.until('no process is left', () => pids.filter(isRunning).length === 0);

describe('Ctrl-C', () => {
  it('reaches the supervisor alone, which stops everything in order', async () => {
    const running = await start();
    let errors = '';
    running.child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    process.kill(-running.child.pid!, 'SIGINT');
    await gone(running);
    expect(errors).not.toContain('ended');
    expect(existsSync(join(folder, 'data', 'lock'))).toBe(false);
  });
});

describe('a stack whose starter is killed with -9', () => {
  it('leaves no process and no port when that was npm', async () => {
    const running = await start();
    expect(running.pids.length).toBeGreaterThan(13);
    running.child.kill('SIGKILL');
    await gone(running);
    expect(await Promise.all(running.ports.map(isFree))).toEqual(running.ports.map(() => true));
  });

  it('leaves no process when that was boot.mjs or the supervisor', async () => {
    for (const depth of [2, 3]) {
      const running = await start();
      const [, , bootPid, supervisorPid] = running.pids;
      process.kill((depth === 2 ? bootPid : supervisorPid)!, 'SIGKILL');
      await gone(running);
    }
  });

  it('leaves a data folder that starts again', async () => {
    const running = await start();
    const boots = running.pids[2]!;
    const ended = once(running.child, 'exit');
    process.kill(boots, 'SIGTERM');
    await ended;
    await gone(running);
    expect(existsSync(join(folder, 'data', 'lock'))).toBe(false);
  });
});

/** `npm start` as a process that is expected to give up. */
function refused(env: Record<string, string>, ...args: string[]): { line: string; status: number | null } {
  return refusedBy('main.ts', env, ...args);
}

function refusedBy(script: string, env: Record<string, string>, ...args: string[]): { line: string; status: number | null } {
  const result = spawnSync(process.execPath, [boot, join(root, 'infra', 'local', script), ...args], {
    env: { ...process.env, MUSTER_API_PORT: '0', MUSTER_STATUS_PORT: '0', NO_COLOR: '1', ...env },
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { line: result.stderr.trim(), status: result.status };
}

function dataFolder(name: string, files: Record<string, string>): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  return path;
}

describe('npm start says in one line what is in the way', () => {
  const expectLine = ({ line, status }: { line: string; status: number | null }, words: RegExp) => {
    expect(line).toMatch(words);
    expect(line.split('\n')).toHaveLength(1);
    expect(status).toBe(1);
  };

  it('a port in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    expectLine(
      refused({ MUSTER_API_PORT: String(port), MUSTER_DATA: join(folder, 'port') }),
      new RegExp(`Port ${port} is in use.*MUSTER_API_PORT=`),
    );
    server.close();
  });

  it('a port that is none', () => expectLine(refused({ MUSTER_STATUS_PORT: 'eighty' }), /MUSTER_STATUS_PORT is "eighty"/));

  it('one port for both', () =>
    expectLine(refused({ MUSTER_API_PORT: '29999', MUSTER_STATUS_PORT: '29999', MUSTER_DATA: join(folder, 'both') }), /are both 29999/));

  it('an unknown option', () => expectLine(refused({}, '--frehs'), /There is no option --frehs/));

  it('a plan for the demo that cannot be read, is not YAML, or has faults', () => {
    const plans = dataFolder('plans', { 'torn.yaml': 'title: [', 'word.yaml': 'word', 'empty.yaml': 'title: { en: Empty }' });
    const demo = (file: string) => refusedBy('demo.ts', {}, '--plan', join(plans, file));
    expectLine(demo('missing.yaml'), /missing\.yaml cannot be read/);
    expect(demo('torn.yaml')).toMatchObject({ status: 1, line: expect.stringMatching(/torn\.yaml is not YAML: .*line 1/) as string });
    expectLine(demo('word.yaml'), /word\.yaml is not a plan/);
    const { line, status } = demo('empty.yaml');
    expect(line).toMatch(/empty\.yaml has faults\.\n {2}\/incidentTypes {2}/);
    expect(line).not.toMatch(/^ +at /m);
    expect(status).toBe(1);
  });

  it('a data folder of a newer version', () =>
    expectLine(refused({ MUSTER_DATA: dataFolder('newer', { format: '99\n' }) }), /written by a newer Muster \(format 99/));

  it('a damaged data folder', () => {
    expectLine(
      refused({ MUSTER_DATA: dataFolder('damaged', { format: '1\n', 'secret.json': '{' }) }),
      /damaged: secret\.json is unreadable.*--fresh/,
    );
    expectLine(refused({ MUSTER_DATA: dataFolder('unreadable', { format: 'x' }) }), /damaged: its format is unreadable/);
  });

  it('a folder that is not ours, which it leaves as it is even with --fresh', () => {
    const path = dataFolder('photos', { 'holiday.jpg': 'x' });
    expectLine(refused({ MUSTER_DATA: path }, '--fresh'), /is not a data folder of Muster/);
    expect(readFileSync(join(path, 'holiday.jpg'), 'utf8')).toBe('x');
  });

  it('a data folder that another one uses', () => {
    const birth = readFileSync(`/proc/${process.pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')[19];
    const lock = JSON.stringify({ pid: process.pid, birth });
    expectLine(
      refused({ MUSTER_DATA: dataFolder('locked', { format: '1\n', lock }) }),
      new RegExp(`already runs on .*process ${process.pid}`),
    );
  });
});

describe('boot.mjs', () => {
  it('passes on arguments and the exit code', () => {
    const script = join(folder, 'exit.ts');
    writeFileSync(script, 'const code: number = Number(process.argv[2]); process.exit(code);');
    expect(spawnSync(process.execPath, [boot, script, '7']).status).toBe(7);
  });

  it('runs scripts with Node 24, with an empty home', () => {
    const script = join(folder, 'version.ts');
    writeFileSync(script, 'console.log(process.version as string);');
    const env = { PATH: process.env['PATH'] ?? '', HOME: join(folder, 'home') };
    expect(spawnSync('node', [boot, script], { env, encoding: 'utf8' }).stdout).toMatch(/^v24\./);
  });

  it('says what it needs when it is called with nothing', () => {
    const result = spawnSync(process.execPath, [boot], { encoding: 'utf8' });
    expect([result.status, result.stderr]).toEqual([1, 'usage: node infra/local/boot.mjs <script.ts> [arguments…]\n']);
  });
});
