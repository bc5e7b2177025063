import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Engine, startEngine } from './support/engine.ts';
import { operatorKey, type Tenant, tenantOf, type World, worldOf } from './support/world.ts';

let engine: Engine;
let world: World;
let tenant: Tenant;
beforeAll(async () => {
  engine = await startEngine();
  world = worldOf(engine.table);
  tenant = await tenantOf(world);
});
afterAll(() => engine.stop());

test('an incident is declared, graded, worked on and closed, and its timeline tells all of it', async () => {
  const { ask, time } = world;
  const { key } = tenant;
  const declared = await ask('POST', '/v1/incidents', {
    key,
    body: { plan: 'call-centre', facts: { households: 6000 }, summary: 'No dial tone' },
  });
  expect(declared.status, declared.text).toBe(201);
  expect(declared.headers['location']).toBe(`/v1/incidents/${declared.body.id}`);
  expect(declared.headers['etag']).toBe(`"${declared.body.version}"`);
  expect(declared.body).toMatchObject({ status: 'open', level: 'red', summary: 'No dial tone', reasons: [{ rule: 'many' }] });
  expect(declared.body.alerts).toMatchObject([{ person: { id: 'ada', name: 'ADA' }, status: 'pending' }]);

  const path = `/v1/incidents/${declared.body.id}`;
  const read = await ask('GET', path, { key });
  expect(read.body).toEqual(declared.body);

  time.millis += 30_000;
  const acknowledged = await ask('POST', `${path}/acknowledge`, { key, body: { person: 'ada' } });
  expect(acknowledged.body.alerts[0].acknowledgedAt).toBe('2026-03-14T01:42:30.000Z');
  const done = await ask('POST', `${path}/tasks/call/complete`, { key });
  expect(done.body.tasks).toMatchObject([{ id: 'call', status: 'done' }]);
  expect((await ask('POST', `${path}/facts`, { key, body: { facts: { households: 10 } } })).body.level).toBe('blue');
  expect((await ask('POST', `${path}/restore`, { key })).body.status).toBe('restored');
  expect((await ask('POST', `${path}/close`, { key })).body.status).toBe('closed');
  expect((await ask('POST', `${path}/acknowledge`, { key })).status).toBe(409);

  const timeline = await ask('GET', `${path}/timeline`, { key, headers: { 'accept-language': 'zh-CN' } });
  expect(timeline.headers['content-language']).toBe('zh-CN');
  expect(timeline.body.items.map((item: { text: string }) => item.text)).toContain('任务完成：联系厂商');
  const list = await ask('GET', '/v1/incidents', { key });
  expect(list.body).toMatchObject({ items: [{ id: declared.body.id, status: 'closed' }], next: null });
});

test('a sender of PagerDuty’s format opens, answers and closes an incident', async () => {
  const { ask } = world;
  const { key } = tenant;
  const created = await ask('POST', '/v1/integrations', { key, body: { name: 'Prometheus', plan: 'call-centre' } });
  expect(created.status, created.text).toBe(201);
  const send = (event_action: string) =>
    ask('POST', '/v2/enqueue', {
      body: {
        routing_key: created.body.routingKey,
        event_action,
        dedup_key: 'disk',
        payload: { summary: 'Disk full', source: 'db1', severity: 'critical', extra: 1 },
        unknown: true,
      },
    });
  expect((await send('trigger')).body).toEqual({ status: 'success', message: 'Event processed', dedup_key: 'disk' });
  expect((await send('trigger')).status).toBe(202);
  const open = await ask('GET', '/v1/incidents?status=open', { key });
  expect(open.body.items).toHaveLength(1);
  const path = `/v1/incidents/${open.body.items[0].id}`;
  expect((await ask('GET', path, { key })).body).toMatchObject({ source: { dedupKey: 'disk' }, notice: { approvedAt: null } });
  await send('acknowledge');
  expect((await ask('GET', path, { key })).body.acknowledgedAt).not.toBeNull();
  expect((await send('resolve')).status).toBe(202);
  expect((await ask('GET', path, { key })).body.status).toBe('closed');
});

test('health is the table’s', async () => {
  expect((await world.ask('GET', '/healthz')).status).toBe(200);
});

test('only the operator creates organizations', async () => {
  const body = { slug: 'another', name: { en: 'Another' } };
  expect((await world.ask('POST', '/v1/organizations', { key: 'wrong', body })).status).toBe(401);
  expect((await world.ask('POST', '/v1/organizations', { key: tenant.key, body })).status).toBe(403);
  expect((await world.ask('POST', '/v1/organizations', { key: operatorKey, body: { ...body, slug: tenant.slug } })).status).toBe(409);
});
