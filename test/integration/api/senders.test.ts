import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Engine, startEngine } from './support/engine.ts';
import { rowsOf } from './support/scan.ts';
import { type Tenant, tenantOf, type World, worldOf } from './support/world.ts';

let engine: Engine;
let world: World;
let tenant: Tenant;
let routingKey: string;
let integration: string;
beforeAll(async () => {
  engine = await startEngine();
  world = worldOf(engine.table);
});
afterAll(() => engine.stop());
beforeEach(async () => {
  tenant = await tenantOf(world);
  ({ routingKey, id: integration } = await integrationWith({}));
});

const integrationWith = async (more: object) => {
  const { body } = await world.ask('POST', '/v1/integrations', {
    key: tenant.key,
    body: { name: 'Monitoring', plan: 'call-centre', facts: { households: 6000 }, ...more },
  });
  return { routingKey: body.routingKey as string, id: body.integration.id as string };
};
const payload = { summary: 'Disk full', source: 'db1', severity: 'critical' };
const send = (event_action: string, more: object = {}) =>
  world.ask('POST', '/v2/enqueue', { body: { routing_key: routingKey, event_action, dedup_key: 'disk', payload, ...more } });
const incidents = async () =>
  (await world.ask('GET', '/v1/incidents', { key: tenant.key })).body.items as {
    id: string;
    status: string;
    acknowledgedAt: string | null;
    level: string;
  }[];
const only = async () => {
  const all = await incidents();
  expect(all).toHaveLength(1);
  return (await world.ask('GET', `/v1/incidents/${all[0]?.id}`, { key: tenant.key })).body;
};

test('a trigger opens an incident with the integration’s facts, and what the sender said for those who work on it', async () => {
  expect(await send('trigger', { client_url: 'https://grafana.example.com/d/1' })).toMatchObject({
    status: 202,
    body: { status: 'success', message: 'Event processed', dedup_key: 'disk' },
  });
  const incident = await only();
  expect(incident).toMatchObject({ level: 'red', source: { integration, dedupKey: 'disk' } });
  expect(incident.summary).toBe('Disk full\nsource: db1\nseverity: critical\nhttps://grafana.example.com/d/1');
});

test('customers see nothing of it until somebody approves, unless the integration says so', async () => {
  await send('trigger');
  expect((await only()).notice).toMatchObject({ approvedAt: null, published: [] });
  const { id } = await only();
  const approved = await world.ask('POST', `/v1/incidents/${id}/publish`, { key: tenant.key });
  expect(approved.body.notice.published).toEqual(['started']);
  ({ routingKey } = await integrationWith({ publish: true }));
  await send('trigger');
  const [newest] = await incidents();
  expect((await world.ask('GET', `/v1/incidents/${newest?.id}`, { key: tenant.key })).body.notice.published).toEqual(['started']);
});

test('the same trigger again changes nothing; one that says something else is noted', async () => {
  await send('trigger');
  const { version } = await only();
  await send('trigger');
  expect((await only()).version).toBe(version);
  await send('trigger', { payload: { ...payload, summary: 'Disk still full' } });
  expect((await only()).version).toBe(version + 1);
});

test('twenty triggers at once open one incident', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => send('trigger')));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 202));
  await only();
});

test('acknowledge answers for the whole incident, resolve closes it, and after that a trigger opens a new one', async () => {
  await send('trigger');
  await send('acknowledge');
  expect((await only()).acknowledgedAt).not.toBeNull();
  await Promise.all([send('resolve'), send('resolve'), send('resolve')]);
  expect((await only()).status).toBe('closed');
  expect((await rowsOf(engine)).filter(({ pk, type }) => type === 'OpenAlert' && pk.includes(tenant.id))).toEqual([]);
  await send('trigger');
  expect((await incidents()).map(({ status }) => status)).toEqual(['open', 'closed']);
});

