import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Route } from '../../../shared/access/route.ts';
import { routes } from '../../../shared/access/routes.ts';
import { type Engine, startEngine } from './support/engine.ts';
import { type Reply, type Tenant, tenantOf, type World, worldOf } from './support/world.ts';

let engine: Engine;
let world: World;
let mine: Tenant;
let theirs: Tenant;
/** Ids of things of theirs by the area that they belong to. */
const foreign: Record<string, Record<string, string>> = {};
const nobody: Record<string, Record<string, string>> = {
  Keys: { id: 'key_01a1ff6a-0000-7000-8000-000000000000' },
  People: { id: 'nobody' },
  Components: { id: 'nothing' },
  Rosters: { id: 'nothing' },
  Notices: { id: 'ntc_01a1ff6a-0000-7000-8000-000000000000' },
  NoticeTexts: { id: 'nothing' },
  Plans: { slug: 'nothing', version: '1', other: '1' },
  Incidents: { id: 'inc_01a1ff6a-0000-7000-8000-000000000000', task: 'call' },
  Integrations: { id: 'int_01a1ff6a-0000-7000-8000-000000000000' },
};

beforeAll(async () => {
  engine = await startEngine();
  world = worldOf(engine.table);
  [mine, theirs] = [await tenantOf(world), await tenantOf(world)];
  const { key } = theirs;
  // What only they have: mine has the usual people, components and plans itself.
  await world.ask('PUT', '/v1/people/zoe', { key, body: { name: 'Zoe' } });
  await world.ask('PUT', '/v1/rosters/watch', {
    key,
    body: { title: { en: 'Watch' }, shifts: [{ people: ['zoe'], from: '00:00', until: '00:00' }] },
  });
  await world.ask('PUT', '/v1/components/website', { key, body: { name: { en: 'Website' } } });
  const plan = (await world.ask('GET', '/v1/plans/call-centre', { key })).body.plan;
  await world.ask('PUT', '/v1/plans/flood', { key, body: plan });
  const incident = await world.ask('POST', '/v1/incidents', { key, body: { plan: 'flood' } });
  const integration = await world.ask('POST', '/v1/integrations', { key, body: { name: 'Monitoring', plan: 'flood' } });
  const other = await world.ask('POST', '/v1/keys', { key, body: { name: 'other', scopes: ['read'] } });
  const words = { title: { en: 'Works' }, body: { en: 'We work.' } };
  await world.ask('PUT', '/v1/notice-texts/works', { key, body: words });
  const notice = await world.ask('POST', '/v1/notices', { key, body: { kind: 'incident', ...words } });
  Object.assign(foreign, {
    Keys: { id: other.body.key.id },
    People: { id: 'zoe' },
    Components: { id: 'website' },
    Rosters: { id: 'watch' },
    Notices: { id: notice.body.id },
    NoticeTexts: { id: 'works' },
    Plans: { slug: 'flood', version: '1', other: '1' },
    Incidents: { id: incident.body.id, task: 'call' },
    Integrations: { id: integration.body.integration.id },
  });
});
afterAll(() => engine.stop());

const comparable = ({ status, headers, text }: Reply) => ({ status, headers: { ...headers, 'x-request-id': '' }, text });
const thingOf = ({ area, path }: Route) => (path.startsWith('/v1/notice-texts') ? 'NoticeTexts' : area);
const fill = (route: Route, ids: Record<string, Record<string, string>>) =>
  route.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => ids[thingOf(route)]?.[name] ?? '');

// Templates are no organization's.
const named = (Object.entries(routes) as [string, Route][]).filter(
  ([, { path, method, access }]) =>
    !path.startsWith('/v1/templates') && path.includes('{') && method !== 'PUT' && ['read', 'respond', 'configure'].includes(access),
);

test('the table names things of organizations in enough routes to be worth asking', () => {
  expect(named.length).toBeGreaterThan(12);
});

test.each(named)('%s answers for what another organization has exactly as for what nobody has', async (_, route) => {
  const ask = { key: mine.key, ...(route.body ? { body: route.bodyOptional ? {} : (route.example ?? {}) } : {}) };
  const there = await world.ask(route.method, fill(route, foreign), ask);
  const nowhere = await world.ask(route.method, fill(route, nobody), ask);
  expect(there.status).toBe(404);
  expect(comparable(there)).toEqual(comparable(nowhere));
  // And it is still there for them.
  const seen = await world.ask(
    'GET',
    fill(route, foreign).replace(/\/(duty|acknowledge|facts|restore|close|publish|updates|approve|withdraw|state|tasks.*|timeline)$/, ''),
    {
      key: theirs.key,
    },
  );
  expect([200, 405]).toContain(seen.status);
});

test.each([
  '/v1/people',
  '/v1/rosters',
  '/v1/components',
  '/v1/plans',
  '/v1/incidents',
  '/v1/integrations',
  '/v1/keys',
  '/v1/notices',
  '/v1/notice-texts',
])('the list %s holds nothing of another organization', async (path) => {
  const before = (await world.ask('GET', path, { key: theirs.key })).body.items.map(
    (item: { id?: string; slug?: string; createdAt?: string }) => JSON.stringify(item),
  );
  const listed = (await world.ask('GET', path, { key: mine.key })).body.items.map((item: unknown) => JSON.stringify(item));
  expect(before.length).toBeGreaterThan(0);
  for (const unique of [
    'zoe',
    'watch',
    'website',
    'flood',
    'works',
    foreign['Notices']?.['id'],
    foreign['Incidents']?.['id'],
    foreign['Integrations']?.['id'],
    foreign['Keys']?.['id'],
  ])
    expect(listed.join()).not.toContain(unique);
});

test('names in a body lead to nothing of another organization either', async () => {
  const refused = async (path: string, body: unknown) => {
    const answer = await world.ask('POST', path, { key: mine.key, body });
    return answer.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`);
  };
  expect(await refused('/v1/incidents', { plan: 'flood' })).toEqual(['/plan unknown-plan']);
  expect(await refused('/v1/incidents', { plan: 'call-centre', components: ['website'] })).toEqual(['/components/0 unknown-component']);
  const notice = { kind: 'maintenance', title: { en: 'x' }, scheduledFor: '2026-03-15T00:00:00Z', scheduledUntil: '2026-03-16T00:00:00Z' };
  expect(await refused('/v1/notices', { ...notice, text: 'works', components: ['website'] })).toEqual([
    '/text unknown-text',
    '/components/0 unknown-component',
  ]);
  expect(await refused('/v1/integrations', { name: 'x', plan: 'flood' })).toEqual(['/plan unknown-plan']);
  expect(await refused('/v1/keys', { name: 'x', scopes: ['read'], person: 'zoe' })).toEqual(['/person unknown-person']);
});

test('a cursor of another organization is refused', async () => {
  for (let count = 0; count < 2; count++) await world.ask('POST', '/v1/incidents', { key: theirs.key, body: { plan: 'flood' } });
  const { next } = (await world.ask('GET', '/v1/incidents?limit=1', { key: theirs.key })).body;
  expect(next).not.toBeNull();
  expect((await world.ask('GET', `/v1/incidents?limit=1&cursor=${next}`, { key: theirs.key })).status).toBe(200);
  expect((await world.ask('GET', `/v1/incidents?limit=1&cursor=${next}`, { key: mine.key })).status).toBe(422);
});
