import { afterAll, beforeAll, expect, test } from 'vitest';
import { declaring } from './support/deliveries.ts';
import { type Engine, startEngine } from './support/engine.ts';
import { rowsOf } from './support/scan.ts';
import { type Tenant, tenantOf, type World, worldOf } from './support/world.ts';

let engine: Engine;
let world: World;
let tenant: Tenant;
let bosKey: string;
beforeAll(async () => {
  engine = await startEngine();
  world = worldOf(engine.table);
  tenant = await tenantOf(world);
  const bound = await world.ask('POST', '/v1/keys', { key: tenant.key, body: { name: 'Bo', scopes: ['read', 'respond'], person: 'bo' } });
  bosKey = bound.body.apiKey;
});
afterAll(() => engine.stop());

const declared = (body: object = {}) => declaring(world, tenant, body);
const post = (path: string, body: unknown, key = tenant.key) => world.ask('POST', `/v1/incidents/${path}`, { key, body });
const incident = async (id: string) => (await world.ask('GET', `/v1/incidents/${id}`, { key: tenant.key })).body;
const incidents = async () => (await world.ask('GET', '/v1/incidents?limit=100', { key: tenant.key })).body.items as { id: string }[];
const taskOf = (body: { tasks: { id: string }[] }, id: string) => body.tasks.find((task) => task.id === id);

test('only those who decide a fact report it, and a key that is bound to a person speaks for nobody else', async () => {
  const { id } = await declared();
  const facts = { suspend: true };
  const refused = await post(`${id}/facts`, { facts });
  expect(refused.status).toBe(403);
  expect(refused.body).toMatchObject({ type: '/docs/problems#authority-missing', name: 'suspend', by: ['area-office'] });
  expect((await post(`${id}/facts`, { facts, person: 'ada' })).status).toBe(403);
  expect((await post(`${id}/facts`, { facts, person: 'ada' }, bosKey)).body.errors).toMatchObject([{ pointer: '/person', code: 'choice' }]);
  expect((await post(`${id}/facts`, { facts, person: 'zoe' })).body.errors).toMatchObject([{ pointer: '/person', code: 'unknown-person' }]);
  const decided = await post(`${id}/facts`, { facts }, bosKey);
  expect(decided.body.facts.suspend.value).toBe(true);
  expect(taskOf(decided.body, 'decide')).toMatchObject({ status: 'done' });
  expect((await post((await declared()).id + '/facts', { facts, person: 'bo' })).status).toBe(200);
});

test('a decision can be part of the declaration, for those who may take it', async () => {
  const body = { plan: 'deliveries', incidentType: 'late', facts: { suspend: true } };
  const declare = (more: object) => world.ask('POST', '/v1/incidents', { key: tenant.key, body: { ...body, ...more } });
  await declared();
  expect((await declare({ person: 'ada' })).status).toBe(403);
  expect((await declare({ person: 'bo' })).status).toBe(201);
  expect((await declare({ person: 'zoe' })).body.errors).toMatchObject([{ pointer: '/person', code: 'unknown-person' }]);
});

test('a decision that is asked for is shown with its question, alerts those who take it, and shows when it was taken', async () => {
  const { id } = await declared();
  const asked = await post(`${id}/ask`, { fact: 'route', question: 'May I take the coast road?', person: 'ada' });
  expect(asked.status, asked.text).toBe(200);
  expect(asked.body.asked).toMatchObject([
    {
      fact: 'route',
      title: { en: 'New route' },
      decidedBy: ['area-office'],
      person: { id: 'ada', name: 'ADA' },
      question: 'May I take the coast road?',
      decidedAt: null,
    },
  ]);
  expect(asked.body.alerts).toMatchObject([{ person: { id: 'bo' }, rung: 'office' }]);
  expect(await incident(id)).toEqual(asked.body);
  const taken = await post(`${id}/facts`, { facts: { route: false } }, bosKey);
  expect(taken.body.asked[0].decidedAt).toBe(taken.body.facts.route.at);
  expect(taskOf(taken.body, 'wait')).toMatchObject({ status: 'done' });
  expect((await post(`${id}/ask`, { fact: 'rout' })).body.errors).toMatchObject([
    { pointer: '/fact', code: 'unknown-fact', suggestion: 'route' },
  ]);
});

