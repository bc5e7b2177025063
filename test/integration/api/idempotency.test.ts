import { afterAll, beforeAll, expect, test } from 'vitest';
import { toInstant } from '../../../shared/instant.ts';
import { type Engine, startEngine } from './support/engine.ts';
import { rowsOf } from './support/scan.ts';
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

let keys = 0;
const fresh = () => `key-${++keys}`;
const post = (path: string, body: unknown, idempotencyKey: string, key = tenant.key) =>
  world.ask('POST', path, { key, body, headers: { 'idempotency-key': idempotencyKey } });
const incidents = async () => (await world.ask('GET', '/v1/incidents?limit=100', { key: tenant.key })).body.items.length as number;
const declare = { plan: 'call-centre', facts: { households: 1 } };

test('a repeated declaration declares once and gets the first answer, to the byte, whatever happened since', async () => {
  const key = fresh();
  const before = await incidents();
  const first = await post('/v1/incidents', declare, key);
  await world.ask('POST', `/v1/incidents/${first.body.id}/restore`, { key: tenant.key });
  const second = await post('/v1/incidents', declare, `"${key}"`);
  expect(first.status).toBe(201);
  expect(second.status).toBe(201);
  expect(second.text).toBe(first.text);
  expect(second.headers['location']).toBe(first.headers['location']);
  expect(second.headers['etag']).toBe(first.headers['etag']);
  expect(await incidents()).toBe(before + 1);
});

test('ten repetitions at once declare once', async () => {
  const key = fresh();
  const before = await incidents();
  const answers = await Promise.all(Array.from({ length: 10 }, () => post('/v1/incidents', declare, key)));
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(answers[0]?.status).toBe(201);
  expect(await incidents()).toBe(before + 1);
});

test('ten repetitions of an act at once act once', async () => {
  const { id } = (await post('/v1/incidents', declare, fresh())).body;
  const key = fresh();
  const answers = await Promise.all(Array.from({ length: 10 }, () => post(`/v1/incidents/${id}/facts`, { facts: { households: 7 } }, key)));
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  const timeline = await world.ask('GET', `/v1/incidents/${id}/timeline`, { key: tenant.key });
  expect(timeline.body.items.filter(({ type }: { type: string }) => type === 'incident.facts-reported')).toHaveLength(1);
});

test('a key that changes nothing is remembered all the same', async () => {
  const { id } = (await post('/v1/incidents', declare, fresh())).body;
  await post(`/v1/incidents/${id}/acknowledge`, {}, fresh());
  const key = fresh();
  const first = await post(`/v1/incidents/${id}/acknowledge`, {}, key);
  const answers = await Promise.all([post(`/v1/incidents/${id}/acknowledge`, {}, key), post(`/v1/incidents/${id}/acknowledge`, {}, key)]);
  for (const { text } of answers) expect(text).toBe(first.text);
});

test('the same key for another body, another incident or another version is refused', async () => {
  const key = fresh();
  const { id } = (await post('/v1/incidents', declare, key)).body;
  expect((await post('/v1/incidents', { ...declare, summary: 'other' }, key)).body.type).toBe('/docs/problems#idempotency-key-reused');
  const act = fresh();
  expect((await post(`/v1/incidents/${id}/acknowledge`, {}, act)).status).toBe(200);
  const other = (await post('/v1/incidents', declare, fresh())).body.id;
  expect((await post(`/v1/incidents/${other}/acknowledge`, {}, act)).status).toBe(422);
});

test('a key belongs to one organization and one route', async () => {
  const key = fresh();
  const other = await tenantOf(world);
  const first = await post('/v1/incidents', declare, key);
  const second = await post('/v1/incidents', declare, key, other.key);
  expect(second.status).toBe(201);
  expect(second.body.id).not.toBe(first.body.id);
  expect((await post('/v1/keys', { name: 'x', scopes: ['read'] }, key)).status).toBe(201);
});

test('a refusal is not remembered: what was wrong can be put right', async () => {
  const key = fresh();
  expect((await post('/v1/incidents', { plan: 'later' }, key)).status).toBe(422);
  const plan = (await world.ask('GET', '/v1/plans/call-centre', { key: tenant.key })).body.plan;
  await world.ask('PUT', '/v1/plans/later', { key: tenant.key, body: plan });
  expect((await post('/v1/incidents', { plan: 'later' }, key)).status).toBe(201);
});

test('secrets that are shown once are shown again to their sender, and lie nowhere in the open', async () => {
  const [organization, apiKey, integration] = [fresh(), fresh(), fresh()];
  const secretOf = async (again: () => ReturnType<typeof post>, field: string) => {
    const [first, second] = [await again(), await again()];
    expect(first.status).toBe(201);
    expect(second.text).toBe(first.text);
    return first.body[field] as string;
  };
  const webhookSecret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
  await world.ask('PUT', '/v1/people/hook', {
    key: tenant.key,
    body: { name: 'Hook', channels: [{ kind: 'webhook', url: 'https://hooks.example.com/a', secret: webhookSecret }] },
  });
  const secrets = [
    await secretOf(() => post('/v1/organizations', { slug: 'sealed', name: { en: 'Sealed' } }, organization, operatorKey), 'apiKey'),
    await secretOf(() => post('/v1/keys', { name: 'sealed', scopes: ['read'] }, apiKey), 'apiKey'),
    await secretOf(() => post('/v1/integrations', { name: 'sealed', plan: 'call-centre' }, integration), 'routingKey'),
    webhookSecret,
    tenant.key,
  ];
  const everything = JSON.stringify(await rowsOf(engine));
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(30);
    expect(everything).not.toContain(secret);
  }
  expect(JSON.stringify((await world.ask('GET', '/v1/people/hook', { key: tenant.key })).body)).not.toContain('whsec');
});

test('after a day the key is free again, also before the table has removed it', async () => {
  const key = fresh();
  const first = await post('/v1/incidents', declare, key);
  const tomorrow = worldOf(engine.table, { wall: () => toInstant(Date.now() + 25 * 60 * 60_000) });
  const second = await tomorrow.ask('POST', '/v1/incidents', { key: tenant.key, body: declare, headers: { 'idempotency-key': key } });
  expect(second.status).toBe(201);
  expect(second.body.id).not.toBe(first.body.id);
  const row = (await rowsOf(engine)).find(({ sk }) => sk.endsWith(`#${key}`));
  expect(Math.abs(Number(row?.['expiresAt']) - (Date.now() / 1000 + 49 * 60 * 60))).toBeLessThan(60);
});
