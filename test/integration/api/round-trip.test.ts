/** What GET answers is what PUT takes: as it is, or with a change. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type * as z from 'zod';
import type { Route } from '../../../shared/access/route.ts';
import { routes } from '../../../shared/access/routes.ts';
import { type Engine, startEngine } from './support/engine.ts';
import { type Tenant, tenantOf, type World, worldOf } from './support/world.ts';

let engine: Engine;
let world: World;
let mine: Tenant;
beforeAll(async () => {
  engine = await startEngine();
  world = worldOf(engine.table);
});
beforeEach(async () => {
  mine = await tenantOf(world);
});
afterAll(() => engine.stop());

const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  world.ask(method, path, { key: mine.key, body, headers });
const faultsOf = (body: { errors: { pointer: string; code: string }[] }) => body.errors.map(({ pointer, code }) => `${pointer} ${code}`);

const all = Object.values(routes) as Route[];
const put = all.filter(({ method }) => method === 'PUT');
const hasGet = ({ path }: Route) => all.some((other) => other.method === 'GET' && other.path === path);

test('every PUT whose address can be read takes back what is read there; a plan is a document, in the field “plan”', () => {
  expect(put.filter((route) => hasGet(route) && !route.readOnly).map(({ path }) => path)).toEqual(['/v1/plans/{slug}']);
  expect(put.filter((route) => !hasGet(route) && route.readOnly)).toEqual([]);
});

const shapeOf = (schema: z.ZodType | undefined) => Object.keys((schema as z.ZodObject).shape);
test.each(put.filter(({ readOnly }) => readOnly).map((route) => [route.path, route] as const))(
  'what %s answers beside what it takes is read-only, and nothing else',
  (_, { answers, body, readOnly }) => {
    const taken = shapeOf(body);
    expect(readOnly?.toSorted()).toEqual(
      shapeOf(answers[200]?.body)
        .filter((name) => !taken.includes(name))
        .toSorted(),
    );
  },
);

test('OpenAPI says of what is sent which fields are read-only', async () => {
  const { paths, components } = (await world.ask('GET', '/openapi.json')).body;
  for (const { path, readOnly } of put.filter((route) => route.readOnly)) {
    const { $ref } = paths[path].put.requestBody.content['application/json'].schema;
    const { properties, required } = components.schemas[$ref.split('/').at(-1)];
    const marked = Object.keys(properties).filter((name) => properties[name].readOnly);
    expect([path, marked.toSorted()]).toEqual([path, readOnly?.toSorted()]);
    for (const name of marked) expect(required).not.toContain(name);
  }
});

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const webhook = { kind: 'webhook', url: 'https://hooks.example.com/a', secret };
const things: readonly (readonly [path: string, body: Record<string, unknown>, change: object])[] = [
  [
    'organization',
    { name: { en: 'Gas' }, look: { accent: 'teal', contact: { phone: '1' }, announcement: { en: 'Closed on Friday' } } },
    { name: { en: 'City Gas' } },
  ],
  ['components/app', { name: { en: 'App' }, group: { id: 'online', name: { en: 'Online' } } }, { position: 3 }],
  ['components/plain', { name: { en: 'Plain' } }, { description: { en: 'Nothing else' } }],
  ['people/eve', { name: 'Eve', channels: [{ kind: 'email', address: 'eve@example.com' }, webhook] }, { name: 'Eva', language: 'en' }],
  ['rosters/desk', { title: { en: 'Desk' }, shifts: [{ people: ['ada'], from: '08:00', until: '20:00' }] }, { shifts: [] }],
  ['notice-texts/works', { body: { en: 'Works' } }, { title: { en: 'Works' } }],
];

test.each(things)('%s is read, and sent back', async (name, body, change) => {
  const path = `/v1/${name}`;
  await ask('PUT', path, body);
  world.time.millis += 60_000;
  const read = await ask('GET', path);
  const same = await ask('PUT', path, read.body, { 'if-match': read.headers['etag'] ?? '' });
  expect([same.status, same.body]).toEqual([200, read.body]);
  const changed = await ask('PUT', path, { ...read.body, ...change });
  expect([changed.status, changed.body]).toMatchObject([200, { ...change, version: read.body.version + 1 }]);
  // Somebody who read before that would undo it.
  const stale = await ask('PUT', path, read.body);
  expect([stale.status, stale.body.type]).toEqual([412, '/docs/problems#version-stale']);
  const other = await ask('PUT', path, {
    ...changed.body,
    id: 'another',
    updatedAt: '2001-01-01T00:00:00.000Z',
    name: 5,
    title: 5,
    warnings: 0,
  });
  expect(faultsOf(other.body)).toEqual(expect.arrayContaining(['/id read-only', '/updatedAt read-only']));
  expect((await ask('GET', path)).body).toEqual(changed.body);
});

test('what is copied to a new name says what to leave out', async () => {
  await ask('PUT', '/v1/components/app', { name: { en: 'App' } });
  const { body } = await ask('GET', '/v1/components/app');
  expect(faultsOf((await ask('PUT', '/v1/components/web', { ...body, id: 'web', warnings: [] })).body)).toEqual([
    '/publicId read-only',
    '/override read-only',
    '/version read-only',
    '/createdAt read-only',
    '/updatedAt read-only',
  ]);
  expect((await ask('PUT', '/v1/components/web', { id: 'web', name: body.name })).status).toBe(201);
});

test('of two that send back what they read at once, one is too late', async () => {
  await ask('PUT', '/v1/components/app', { name: { en: 'App' } });
  const { body } = await ask('GET', '/v1/components/app');
  const answers = await Promise.all([1, 2].map((position) => ask('PUT', '/v1/components/app', { ...body, position })));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
});

test('a webhook keeps its secret where it is left out, and only at its own address', async () => {
  const channels = [webhook, { ...webhook, secret: secret.replace('MfKQ', 'NfKQ') }];
  await ask('PUT', '/v1/people/eve', { name: 'Eve', channels });
  const { body } = await ask('GET', '/v1/people/eve');
  expect((await ask('PUT', '/v1/people/eve', { ...body, name: 'Eva' })).status).toBe(200);
  // The same secrets in the same order change nothing.
  expect((await ask('PUT', '/v1/people/eve', { name: 'Eva', channels })).body.version).toBe(body.version + 1);
  const moved = await ask('PUT', '/v1/people/eve', { name: 'Eva', channels: [{ kind: 'webhook', url: 'https://hooks.example.com/b' }] });
  expect(faultsOf(moved.body)).toEqual(['/channels/0/secret required']);
});

test('a component says in which language it lacks a text, and when its group has two names', async () => {
  const group = (en: string, more = {}) => ({ id: 'service', name: { en, ...more } });
  await ask('PUT', '/v1/components/a', { name: { en: 'A', 'zh-CN': '甲' }, group: group('Aboard', { 'zh-CN': '船上' }) });
  const put = await ask('PUT', '/v1/components/b', { name: { en: 'B' }, description: { 'zh-CN': '乙' }, group: group('On board') });
  expect(put.body.warnings.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`)).toEqual([
    '/name language-missing',
    '/description language-missing',
    '/group/name language-missing',
    '/group/name group-names-differ',
  ]);
  expect(put.body.warnings.at(-1).detail).toContain('“service” another name: a.');
  expect((await ask('GET', '/v1/components/b')).body).toEqual(put.body);
  const listed = (await ask('GET', '/v1/components')).body.items;
  expect(listed.map(({ id, warnings }: { id: string; warnings: unknown[] }) => [id, warnings.length])).toEqual([
    ['a', 1],
    ['b', 4],
    ['phones', 1],
  ]);
});
