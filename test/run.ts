/**
 * `npm test`: static checks and every test, with progress, ending in one line that counts. `--long` adds what takes longer. A file name or pattern as an
 * argument runs only the tests whose path contains it.
 */
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';

interface Check {
  readonly name: string;
  readonly command: readonly string[];
  readonly cwd?: string;
  /** Says what is missing in output that should be there although the command succeeded. */
  readonly doubt?: (output: string) => string | null;
}

const bin = (name: string) => `node_modules/.bin/${name}`;
const node = process.execPath;
const run = (file: string, ...args: string[]) => [node, file, ...args];

const modulesMin = 150;
const checks: readonly Check[] = [
  { name: 'built', command: run('infra/build.ts') },
  { name: 'formatted', command: run('node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.') },
  { name: 'linted', command: [bin('oxlint'), '--quiet'] },
  { name: 'typed', command: run('node_modules/typescript/bin/tsc', '-p', '.') },
  { name: 'site typed', command: run('../node_modules/@astrojs/check/bin/astro-check.js'), cwd: 'status-site' },
  {
    name: 'imports point the right way',
    command: run(
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      '--config',
      'test/config/dependencies.cjs',
      'shared',
      'functions',
      'infra',
      'status-site/src',
    ),
    doubt: (output) => {
      const modules = Number(/(\d+) modules/.exec(output)?.[1] ?? 0);
      return modules >= modulesMin ? null : `only ${modules} modules were looked at`;
    },
  },
  { name: 'no dead code', command: run('node_modules/knip/bin/knip.js', '--no-progress') },
];

const environment = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', FORCE_COLOR: '0', CI: 'true' };

interface How {
  readonly quiet: boolean;
  readonly cwd?: string | undefined;
  readonly env?: Readonly<Record<string, string>>;
}

const execute = ([file = '', ...args]: readonly string[], { quiet, cwd, env = {} }: How): Promise<{ ok: boolean; output: string }> =>
  new Promise((resolve) => {
    const child = spawn(file, args, { cwd, env: { ...environment, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      if (!quiet) process.stdout.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

const check = async ({ name, command, cwd, doubt }: Check): Promise<boolean> => {
  const started = performance.now();
  const { ok, output } = await execute(command, { quiet: true, cwd });
  const doubted = ok ? (doubt?.(output) ?? null) : null;
  console.log(`${ok && !doubted ? '✓' : '✗'} ${name} (${seconds(started)})`);
  if (!ok) console.log(output.replace(/^/gm, '    '));
  if (doubted) console.log(`    ${doubted}`);
  return ok && !doubted;
};

const args = process.argv.slice(2);
const long = args.includes('--long');
const patterns = args.filter((arg) => !arg.startsWith('--'));

let passed = 0;
let failed = 0;
const count = (ok: boolean) => (ok ? passed++ : failed++);

if (patterns.length === 0) for (const one of checks) count(await check(one));
else count(await check(checks[0] as Check));

const report = join(tmpdir(), `muster-tests-${process.pid}.json`);
const { ok, output } = await execute(
  run(
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'test/config/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${report}`,
    ...patterns,
  ),
  { quiet: false, env: long ? { MUSTER_TEST_LONG: '1' } : {} },
);
try {
  const { numPassedTests, numFailedTests, numTotalTestSuites } = JSON.parse(await readFile(report, 'utf8')) as Record<string, number>;
  passed += numPassedTests ?? 0;
  failed += numFailedTests ?? 0;
  // A file that cannot even be loaded fails no test, yet nothing passed in it.
  if (!ok && !numFailedTests) failed++;
  if (!numTotalTestSuites) failed++;
} catch {
  console.log(output.slice(-2000));
  failed++;
}
await rm(report, { force: true });
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
