import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NoticeView } from '../../../shared/incident/views.ts';
import { keys } from '../../../shared/table/keys.ts';
import { type Engine, startEngine } from './support/engine.ts';
import { rowsOf } from './support/scan.ts';
import { plan, type Reply, type Tenant, tenantOf, type World, worldOf } from './support/world.ts';

let engine: Engine;
let world: World;
let tenant: Tenant;
beforeAll(async () => {
  engine = await startEngine();
  world = worldOf(engine.table);
  tenant = await tenantOf(world);
  const [type] = plan.incidentTypes;
  await world.ask('PUT', '/v1/plans/silent', { key: tenant.key, body: { ...plan, incidentTypes: [{ ...type, notices: [] }] } });
});
afterAll(() => engine.stop());

const post = (path: string, body?: unknown, headers: Record<string, string> = {}) =>
  world.ask('POST', path, { key: tenant.key, body, headers });
const put = (path: string, body: unknown) => world.ask('PUT', path, { key: tenant.key, body });
const declare = async (body: object = {}) => `/v1/incidents/${(await post('/v1/incidents', { plan: 'call-centre', ...body })).body.id}`;
const problemOf = ({ body }: Reply) => String(body.type).split('#')[1];
const noticeOf = async (path: string) =>
  (await engine.table.get(keys.notice.key(tenant.id, path.split('/').at(-1) ?? '')))?.['notice'] as NoticeView | undefined;
const effectsOf = async (path: string) =>
  (await rowsOf(engine))
    .filter(({ type }) => type === 'Outbox')
    .map(({ outgoing }) => JSON.parse(String(outgoing)))
    .filter(({ message }) => message.data.incidentId === path.split('/').at(-1))
    .at(-1).effects;

const body = { en: 'A cable was cut.', 'zh-CN': '电缆被挖断。' };

test('somebody adds to what the plan tells customers', async () => {
  const path = await declare();
  const told = await post(`${path}/updates`, { phase: 'identified', body, state: 'partial_outage' });
  expect(told.body.notice).toMatchObject({ phase: 'identified', state: 'partial_outage', published: ['started', 'by-hand/2'] });
  expect(told.body.warnings).toBeUndefined();
  expect(await noticeOf(path)).toMatchObject({
    title: { en: 'Phones are down' },
    phase: 'identified',
    affects: [{ componentId: 'phones', state: 'partial_outage' }],
    updates: [{ body, changes: [{ componentId: 'phones', from: 'major_outage', to: 'partial_outage' }] }, { phase: 'investigating' }],
  });
  expect(await effectsOf(path)).toEqual(['status-page']);
});

test('customers are told also where the plan tells them nothing', async () => {
  const path = await declare({ plan: 'silent' });
  await post(`${path}/updates`, { phase: 'investigating', body, state: 'major_outage' });
  expect(await noticeOf(path)).toMatchObject({ title: { en: 'Phones down', 'zh-CN': '电话中断' }, impact: 'critical' });
  await post(`${path}/updates`, { phase: 'monitoring', title: { en: 'Phones', 'zh-CN': '电话' }, body });
  expect(await noticeOf(path)).toMatchObject({
    title: { en: 'Phones down', 'zh-CN': '电话中断' },
    updates: [{ title: { en: 'Phones', 'zh-CN': '电话' } }, { phase: 'investigating' }],
  });
  await post(`${path}/close`);
  expect(await noticeOf(path)).toMatchObject({ phase: 'resolved', affects: [] });
});

test('what was learnt is told after the end, and can be put better', async () => {
  const path = await declare();
  expect(problemOf(await put(`${path}/follow-up`, { body }))).toBe('follow-up-early');
  await post(`${path}/updates`, { phase: 'resolved', body });
  expect(problemOf(await post(`${path}/updates`, { phase: 'monitoring', body }))).toBe('notice-over');
  await post(`${path}/close`);
  expect((await put(`${path}/follow-up`, { body: { en: 'First try' } })).body.warnings).toMatchObject([
    { pointer: '/body', code: 'language-missing' },
  ]);
  expect((await put(`${path}/follow-up`, { body })).status).toBe(200);
  expect(await noticeOf(path)).toMatchObject({ followUp: { body }, phase: 'resolved' });
  expect(await effectsOf(path)).toEqual(['status-page']);
  const { items } = (await world.ask('GET', `${path}/timeline`, { key: tenant.key })).body;
  expect(items.at(-1)).toMatchObject({ type: 'notice.followed-up', text: 'Customers are told what was learnt' });
});

test('nothing reaches customers without the approval, or from a drill', async () => {
  const integration = await post('/v1/integrations', { name: 'Monitor', plan: 'call-centre' });
  const event = {
    routing_key: integration.body.routingKey,
    event_action: 'trigger',
    dedup_key: 'd',
    payload: { summary: 's', source: 's', severity: 'info' },
  };
  await world.ask('POST', '/v2/enqueue', { body: event });
  const { items } = (await world.ask('GET', '/v1/incidents?limit=1', { key: tenant.key })).body;
  const path = `/v1/incidents/${items[0].id}`;
  const early = await post(`${path}/updates`, { phase: 'identified', body });
  expect([early.status, problemOf(early), early.body.because]).toEqual([409, 'publication-missing', 'approval']);
  expect(await noticeOf(path)).toBeUndefined();
  await post(`${path}/publish`);
  expect((await post(`${path}/updates`, { phase: 'identified', body })).status).toBe(200);
  const drill = await declare({ mode: 'drill' });
  expect((await post(`${drill}/updates`, { phase: 'identified', body })).body.because).toBe('mode');
});

test('the same update is told once, and repeated with what was said of it', async () => {
  const path = await declare();
  const sent = { phase: 'identified', body: { en: 'Only English' } };
  const [first, second] = [
    await post(`${path}/updates`, sent, { 'idempotency-key': 'k' }),
    await post(`${path}/updates`, sent, { 'idempotency-key': 'k' }),
  ];
  expect(first.body.warnings).toHaveLength(1);
  expect(second.body).toEqual(first.body);
  expect((await noticeOf(path))?.updates).toHaveLength(2);
});
