import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { judgeBody } from '../../functions/api/plans/lazy/planning.ts';
import { build } from '../../infra/build.ts';
import { withPureValues } from '../../infra/bundle/pure.ts';
import { eventOf } from '../bench/lambda/event.ts';
import { type Engine, startEngine } from '../integration/api/support/engine.ts';
import { tenantOf, worldOf } from '../integration/api/support/world.ts';

const built = join(import.meta.dirname, '..', '..', 'dist', 'functions', 'api');
const folder = mkdtempSync(join(tmpdir(), 'muster-lazy-'));
let engine: Engine;
beforeAll(async () => {
  await build();
  cpSync(built, folder, { recursive: true });
  engine = await startEngine();
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await engine.stop();
});
const chunk = (name: string) => join(built, readdirSync(built).find((file) => file.startsWith(`${name}-`)) ?? '');

test('a value that nothing uses may be left out, and one that is used stays what it was', () => {
  const source = ['const a = { x: 1 };', 'const b = [...Object.keys(a)], c = () => b.map(String);', 'exports.told = c().join();'].join(
    '\n',
  );
  const marked = withPureValues(source);
  expect(marked.split('\n')).toHaveLength(3);
  expect(marked).toContain('b = /*@__PURE__*/ (() => ([...Object.keys(a)]))(), c = () =>');
  const exports: Record<string, unknown> = {};
  // oxlint-disable-next-line no-implied-eval
  new Function('exports', marked)(exports);
  expect(exports).toEqual({ told: 'x' });
});

test('the schema of plans is not in what the API loads to start, and where it is it judges as it does in the source', () => {
  const main = readdirSync(built).filter((file) => /^main-.*\.js$/.test(file));
  for (const file of main) expect(readFileSync(join(built, file), 'utf8')).not.toContain('interpretedBy');
  const planning = createRequire(import.meta.url)(chunk('planning')) as { readonly judgeBody: typeof judgeBody };
  const plan = {
    title: { en: 'Gas' },
    incidentTypes: [{ id: 'leak', title: { en: 'Leak' }, steps: [{ id: 'go', title: { en: 'Go' }, actor: 'a' }] }],
  };
  const about = { kind: 'policy', interpretedBy: 'Office' };
  for (const [id, document] of [
    ['putPlan', plan],
    ['putPlan', { ...plan, about }],
    ['putPlan', { ...plan, hodlers: [], cadences: [{ id: 'yearly', title: { en: 'Drill' }, kind: 'drill', actor: 'a' }] }],
    ['rehearsePlan', { plan: { ...plan, about }, answers: [{ after: 'soon' }] }],
  ] as const)
    expect(planning.judgeBody(id, document)).toEqual(judgeBody(id, document));
});

test('an incident is declared, reported on, acknowledged and read by the bundle itself: nothing is loaded meanwhile', async () => {
  for (const file of readdirSync(folder)) if (file.endsWith('.cjs')) rmSync(join(folder, file));
  const world = worldOf(engine.table);
  const { key } = await tenantOf(world);
  const integration = await world.ask('POST', '/v1/integrations', {
    key,
    body: { name: 'Prometheus', plan: 'call-centre', incidentType: 'outage' },
  });
  const { routingKey } = integration.body as { readonly routingKey: string };
  const script = `
    const { handler } = await import(${JSON.stringify(pathToFileURL(join(folder, 'index.mjs')).href)});
    const told = [];
    const ask = async (event) => { const { statusCode, body } = await handler(event, {}); told.push(statusCode); return body ? JSON.parse(body) : undefined; };
    const [health, declare, facts, acknowledge, read, enqueue, alertmanager] = JSON.parse(process.env.EVENTS);
    await ask(health);
    const { id } = await ask(declare);
    const of = (event) => ({ ...event, rawPath: event.rawPath.replace(':id', id) });
    for (const event of [facts, acknowledge, read]) await ask(of(event));
    for (const event of [enqueue, alertmanager]) await ask(event);
    process.stdout.write('\\n' + JSON.stringify(told));`;
  const to = (method: string, path: string, body?: object) => eventOf({ method, path, key, ...(body ? { body } : {}) });
  const events = [
    to('GET', '/healthz'),
    to('POST', '/v1/incidents', { plan: 'call-centre', incidentType: 'outage', facts: { households: 7000 } }),
    to('POST', '/v1/incidents/:id/facts', { facts: { households: 10 } }),
    to('POST', '/v1/incidents/:id/acknowledge', { person: 'ada' }),
    to('GET', '/v1/incidents/:id'),
    to('POST', '/v2/enqueue', {
      routing_key: routingKey,
      event_action: 'trigger',
      payload: { summary: 'down', source: 'x', severity: 'critical' },
    }),
    to('POST', `/v1/integrations/${routingKey}/alertmanager`, { version: '4', groupKey: 'g', status: 'firing', alerts: [] }),
  ];
  const { hostname = '', port = 0 } = (await engine.client.config.endpoint?.()) ?? {};
  const env = {
    EVENTS: JSON.stringify(events),
    AWS_ENDPOINT_URL: `http://${hostname}:${port}`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    MUSTER_TABLE: engine.tableName,
    MUSTER_STATUS_URL: 'https://status.example.com',
  };
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', env });
  expect(JSON.parse(output.split('\n').at(-1) ?? '')).toEqual([200, 201, 200, 200, 200, 202, 200]);
});
