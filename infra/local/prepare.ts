/**
 * Builds and synthesizes what the templates and processes need, if anything changed. Run as a process of its own, so that the tools
 * (a bundler, the CDK) are gone from memory once they are done; tells its parent what it does.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { build } from '../build.ts';
import { digestOf } from '../bundle/digest.ts';

const root = resolve(import.meta.dirname, '..', '..');
const cache = join(root, 'node_modules', '.cache', 'muster');
const output = join(root, 'cdk.out');
const stamp = join(output, '.muster-inputs');

const tell = (did: string, startedAt: number) => process.send?.({ did, milliseconds: Math.round(performance.now() - startedAt) });

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Several stacks may start at once, and only one of them builds. */
async function alone(work: () => Promise<void>): Promise<void> {
  const lock = join(cache, 'prepare.lock');
  mkdirSync(cache, { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch {
      const owner = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
      if (owner > 0 && !isAlive(owner)) rmSync(lock, { force: true });
      else await pause(50);
    }
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/**
 * The bundles are no input: locally they are run from dist/, and only their hashes would change in the template. So a change of
 * code does not wait for the CDK.
 */
function inputsDigest(): string {
  const inputs = [
    'infra/app.ts',
    'infra/service-stack.ts',
    'infra/state-stack.ts',
    'infra/constructs',
    'infra/edge',
    'shared/names.ts',
    'package-lock.json',
  ];
  return digestOf(
    root,
    inputs.map((path) => join(root, path)),
  );
}

function synthesize(): void {
  const digest = inputsDigest();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  const startedAt = performance.now();
  const temporary = join(cache, `cdk.out.${process.pid}`);
  try {
    execFileSync(process.execPath, [join(root, 'infra', 'app.ts')], {
      cwd: root,
      env: { ...process.env, CDK_OUTDIR: temporary },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    writeFileSync(join(temporary, '.muster-inputs'), digest);
    // A reader sees the old or the new one, never half of it.
    rmSync(output, { recursive: true, force: true });
    renameSync(temporary, output);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  tell('Synthesized the template', startedAt);
}

await alone(async () => {
  const startedAt = performance.now();
  const built = await build();
  if (built.length > 0) tell(`Built ${built.join(', ')}`, startedAt);
  synthesize();
});
// The bundler keeps a helper process, which would keep this one.
process.exit(0);