test('questions and reasons are kept apart from the record, so that they can be erased', async () => {
  const { id } = await declared();
  await post(`${id}/ask`, { fact: 'route', question: 'Mrs Li wants to know' });
  await post(`${id}/level`, { level: 'red', reason: 'Mr Wang is hurt', person: 'bo' });
  const rows = (await rowsOf(engine)).filter(({ pk }) => pk.includes(id));
  expect(JSON.stringify(rows.filter(({ type }) => type !== 'Text'))).not.toMatch(/Mrs Li|Mr Wang/);
  const timeline = await world.ask('GET', `/v1/incidents/${id}/timeline`, { key: tenant.key });
  expect(timeline.text).toMatch(/Mrs Li wants to know.*Mr Wang is hurt/);
  for (const row of rows.filter(({ type }) => type === 'Text')) await engine.table.write({ remove: { pk: row.pk, sk: row.sk } });
  expect(await incident(id)).toMatchObject({ asked: [{ question: null }], levelSet: { reason: null } });
});

test('the level is set by those who may, the rules’ result stays beside it, and null leaves it to the rules again', async () => {
  const { id } = await declared();
  expect((await post(`${id}/level`, { level: 'red', reason: 'It looks bad', person: 'ada' })).body).toMatchObject({
    type: '/docs/problems#authority-missing',
    by: ['area-office'],
  });
  expect((await post(`${id}/level`, { level: 'green', reason: 'x' }, bosKey)).body.errors).toMatchObject([
    { pointer: '/level', code: 'choice' },
  ]);
  const set = await post(`${id}/level`, { level: 'red', reason: 'It looks bad' }, bosKey);
  expect(set.body).toMatchObject({
    level: 'red',
    ruledLevel: 'blue',
    levelSet: { level: 'red', person: { id: 'bo', name: 'BO' }, reason: 'It looks bad' },
  });
  const freed = await post(`${id}/level`, { level: null, reason: 'Not so bad' }, bosKey);
  expect(freed.body).toMatchObject({ level: 'blue', ruledLevel: 'blue', levelSet: null });
});

test('an answer shows what each task needs', async () => {
  const { tasks } = await declared();
  expect(taskOf({ tasks }, 'decide')).toMatchObject({
    seatTitle: { en: 'Area office' },
    asks: [{ id: 'suspend', type: 'boolean', decidedBy: ['area-office'] }],
    form: null,
    forbidden: false,
    round: 1,
    incident: null,
  });
  expect(taskOf({ tasks }, 'report')).toMatchObject({
    form: { id: 'first-report', advice: [{ en: 'Name a landmark' }] },
    evidence: ['photo'],
  });
  expect(taskOf({ tasks }, 'stay')).toMatchObject({ forbidden: true });
  expect(taskOf({ tasks }, 'police')).toMatchObject({ by: 'phone', to: { en: 'Traffic police 122' } });
  expect(taskOf({ tasks }, 'phones')).toMatchObject({ starts: { plan: 'call-centre' }, incident: null });
});

test('whether the plan covers it is unknown until somebody says so', async () => {
  const { id, scope } = await declared();
  expect(scope).toBe('unknown');
  expect((await post(`${id}/facts`, { facts: { parcels: 9 } })).body.scope).toBe('outside');
  expect((await post(`${id}/facts`, { facts: { parcels: 10 } })).body.scope).toBe('inside');
  expect((await post(`${id}/facts`, { facts: { parcels: { unknown: true } } })).body.scope).toBe('unknown');
});

test('a task is completed with the facts that it asks for; without them it says which are missing', async () => {
  const { id } = await declared();
  const missing = await post(`${id}/tasks/decide/complete`, { person: 'bo' });
  expect(missing.body.errors).toMatchObject([{ pointer: '/facts/suspend', code: 'required' }]);
  expect((await post(`${id}/tasks/decide/complete`, { facts: { suspend: true }, person: 'ada' })).status).toBe(403);
  const done = await post(`${id}/tasks/decide/complete`, { facts: { suspend: true } }, bosKey);
  expect(taskOf(done.body, 'decide')).toMatchObject({ status: 'done' });
  expect((await post(`${id}/tasks/stay/complete`, {})).body.type).toBe('/docs/problems#task-forbids');
});

test('an incident ends by those who may end it, and not before it may', async () => {
  const { id } = await declared();
  expect((await post(`${id}/close`, { person: 'ada' })).body).toMatchObject({
    type: '/docs/problems#authority-missing',
    by: ['area-office'],
  });
  expect((await post(`${id}/close`, {}, bosKey)).body).toMatchObject({ type: '/docs/problems#closure-early', facts: ['safe'] });
  await post(`${id}/facts`, { facts: { safe: true } });
  expect((await post(`${id}/close`, {}, bosKey)).body.status).toBe('closed');
});

test('what nothing is written of cannot be declared', async () => {
  await declared();
  const answer = await world.ask('POST', '/v1/incidents', { key: tenant.key, body: { plan: 'deliveries', incidentType: 'flood' } });
  expect(answer.body).toMatchObject({ type: '/docs/problems#procedure-unwritten', incidentType: 'flood' });
});