test('what fires again after people restored or closed it is a new incident, and its end ends only that one', async () => {
  await send('trigger');
  const first = await only();
  await world.ask('POST', `/v1/incidents/${first.id}/restore`, { key: tenant.key });
  await send('trigger');
  expect((await incidents()).map(({ status }) => status)).toEqual(['open', 'restored']);
  await send('resolve');
  expect((await incidents()).map(({ status }) => status)).toEqual(['closed', 'restored']);
});

test('acknowledge and resolve of what is not open, or is another integration’s, are taken and dropped', async () => {
  await send('trigger');
  const { version } = await only();
  const other = await integrationWith({});
  expect((await send('resolve', { routing_key: other.routingKey })).status).toBe(202);
  expect((await send('resolve', { dedup_key: 'never' })).status).toBe(202);
  expect((await send('acknowledge', { dedup_key: 'never' })).status).toBe(202);
  expect((await only()).version).toBe(version);
});

test('a trigger without a key gets one', async () => {
  const [one, two] = [await send('trigger', { dedup_key: undefined }), await send('trigger', { dedup_key: undefined })];
  expect(one.body.dedup_key.length).toBeGreaterThan(20);
  expect(two.body.dedup_key).not.toBe(one.body.dedup_key);
  expect(await incidents()).toHaveLength(2);
});

test.each([
  ['an unknown routing key', { routing_key: 'x'.repeat(32) }],
  ['no routing key', { routing_key: undefined }],
  ['an unknown action', { event_action: 'snooze' }],
  ['a trigger without a payload', { payload: undefined }],
  ['an empty summary', { payload: { ...payload, summary: ' ' } }],
  ['an unknown severity', { payload: { ...payload, severity: 'bad' } }],
  ['resolve without a key', { event_action: 'resolve', dedup_key: undefined }],
  ['a key that is too long', { dedup_key: 'x'.repeat(256) }],
])('%s is refused in PagerDuty’s shape and opens nothing', async (_, more) => {
  const answer = await send('trigger', more);
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ status: 'invalid event', message: 'Event object is invalid', errors: [expect.any(String)] });
  expect(await incidents()).toEqual([]);
});

test('what is no event at all is refused in PagerDuty’s shape', async () => {
  for (const raw of ['', '{', '[]', 'null', '"x"'])
    expect((await world.ask('POST', '/v2/enqueue', { raw })).body).toMatchObject({ status: 'invalid event' });
  expect((await world.ask('POST', '/v2/enqueue', { raw: 'x'.repeat(600_000) })).status).toBe(413);
});

test('long summaries are cut, not refused, and any content type is taken', async () => {
  const answer = await world.ask('POST', '/v2/enqueue', {
    raw: JSON.stringify({
      routing_key: routingKey,
      event_action: 'trigger',
      payload: { ...payload, summary: 'x'.repeat(4000), custom_details: { a: [1] } },
      links: [],
    }),
    headers: { 'content-type': 'text/plain' },
  });
  expect(answer.status).toBe(202);
  expect((await only()).summary.split('\n')[0]).toHaveLength(1024);
});

test('an integration that no longer fits its plan still opens incidents', async () => {
  const plan = (await world.ask('GET', '/v1/plans/call-centre', { key: tenant.key })).body.plan;
  const changed = { ...plan, facts: [], incidentTypes: [{ ...plan.incidentTypes[0], rules: [] }] };
  expect((await world.ask('PUT', '/v1/plans/call-centre', { key: tenant.key, body: changed })).status).toBe(200);
  expect((await send('trigger')).status).toBe(202);
  expect((await only()).facts).toEqual({});
});

