/** boot.mjs in a clone of its own, with a stand-in for npm. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from './scratch.ts';

let clone: string;
const installs = () => readFileSync(join(clone, 'installs'), 'utf8').trim().split('\n').length;

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'muster-clone-'));
  mkdirSync(join(clone, 'infra', 'local'), { recursive: true });
  for (const file of ['boot.mjs', 'leash.mjs']) cpSync(join(root, 'infra', 'local', file), join(clone, 'infra', 'local', file));
  writeFileSync(join(clone, 'package-lock.json'), JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '1.0.0' } } }));
  writeFileSync(join(clone, 'script.ts'), "console.log('ran' as string);");
  writeFileSync(
    join(clone, 'npm.js'),
    `const { appendFileSync, existsSync, mkdirSync } = require('node:fs');
     if (existsSync('no-network')) { console.error('npm error code ENOTFOUND'); process.exit(1); }
     appendFileSync('installs', process.argv.slice(2).join(' ') + '\\n');
     mkdirSync('node_modules', { recursive: true });
     Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);`,
  );
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

const command = () => [join(clone, 'infra', 'local', 'boot.mjs'), join(clone, 'script.ts')];
const environment = () => ({ ...process.env, npm_execpath: join(clone, 'npm.js') });
const boot = () => spawnSync(process.execPath, command(), { env: environment(), encoding: 'utf8' });

describe('a fresh clone', () => {
  it('is installed once, without running scripts of packages, and says so', () => {
    const first = boot();
    expect(first.stderr).toMatch(/^Installing dependencies .*\nInstalled in \d+ s\.\n$/);
    expect(first.stdout).toBe('ran\n');
    expect(readFileSync(join(clone, 'installs'), 'utf8')).toContain('ci --ignore-scripts');
    const second = boot();
    expect([second.stdout, second.stderr]).toEqual(['ran\n', '']);
    expect(installs()).toBe(1);
  });

  it('is installed once when two scripts start together', async () => {
    const both = [1, 2].map(() => spawn(process.execPath, command(), { env: environment(), stdio: 'ignore' }));
    const codes = await Promise.all(both.map((child) => once(child, 'exit')));
    expect(codes.map(([code]) => code as number)).toEqual([0, 0]);
    expect(installs()).toBe(1);
  });

  it('is installed again when the lock file changed', () => {
    boot();
    writeFileSync(join(clone, 'package-lock.json'), JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '2.0.0' } } }));
    boot();
    expect(installs()).toBe(2);
  });

  it('that npm installed itself is left as it is', () => {
    mkdirSync(join(clone, 'node_modules'));
    writeFileSync(
      join(clone, 'node_modules', '.package-lock.json'),
      JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' } } }),
    );
    const { stdout, stderr } = boot();
    expect([stdout, stderr]).toEqual(['ran\n', '']);
  });

  it('that cannot be installed says why, and leaves the next try to succeed', () => {
    writeFileSync(join(clone, 'no-network'), '');
    const failed = boot();
    expect(failed.status).toBe(1);
    expect(failed.stderr).toContain('npm error code ENOTFOUND\nnpm ci did not succeed.');
    rmSync(join(clone, 'no-network'));
    expect(boot().stdout).toBe('ran\n');
  });
});
