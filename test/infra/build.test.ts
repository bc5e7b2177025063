import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build } from '../../infra/build.ts';
import { functions } from '../../shared/names.ts';

const folder = mkdtempSync(join(tmpdir(), 'muster-build-'));
const sources = join(folder, 'functions');
const output = join(folder, 'dist');
const write = (name: string, text: string) => {
  mkdirSync(join(sources, name), { recursive: true });
  writeFileSync(join(sources, name, 'index.ts'), text);
};
const filesOf = (name: string) => readdirSync(join(output, 'functions', name)).sort();
const answer = async (name: string): Promise<unknown> => {
  const index = join(output, 'functions', name, 'index.mjs');
  const { handler } = (await import(`${pathToFileURL(index).href}?at=${statSync(index).mtimeMs}`)) as { handler: () => Promise<unknown> };
  return handler();
};

beforeAll(async () => {
  for (const name of functions) write(name, `export const handler = async (): Promise<string> => '${name} one';`);
  await build({ sources, output });
});
afterAll(() => rmSync(folder, { recursive: true }));

test('every function becomes an index.mjs whose handler answers', async () => {
  for (const name of functions) expect(await answer(name)).toBe(`${name} one`);
});

test('nothing is built again while nothing changes', async () => {
  expect(await build({ sources, output })).toEqual([]);
});

test('the same sources give the same bytes, but for what V8 compiled', async () => {
  const read = () =>
    functions.flatMap((name) =>
      filesOf(name)
        .filter((file) => !file.endsWith('.cache'))
        .map((file) => [file, readFileSync(join(output, 'functions', name, file), 'utf8')]),
    );
  const before = read();
  rmSync(join(output, '.build-hash'));
  expect(await build({ sources, output })).toEqual(functions);
  expect(read()).toEqual(before);
});

test('a change is built, and nothing of the old build is left', async () => {
  const before = filesOf('api');
  write('api', `export const handler = async () => 'api two';`);
  expect(await build({ sources, output })).toEqual(functions);
  expect(await answer('api')).toBe('api two');
  expect(filesOf('api')).toHaveLength(before.length);
  expect(filesOf('api').filter((file) => before.includes(file))).toEqual(['index.mjs']);
});

test('a missing output is built again', async () => {
  rmSync(join(output, 'functions', 'tick'), { recursive: true });
  expect(await build({ sources, output })).toEqual(functions);
  expect(existsSync(join(output, 'functions', 'tick', 'index.mjs'))).toBe(true);
});

/** Whether the function runs from compiled code, in a Node of its own: within one, V8 remembers the script by itself. */
const runsFromCache = (name: string) => {
  const index = pathToFileURL(join(output, 'functions', name, 'index.mjs')).href;
  const script = `const { handler, fromCache } = await import('${index}'); console.log(JSON.stringify([await handler(), fromCache]));`;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', env: {} })) as unknown;
};

test('a function runs from the code that was compiled with it; without that code, or with spoilt code, it runs all the same', () => {
  expect(runsFromCache('relay')).toEqual(['relay one', true]);
  const cache = join(
    output,
    'functions',
    'relay',
    filesOf('relay').find((file) => file.endsWith(`-${process.version}-${process.arch}.cache`)) ?? '',
  );
  const bytes = readFileSync(cache);
  writeFileSync(
    cache,
    bytes.map((byte, index) => (index === bytes.length >> 1 ? byte ^ 1 : byte)),
  );
  expect(runsFromCache('relay')).toEqual(['relay one', false]);
  writeFileSync(cache, bytes.subarray(0, bytes.length >> 1));
  expect(runsFromCache('relay')).toEqual(['relay one', false]);
  rmSync(cache);
  expect(runsFromCache('relay')).toEqual(['relay one', false]);
});

test('a function without its entry stops the build by name', async () => {
  rmSync(join(sources, 'notify'), { recursive: true });
  await expect(build({ sources, output })).rejects.toThrow(/notify\/index\.ts: every function needs its entry/);
  write('notify', `export const handler = async () => 'notify one';`);
});

test('a bundle that cannot be loaded stops the build and shows why', async () => {
  write('tick', `throw new Error('broken at the start'); export const handler = async () => {};`);
  await expect(build({ sources, output })).rejects.toThrow(/broken at the start/);
  write('tick', `export const handler = async () => 'tick one';`);
});

test('a document from a folder `generated` is a file beside the bundle, read when it is asked for', async () => {
  mkdirSync(join(sources, 'api', 'generated'), { recursive: true });
  writeFileSync(join(sources, 'api', 'generated', 'words.ts'), `export const words = 'a long story';`);
  write('api', `export const handler = async () => (await import('./generated/words.ts')).words;`);
  await build({ sources, output });
  expect(filesOf('api').filter((file) => file.startsWith('words-'))).toHaveLength(1);
  const main = filesOf('api').find((file) => /^main-.*\.js$/.test(file)) ?? '';
  expect(readFileSync(join(output, 'functions', 'api', main), 'utf8')).not.toContain('a long story');
  expect(runsFromCache('api')).toEqual(['a long story', true]);
});

const root = join(import.meta.dirname, '..', '..');

test('what the API loads to start fits into 400 KB, and into 130 KB when compressed', async () => {
  await build();
  const directory = join(root, 'dist', 'functions', 'api');
  const code = readdirSync(directory)
    .filter((file) => /^(index\.mjs|main-.*\.js)$/.test(file))
    .map((file) => readFileSync(join(directory, file)));
  expect(code).toHaveLength(2);
  expect(code.reduce((bytes, file) => bytes + file.length, 0)).toBeLessThanOrEqual(400 * 1024);
  expect(code.reduce((bytes, file) => bytes + gzipSync(file).length, 0)).toBeLessThanOrEqual(130 * 1024);
}, 120_000);
