import { afterAll, beforeAll, expect, test } from 'vitest';
import { scan } from '../../../functions/adapters/dynamodb/scan.ts';
import type { Item } from '../../../functions/adapters/dynamodb/table.ts';
import { firstCommit, rebuildAll } from '../../../functions/incidents/rebuild.ts';
import { ids } from '../../../functions/runtime/random.ts';
import { keys, listPrefix } from '../../../shared/table/keys.ts';
import { type Engine, startEngine } from './support/engine.ts';
import { type Tenant, tenantOf, type World, worldOf } from './support/world.ts';

let engine: Engine;
let world: World;
let tenant: Tenant;
let integration: string;
beforeAll(async () => {
  engine = await startEngine();
  world = worldOf(engine.table);
  tenant = await tenantOf(world);
  const { key } = tenant;
  const made = await world.ask('POST', '/v1/integrations', { key, body: { name: 'Monitor', plan: 'call-centre', publish: true } });
  integration = made.body.integration.id;
  const event = {
    routing_key: made.body.routingKey,
    event_action: 'trigger',
    dedup_key: 'disk',
    payload: { summary: 'Disk', source: 's', severity: 'info' },
  };
  await world.ask('POST', '/v2/enqueue', { body: event });
  for (const facts of [{ households: 6000 }, { households: 1 }]) {
    const { body } = await world.ask('POST', '/v1/incidents', { key, body: { plan: 'call-centre', facts } });
    if (facts.households === 1) for (const act of ['restore', 'close']) await world.ask('POST', `/v1/incidents/${body.id}/${act}`, { key });
  }
});
afterAll(() => engine.stop());

const views = async (): Promise<Item[]> => {
  const { pk } = keys.organization.key(tenant.id);
  const lists = [listPrefix.head, listPrefix.notice].map((prefix) => engine.table.query({ pk, prefix }));
  const alerts = engine.table.query({ pk: keys.openAlert.key(tenant.id, integration, '').pk });
  return (await Promise.all([...lists, alerts])).flat();
};
const rebuild = async () => {
  let done = 0;
  const execution = { table: engine.table, clock: () => new Date(world.time.millis).toISOString(), ids };
  for await (const count of rebuildAll(execution, scan(engine.client, engine.tableName, firstCommit))) done = count;
  return done;
};

test('every view is made anew from the commits, as it was', async () => {
  const before = await views();
  expect(before.map(({ type }) => type).toSorted()).toEqual([
    'Incident',
    'Incident',
    'Incident',
    'Notice',
    'Notice',
    'Notice',
    'OpenAlert',
  ]);
  for (const { pk, sk } of before) await engine.table.write({ remove: { pk, sk } });
  expect(await views()).toEqual([]);
  expect(await rebuild()).toBe(3);
  expect(await views()).toEqual(before);
});

test('a view that is newer than what was read stays', async () => {
  const [head] = await views();
  const newer = { ...(head as Item), version: 9_999 };
  await engine.table.write({ put: newer });
  await rebuild();
  expect(await engine.table.get({ pk: newer.pk, sk: newer.sk })).toEqual(newer);
});
