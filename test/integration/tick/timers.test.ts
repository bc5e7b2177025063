import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { passMoment } from '../../../functions/tick/timers.ts';
import { plus, toInstant } from '../../../shared/instant.ts';
import { Wake, wakeFor } from '../../../shared/messaging/messages.ts';
import { dueShardOf, keys, listPrefix } from '../../../shared/table/keys.ts';
import { type Engine, startEngine } from '../api/support/engine.ts';
import { rowsOf } from '../api/support/scan.ts';
import { type Tenant, tenantOf, type World, worldOf } from '../api/support/world.ts';

let engine: Engine;
let world: World;
let tenant: Tenant;
beforeAll(async () => {
  engine = await startEngine();
  world = worldOf(engine.table);
});
beforeEach(async () => {
  tenant = await tenantOf(world);
});
afterAll(() => engine.stop());

const hour = 3_600_000;
const now = () => toInstant(world.time.millis);
const post = async (path: string, body: unknown) => (await world.ask('POST', path, { key: tenant.key, body })).body;
const dueRows = async () =>
  (await engine.table.due(dueShardOf(tenant.id), '9999', 1_000)).filter(({ pk }) => pk === keys.organization.key(tenant.id).pk);
const dueOf = async (sk: string) => (await dueRows()).find((row) => row.sk === sk)?.dueAt;
const pass = (timer: string, dueAt = now()) =>
  passMoment({ table: engine.table, clock: now, ids: world.api.ids }, { organizationId: tenant.id, timer, dueAt });
const publications = async () =>
  (await rowsOf(engine))
    .filter(({ type }) => type === 'Outbox')
    .map(({ outgoing }) => JSON.parse(String(outgoing)))
    .filter(({ organizationId, effects }) => organizationId === tenant.id && effects.includes('status-page')).length;
const maintenance = () => ({
  kind: 'maintenance',
  title: { en: 'Works' },
  body: { en: 'We work.' },
  components: ['phones'],
  scheduledFor: plus(now(), hour),
  scheduledUntil: plus(now(), 2 * hour),
});

test('a maintenance begins and ends by itself, and each moment is published once however often it is woken', async () => {
  const { id, scheduledFor, scheduledUntil } = await post('/v1/notices', maintenance());
  const timer = `${listPrefix.postedNotice}${id}`;
  const before = await publications();
  await pass(timer, scheduledFor);
  expect([await publications(), await dueOf(timer)]).toEqual([before, scheduledFor]);
  world.time.millis += hour;
  await Promise.all([pass(timer), pass(timer), pass(timer)]);
  expect([await publications(), await dueOf(timer)]).toEqual([before + 1, scheduledUntil]);
  const read = await world.ask('GET', `/v1/notices/${id}`, { key: tenant.key });
  expect([read.body.phase, read.headers['etag']]).toEqual(['in_progress', '"2"']);
  await pass(timer, scheduledFor);
  expect(await publications()).toBe(before + 1);
  world.time.millis += hour;
  await pass(timer, scheduledFor);
  await pass(timer, scheduledUntil);
  expect([await publications(), await dueOf(timer)]).toEqual([before + 2, undefined]);
  expect((await world.ask('GET', `/v1/notices/${id}`, { key: tenant.key })).body.phase).toBe('completed');
});

test('a wake that comes after both moments publishes once', async () => {
  const { id, scheduledFor } = await post('/v1/notices', maintenance());
  const timer = `${listPrefix.postedNotice}${id}`;
  const before = await publications();
  world.time.millis += 9 * hour;
  await pass(timer, scheduledFor);
  expect([await publications(), await dueOf(timer)]).toEqual([before + 1, undefined]);
});

test('a wake while somebody writes loses neither', async () => {
  const { id } = await post('/v1/notices', maintenance());
  const timer = `${listPrefix.postedNotice}${id}`;
  world.time.millis += hour;
  await Promise.all([pass(timer), post(`/v1/notices/${id}/updates`, { phase: 'verifying', body: { en: 'Nearly done.' } }), pass(timer)]);
  const read = await world.ask('GET', `/v1/notices/${id}`, { key: tenant.key });
  expect(read.body.updates).toHaveLength(2);
  expect(await dueOf(timer)).toBe(read.body.scheduledUntil);
});

test('the end of a state that was set by hand is published', async () => {
  const until = plus(now(), hour);
  await post('/v1/components/phones/state', { state: 'partial_outage', until });
  const timer = `${listPrefix.stateOverride}phones`;
  const before = await publications();
  expect(await dueOf(timer)).toBe(until);
  world.time.millis += hour;
  await pass(timer);
  await pass(timer);
  expect([await publications(), await dueOf(timer)]).toEqual([before + 1, undefined]);
});

test('every day of the organization begins with a publication', async () => {
  world.time.millis = Date.parse('2026-03-28T12:00:00.000Z');
  const body = { name: { en: 'Here' }, timeZone: 'Europe/Berlin' };
  await world.ask('PUT', '/v1/organization', { key: tenant.key, body });
  const before = await publications();
  const begun: (string | undefined)[] = [];
  for (let day = 0; day < 3; day++) {
    const dueAt = await dueOf('DAY');
    begun.push(dueAt);
    world.time.millis = Date.parse(dueAt ?? '');
    await Promise.all([pass('DAY'), pass('DAY')]);
  }
  // The clocks go forward on the 29th.
  expect(begun).toEqual(['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z', '2026-03-30T22:00:00.000Z']);
  expect(await publications()).toBe(before + 3);
});

test('a wake for what is gone, or never had a timer, does nothing', async () => {
  const before = await publications();
  for (const timer of ['POSTED#ntc_nothing', 'STATE#nothing', 'COMPONENT#phones', 'ORGANIZATION', 'PAGE']) await pass(timer);
  expect(await publications()).toBe(before);
});

test('wakes that were sent before there were timers are still understood', () => {
  const old = { organizationId: 'org_1', incidentId: 'inc_1', dueAt: '2026-01-01T00:00:00.000Z' };
  expect(Wake.parse(old)).toEqual(old);
  expect(wakeFor({ pk: 'ORG#org_1', sk: 'INCIDENT#inc_1', dueAt: old.dueAt })).toEqual(old);
  const timer = wakeFor({ pk: 'ORG#org_1', sk: 'STATE#phones', dueAt: old.dueAt });
  expect(Wake.parse(timer)).toEqual({ organizationId: 'org_1', timer: 'STATE#phones', dueAt: old.dueAt });
});