test('a task that puts another plan into action declares its incident, and both name each other', async () => {
  const { id } = await declared({ mode: 'drill' });
  const done = await post(`${id}/tasks/phones/complete`, {}, bosKey);
  const linked = (taskOf(done.body, 'phones') as { incident?: string } | undefined)?.incident ?? '';
  expect(await incident(linked)).toMatchObject({ plan: { slug: 'call-centre' }, mode: 'drill', cause: { incident: id, task: 'phones' } });
  expect(await incident(id)).toEqual(done.body);
});

test('two at once, and whoever repeats it, put the other plan into action once', async () => {
  const { id } = await declared();
  const before = (await incidents()).length;
  const answers = await Promise.all(Array.from({ length: 5 }, () => post(`${id}/tasks/phones/complete`, {})));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  await post(`${id}/tasks/phones/complete`, {});
  const headers = { 'idempotency-key': `again-${id}` };
  for (let time = 0; time < 2; time++)
    await world.ask('POST', `/v1/incidents/${id}/tasks/phones/complete`, { key: tenant.key, body: {}, headers });
  expect((await incidents()).length).toBe(before + 1);
});

test('whoever dies between the two has done neither', async () => {
  const { id } = await declared();
  const before = (await rowsOf(engine)).length;
  const dying = worldOf({ ...engine.table, transact: () => Promise.reject(new Error('killed')) });
  const path = `/v1/incidents/${id}/tasks/phones/complete`;
  expect((await dying.ask('POST', path, { key: tenant.key, body: {} })).status).toBe(500);
  expect((await rowsOf(engine)).length).toBe(before);
  const after = await post(`${id}/tasks/phones/complete`, {});
  expect(taskOf(after.body, 'phones')).toMatchObject({ status: 'done', incident: expect.stringMatching(/^inc_/) });
});

test('a linked plan that does not exist is a fault of the task, and nothing happens', async () => {
  const { id, version } = await declared();
  const before = (await incidents()).length;
  const answer = await post(`${id}/tasks/nowhere/complete`, {});
  expect(answer.status).toBe(422);
  expect(answer.body.errors).toMatchObject([{ in: 'path', pointer: '/task', code: 'unknown-plan' }]);
  expect((await incident(id)).version).toBe(version);
  expect((await incidents()).length).toBe(before);
});

test('monitoring that reports the end restores an incident whose end is reserved to somebody', async () => {
  await declared();
  const { body } = await world.ask('POST', '/v1/integrations', {
    key: tenant.key,
    body: { name: 'Fleet', plan: 'deliveries', incidentType: 'late', facts: { parcels: 20 } },
  });
  const send = (event_action: string) =>
    world.ask('POST', '/v2/enqueue', {
      body: { routing_key: body.routingKey, event_action, dedup_key: 'van', payload: { summary: 's', source: 'van', severity: 'error' } },
    });
  await send('trigger');
  const [newest] = await incidents();
  const path = newest?.id ?? '';
  expect((await send('resolve')).body).toEqual({ status: 'success', message: 'Event processed', dedup_key: 'van' });
  expect((await incident(path)).status).toBe('restored');
  expect((await send('resolve')).status).toBe(202);
  await send('trigger');
  expect((await incidents())[0]?.id).not.toBe(path);
});

test('people and plans of another organization speak for nobody here, and are put into action by no task here', async () => {
  const theirs = await tenantOf(world);
  await world.ask('PUT', '/v1/people/zoe', { key: theirs.key, body: { name: 'Zoe' } });
  const plan = (await world.ask('GET', '/v1/plans/call-centre', { key: theirs.key })).body.plan;
  await world.ask('PUT', '/v1/plans/surge', { key: theirs.key, body: plan });
  const { id } = await declared();
  for (const [path, body] of [
    ['ask', { fact: 'route' }],
    ['level', { level: 'red', reason: 'x' }],
    ['facts', { facts: { parcels: 1 } }],
    ['tasks/report/complete', {}],
    ['close', {}],
  ] as const)
    expect((await post(`${id}/${path}`, { ...body, person: 'zoe' })).body.errors, path).toMatchObject([
      { pointer: '/person', code: 'unknown-person' },
    ]);
  expect((await post(`${id}/tasks/nowhere/complete`, {})).body.errors).toMatchObject([{ code: 'unknown-plan' }]);
  expect((await world.ask('POST', `/v1/incidents/${id}/ask`, { key: theirs.key, body: { fact: 'route' } })).status).toBe(404);
});
