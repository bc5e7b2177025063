// The entry of every npm script: `node infra/local/boot.mjs <script.ts> [arguments…]`.
// Plain JavaScript without dependencies, because it runs on whatever Node the machine has, before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const modules = join(root, 'node_modules');
const marker = join(modules, '.muster-installed');
const nodeNeeded = 24;

const major = (version) => Number(version.replace(/^v/, '').split('.')[0]);
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function fail(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** The lock file and the platform decide what must be installed. */
function wanted() {
  const lock = readText(join(root, 'package-lock.json'));
  if (lock === undefined) fail(`package-lock.json is missing in ${root}: restore it with "git checkout package-lock.json".`);
  return createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex');
}

/** True if npm itself installed exactly these versions: then only our marker is missing. */
function installedByNpm() {
  const have = readText(join(modules, '.package-lock.json'));
  if (have === undefined) return false;
  try {
    const installed = JSON.parse(have).packages;
    const locked = JSON.parse(readText(join(root, 'package-lock.json'))).packages;
    return Object.entries(locked).every(([path, entry]) => path === '' || entry.optional || installed[path]?.version === entry.version);
  } catch {
    return false;
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Two scripts of a fresh clone may start together: one installs, the other waits for it. */
async function onlyOne(work) {
  const lock = join(tmpdir(), `muster-install-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`);
  for (;;) {
    try {
      mkdirSync(lock);
      writeFileSync(join(lock, 'pid'), String(process.pid));
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') fail(`Cannot write to ${tmpdir()}: ${error.message}`);
      await pause(200);
      // Whoever made it writes its id at once; without one it was killed between the two.
      const owner = Number(readText(join(lock, 'pid')));
      if (!owner || !alive(owner)) rmSync(lock, { recursive: true, force: true });
    }
  }
  const release = () => rmSync(lock, { recursive: true, force: true });
  process.once('exit', release);
  try {
    await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
}

function npmInstall() {
  const started = Date.now();
  process.stderr.write('Installing dependencies (about a minute, once) …\n');
  const npm = process.env.npm_execpath?.endsWith('.js')
    ? [process.execPath, process.env.npm_execpath]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
  const result = spawnSync(npm[0], [...npm.slice(1), 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    shell: process.platform === 'win32' && npm.length === 1,
  });
  if (result.error?.code === 'ENOENT') fail('npm was not found. Install Node.js with npm (https://nodejs.org) and run this again.');
  if (result.status !== 0) {
    const said = (result.stderr ?? '').split('\n').filter((line) => /^npm (error|warn) ./.test(line));
    fail([...said.slice(0, 12), 'npm ci did not succeed. Once the cause is fixed, run this again.'].join('\n'));
  }
  process.stderr.write(`Installed in ${Math.round((Date.now() - started) / 1000)} s.\n`);
}

async function install() {
  const want = wanted();
  if (readText(marker) === want) return;
  await onlyOne(async () => {
    if (readText(marker) === want) return;
    if (!installedByNpm()) npmInstall();
    writeFileSync(marker, want);
  });
}

/** The pinned Node of this platform; the machine's own if it is new enough and there is no pinned one that runs here. */
function findNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const pinned = join(modules, `node-${platform}-${process.arch}`, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(pinned) && spawnSync(pinned, ['--version']).status === 0) return pinned;
  if (major(process.version) >= nodeNeeded) return process.execPath;
  fail(
    `Muster runs on Node ${nodeNeeded}, and there is no bundled one for ${process.platform}-${process.arch} ` +
      `(this is ${process.version}): install Node ${nodeNeeded} or newer from https://nodejs.org and run this again.`,
  );
}

/** The parent of a process, where the system tells it without starting another program. */
function parentOf(pid) {
  const stat = readText(`/proc/${pid}/stat`);
  return stat === undefined ? undefined : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

/**
 * Calls back once the process that started us is gone. npm starts scripts through a shell; some shells stay in between, so
 * that npm's end shows one step further up.
 */
function whenOrphaned(callback) {
  const parent = process.ppid;
  const grandparent = process.env.npm_lifecycle_event === undefined ? undefined : parentOf(parent);
  const timer = setInterval(() => {
    if (process.ppid === parent && (grandparent === undefined || parentOf(parent) === grandparent)) return;
    clearInterval(timer);
    callback();
  }, 100);
  timer.unref();
}

async function main() {
  if (major(process.version) < 20) fail(`Muster needs Node 20 or newer to start; this is ${process.version}. See https://nodejs.org.`);
  const [script, ...rest] = process.argv.slice(2);
  if (script === undefined) fail('usage: node infra/local/boot.mjs <script.ts> [arguments…]');
  await install();

  const leash = new URL('leash.mjs', import.meta.url).href;
  const child = spawn(findNode(), ['--import', leash, script, ...rest], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PATH: `${join(modules, '.bin')}${delimiter}${process.env.PATH ?? ''}`,
      // Compiled code is kept between runs: starts are faster and no process carries the TypeScript parser in memory.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(modules, '.cache', 'muster', 'compile'),
      NODE_NO_WARNINGS: process.env.NODE_NO_WARNINGS ?? '1',
      ASTRO_TELEMETRY_DISABLED: '1',
      CDK_DISABLE_CLI_TELEMETRY: 'true',
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  whenOrphaned(() => {
    if (child.connected) child.disconnect();
    setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
  });
  child.on('error', (error) => fail(`Could not start Node: ${error.message}`));
  child.on('exit', (code, signal) => {
    const numbers = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };
    process.exit(code ?? 128 + (numbers[signal] ?? 0));
  });
}

await main();
