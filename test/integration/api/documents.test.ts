import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packed } from '../../../functions/api/generated/documents.ts';
import { documents } from '../../../shared/access/reference/documents.ts';
import { problemsMarkdown } from '../../../shared/access/reference/problems-page.ts';
import type { Route } from '../../../shared/access/route.ts';
import { routes } from '../../../shared/access/routes.ts';
import { type Engine, startEngine } from './support/engine.ts';
import { type World, worldOf } from './support/world.ts';

let engine: Engine;
let world: World;
beforeAll(async () => {
  engine = await startEngine();
  world = worldOf(engine.table);
});
afterAll(() => engine.stop());

const all = Object.entries(routes) as [string, Route][];

test('what the API serves about itself is made from the table of routes as it is (else: node infra/build-openapi.ts)', () => {
  const kept = brotliDecompressSync(Buffer.from(packed, 'base64')).toString('utf8');
  // Not by a matcher: its account of the difference would be longer than the documents.
  expect(kept === JSON.stringify(documents())).toBe(true);
});

test('the page of problems in the repository is current (else: node infra/build-openapi.ts)', () => {
  expect(readFileSync(new URL('../../../docs/problems/README.md', import.meta.url), 'utf8')).toBe(problemsMarkdown());
});

test('the OpenAPI document holds every route, and every reference in it leads somewhere', async () => {
  const { body, text } = await world.ask('GET', '/openapi.json');
  expect(body.openapi).toBe('3.1.0');
  for (const [id, { method, path }] of all) expect(body.paths[path][method.toLowerCase()].operationId).toBe(id);
  const references = new Set([...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, pointer = '']) => pointer));
  expect(references.size).toBeGreaterThan(30);
  for (const pointer of references)
    expect(
      pointer.split('/').reduce((value, part) => value?.[part], body),
      pointer,
    ).toBeDefined();
  expect(text).not.toMatch(/"\$ref":"[^#]/);
});

test.each(all.filter(([, { example }]) => example !== undefined))('the example of %s is one', (_, route) => {
  expect(route.body?.safeParse(route.example).error).toBeUndefined();
});

test.each([
  ['/docs', 'PUT</span><code>/v1/plans/{slug}'],
  ['/docs/problems', 'id="not-found"'],
])('%s is a page that loads nothing, speaks both languages, and whose links lead somewhere', async (path, holds) => {
  const { text, headers } = await world.ask('GET', path);
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  expect(text).toContain(holds);
  expect(text).not.toMatch(/<script|src=|<link/);
  expect(text.match(/lang="zh-CN"/g)?.length).toBeGreaterThan(20);
  const ids = new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  for (const [, anchor] of text.matchAll(/href="#([^"]+)"/g)) expect(ids, anchor).toContain(anchor);
});

test('the type of every problem is an address on the page of problems', async () => {
  const { text } = await world.ask('GET', '/docs/problems');
  const { body } = await world.ask('GET', '/nothing');
  const [path, fragment] = body.type.split('#');
  expect(path).toBe('/docs/problems');
  expect(text).toContain(`id="${fragment}"`);
});