describe('facts that only somebody may decide', () => {
  const names = Array.from({ length: 12 }, (_, index) => `decision${index}`);
  const facts = Object.fromEntries(names.map((name) => [name, true]));
  const deciding = async () => {
    const { plan } = (await world.ask('GET', '/v1/plans/call-centre', { key: tenant.key })).body;
    const defined = (decidedBy: object) => names.map((id) => ({ id, title: { en: id }, type: 'boolean', ...decidedBy }));
    const put = (decidedBy: object) =>
      world.ask('PUT', '/v1/plans/call-centre', { key: tenant.key, body: { ...plan, facts: [...plan.facts, ...defined(decidedBy)] } });
    return { open: () => put({}), decided: () => put({ decidedBy: [plan.seats[0].id] }) };
  };

  test('are refused when an integration is made', async () => {
    await (await deciding()).decided();
    const made = await world.ask('POST', '/v1/integrations', {
      key: tenant.key,
      body: { name: 'Monitoring', plan: 'call-centre', facts: { decision0: true } },
    });
    expect([made.status, made.body.errors]).toMatchObject([422, [{ pointer: '/facts/decision0', code: 'fact-decided' }]]);
  });

  test('are left out, however many there are, when the plan came to be so later', async () => {
    const { open, decided } = await deciding();
    await open();
    ({ routingKey } = await integrationWith({ facts: { households: 6000, ...facts } }));
    await decided();
    expect((await send('trigger')).status).toBe(202);
    const { level, facts: reported } = await only();
    expect([level, Object.keys(reported)]).toEqual(['red', ['households']]);
  });
});

test('a revoked integration is refused from then on', async () => {
  await world.ask('DELETE', `/v1/integrations/${integration}`, { key: tenant.key });
  expect((await send('trigger')).status).toBe(400);
});

const group = (status: string, more: object = {}) => ({
  version: '4',
  groupKey: '{}:{alertname="DiskFull"}',
  truncatedAlerts: 0,
  status,
  receiver: 'muster',
  groupLabels: { alertname: 'DiskFull' },
  commonLabels: { alertname: 'DiskFull', severity: 'critical' },
  commonAnnotations: { summary: 'Disk is full', description: 'On two hosts' },
  externalURL: 'http://alertmanager.example.com',
  notification_reason: 'new',
  alerts: [
    {
      status,
      labels: { alertname: 'DiskFull' },
      annotations: {},
      startsAt: '2026-03-14T01:42:00Z',
      endsAt: '0001-01-01T00:00:00Z',
      generatorURL: '',
      fingerprint: 'f1',
    },
  ],
  ...more,
});
const notify = (body: unknown) => world.ask('POST', `/v1/integrations/${routingKey}/alertmanager`, { body });

test('an Alertmanager group is one incident, its resolution closes it, and a pair of Alertmanagers does no harm', async () => {
  const fired = await Promise.all([notify(group('firing')), notify(group('firing'))]);
  expect(fired.map(({ status }) => status)).toEqual([200, 200]);
  const incident = await only();
  expect(incident.summary).toContain('Disk is full\nOn two hosts\nalertname: DiskFull');
  await notify(group('firing'));
  expect((await only()).version).toBe(incident.version);
  await notify(group('firing', { groupKey: '{}:{alertname="Other"}' }));
  expect(await incidents()).toHaveLength(2);
  await Promise.all([notify(group('resolved')), notify(group('resolved'))]);
  expect((await incidents()).map(({ status }) => status).toSorted()).toEqual(['closed', 'open']);
});

test('Alertmanager’s faults are told as problems, an unknown key as nothing at all', async () => {
  expect((await notify({ ...group('firing'), version: '3' })).body.errors).toMatchObject([{ pointer: '/version' }]);
  const nowhere = await world.ask('POST', `/v1/integrations/${'x'.repeat(32)}/alertmanager`, { body: group('firing') });
  expect(nowhere.status).toBe(404);
});

test('overload is told to Alertmanager as 503, because it repeats nothing else', async () => {
  const busy = worldOf({
    ...engine.table,
    transact: () => Promise.reject(Object.assign(new Error('slow down'), { name: 'ThrottlingException' })),
  });
  const answer = await busy.ask('POST', `/v1/integrations/${routingKey}/alertmanager`, { body: group('firing', { groupKey: 'busy' }) });
  expect(answer.status).toBe(503);
});
