import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Engine, startEngine } from './support/engine.ts';
import { plan, type Tenant, tenantOf, type World, worldOf } from './support/world.ts';

let engine: Engine;
let world: World;
let tenant: Tenant;
beforeAll(async () => {
  engine = await startEngine();
  world = worldOf(engine.table);
  tenant = await tenantOf(world);
});
afterAll(() => engine.stop());

const path = '/schemas/plan.json';

test('the schema of plans is there for everybody, without a key and from anywhere', async () => {
  const answer = await world.ask('GET', path);
  expect(answer.status).toBe(200);
  expect(answer.headers).toMatchObject({ 'content-type': 'application/schema+json', 'access-control-allow-origin': '*' });
  expect(answer.body.properties.incidentTypes.description).toMatch(/procedure/);
  const json = await world.ask('GET', path, { headers: { accept: 'application/json' } });
  expect([json.headers['content-type'], json.text]).toEqual(['application/json', answer.text]);
});

test('whoever has the schema keeps it for a while, and asks by its ETag', async () => {
  const { headers } = await world.ask('GET', path);
  const again = await world.ask('GET', path, { headers: { 'if-none-match': headers['etag'] ?? '' } });
  expect([again.status, again.text, again.headers['cache-control']]).toEqual([304, '', 'public, max-age=3600']);
});

test('a plan may name its schema', async () => {
  const named = { $schema: `https://api.example.com${path}`, ...plan };
  expect((await world.ask('PUT', '/v1/plans/named', { key: tenant.key, body: named })).status).toBe(201);
});
