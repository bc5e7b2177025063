import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Engine, startEngine } from './support/engine.ts';
import { type Tenant, tenantOf, type World, worldOf } from './support/world.ts';

let engine: Engine;
let world: World;
let tenant: Tenant;
beforeAll(async () => {
  engine = await startEngine();
  world = worldOf(engine.table);
  tenant = await tenantOf(world);
});
afterAll(() => engine.stop());

const file = (slug: string) => readFileSync(new URL(`../../../shared/templates/${slug}.yaml`, import.meta.url), 'utf8');
const yaml = (method: string, path: string, raw: string | Buffer, headers: Record<string, string> = {}) =>
  world.ask(method, path, { key: tenant.key, raw, headers: { 'content-type': 'application/yaml', ...headers } });
const get = (path: string, accept: string) => world.ask('GET', path, { key: tenant.key, headers: { accept } });
const places = ({ body }: Awaited<ReturnType<typeof yaml>>): string[] =>
  (body.errors ?? body.findings).map(({ code, pointer, line, column }: Record<string, unknown>) => `${line}:${column} ${code} ${pointer}`);

test.each(['application/yaml', 'application/x-yaml', 'text/yaml', 'application/yaml; charset=utf-8'])(
  'a plan file with comments is stored and checked as %s',
  async (type) => {
    const stored = await yaml('PUT', '/v1/plans/gas', file('gas-customer-service'), { 'content-type': type });
    expect([200, 201]).toContain(stored.status);
    const checked = await yaml('POST', '/v1/plans/check', file('gas-customer-service'), { 'content-type': type });
    expect(stored.body.warnings).toMatchObject(checked.body.findings);
    const [gap] = checked.body.findings;
    const line = file('gas-customer-service').split('\n')[gap.line - 1];
    expect(`${gap.code} ${line?.trim()}`).toBe('gap when: { fact: directLoss, atLeast: { amount: 1000000, currency: CNY } }');
  },
);

test('a plan is exported as a file that makes no new version when it is imported', async () => {
  const before = await yaml('PUT', '/v1/plans/round', `# mine\n${file('call-center')}`);
  for (const path of ['/v1/plans/round', '/v1/plans/round/versions/1']) {
    const exported = await get(path, 'application/yaml');
    expect(exported.headers['content-type']).toBe('application/yaml');
    const again = await yaml('PUT', '/v1/plans/round', exported.text);
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ version: before.body.version, plan: before.body.plan });
  }
  for (const accept of ['*/*', 'application/json', 'application/yaml;q=0.5, application/json'])
    expect((await get('/v1/plans/round', accept)).body.plan).toEqual(before.body.plan);
});

test('faults carry the line and the column at which they stand', async () => {
  const broken = await yaml(
    'PUT',
    '/v1/plans/broken',
    [
      'title: { en: Broken }',
      'seats:',
      '  - id: Lead',
      '    title: { en: Lead }',
      '    holder: [ada]',
      'incidentTypes:',
      '  - id: x',
      '    title: {}',
    ].join('\n'),
  );
  expect(broken.status).toBe(422);
  expect(places(broken)).toEqual(['3:5 slug /seats/0/id', '5:5 unknown-field /seats/0/holder', '8:5 text-empty /incidentTypes/0/title']);
  const lost = await yaml(
    'PUT',
    '/v1/plans/lost',
    'title: { en: x }\nseats:\n  - { id: a, title: { en: A }, holders: [adda] }\nincidentTypes: [{ id: x, title: { en: X }, otherwise: no }]\n',
  );
  expect(places(lost)).toEqual(['4:44 unknown-reference /incidentTypes/0/otherwise', '3:42 unknown-person /seats/0/holders/0']);
});

describe('what is no plan file is refused with its place, and quickly', () => {
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefghi'.split('').map((name, index) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefghi'[index]}`).join()}]`),
  ].join('\n');
  test.each([
    ['aliases', bomb, 422, /^2:8 yaml-alias \/b\/0$/],
    ['a merge key', 'a: &a { x: 1 }\nb: { <<: *a }', 422, /^2:10 yaml-alias/],
    ['a duplicate key', 'title: { en: x }\ntitle: { en: y }', 422, /^2:1 duplicate \/title$/],
    ['a key that is no text', '1: x', 422, /^1:1 yaml-key/],
    ['a key that is a list', '? [a]\n: x', 422, /^1:3 yaml-key/],
    ['a number that is none', 'title: .nan', 422, /^1:8 yaml-value \/title$/],
    ['a tag', 'title: !!binary aGk=', 422, /yaml-value|yaml-syntax/],
    ['a tag of somebody’s own', 'title: !js/function x', 422, /^1:\d+ yaml-value \/title$/],
    ['deep nesting', `a: ${'['.repeat(60)}${']'.repeat(60)}`, 422, /too-deep $/],
    ['tabs', 'title:\n\ten: x', 400, /^2:1 yaml-tab $/],
    ['an open bracket', 'title: { en: x', 400, /^1:15 yaml-indent $/],
    ['an open quote', 'title: "x', 400, /yaml-unfinished $/],
    ['two documents', 'a: 1\n---\nb: 2', 400, /^[23]:1 yaml-documents $/],
  ])('%s', async (_, raw, status, place) => {
    for (const [method, path] of [
      ['PUT', '/v1/plans/bad'],
      ['POST', '/v1/plans/check'],
    ] as const) {
      const answer = await yaml(method, path, raw);
      expect(answer.status, answer.text).toBe(status);
      expect(places(answer)[0]).toMatch(place);
    }
  });

  test('nothing, or text alone, is no plan', async () => {
    for (const raw of ['# only a comment', 'text', '- a']) {
      expect((await yaml('PUT', '/v1/plans/bad', raw)).status).toBe(422);
      expect((await yaml('POST', '/v1/plans/check', raw)).status).toBe(200);
    }
    expect((await yaml('PUT', '/v1/plans/bad', Buffer.from([0x61, 0x3a, 0xff]))).status).toBe(400);
  });

  test('more than 256 KB is not even read', async () => {
    const answer = await yaml('PUT', '/v1/plans/bad', `# ${'x'.repeat(256 * 1024)}`);
    expect([answer.status, answer.body.bytesMax]).toEqual([413, 256 * 1024]);
  });

  test.each([['['], ['- '], ['? '], ['{a: '], [','], [']\n'], ['!a '], ['*a '], ['&a '], ['"'], ['a: 1\n'], ['---\n'], ['a: b: ']])(
    '256 KB of %j',
    async (piece) => {
      const started = performance.now();
      const answer = await yaml('PUT', '/v1/plans/bad', piece.repeat(Math.floor((250 * 1024) / piece.length)));
      expect([400, 422]).toContain(answer.status);
      expect(performance.now() - started).toBeLessThan(5000);
    },
  );
});

test('only what says so takes files in YAML', async () => {
  expect((await yaml('PUT', '/v1/people/eve', 'name: Eve')).status).toBe(415);
  expect((await get('/v1/plans', 'application/yaml')).status).toBe(406);
});
