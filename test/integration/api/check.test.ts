import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Engine, startEngine } from './support/engine.ts';
import { rowsOf } from './support/scan.ts';
import { operatorKey, plan, type Tenant, tenantOf, type World, worldOf } from './support/world.ts';

let engine: Engine;
let world: World;
let tenant: Tenant;
beforeAll(async () => {
  engine = await startEngine();
  world = worldOf(engine.table);
  tenant = await tenantOf(world);
});
afterAll(() => engine.stop());

const check = (body: unknown, headers: Record<string, string> = {}) =>
  world.ask('POST', '/v1/plans/check', { key: tenant.key, body, headers });
const put = (slug: string, body: unknown) => world.ask('PUT', `/v1/plans/${slug}`, { key: tenant.key, body });
const briefly = ({ body }: Awaited<ReturnType<typeof check>>): string[] =>
  body.findings.map(({ severity, code, pointer }: Record<string, string>) => `${severity} ${code} ${pointer}`);
const [type] = plan.incidentTypes;

test('a plan with gaps is answered with every finding, its place and what to do, in the reader’s language', async () => {
  const gas = parse(readFileSync(new URL('../../../shared/templates/gas-customer-service.yaml', import.meta.url), 'utf8'));
  const answer = await check(gas);
  expect(answer.status).toBe(200);
  expect(briefly(answer)).toEqual([
    'warning gap /incidentTypes/0/rules/2/when',
    'warning overlap /incidentTypes/0/rules/7/when',
    ...[2, 3, 4].map((seat) => `warning seat-empty /seats/${seat}/holders`),
    'warning nobody-alerted /seats/0/holders',
    'warning nobody-alerted /seats/1/holders',
    'warning unknown-component /incidentTypes/0/components/0',
  ]);
  const chinese = await check(gas, { 'accept-language': 'zh-CN' });
  expect(chinese.headers['content-language']).toBe('zh-CN');
  expect(chinese.body.findings[0].message).toContain('没有适用的规则');
  expect(chinese.body.findings[0].remedy).toContain('请调整规则的界限');
});

test.each([null, 1, 'text', [], [[]], true, {}, { titel: 1 }, { ...plan, seats: [{ id: 'Not A Slug' }] }])(
  'what does not fit the schema is an error among findings: %j',
  async (document) => {
    const answer = await check(document);
    expect(answer.status).toBe(200);
    expect(answer.body.findings.length).toBeGreaterThan(0);
    expect(answer.body.findings.every(({ severity }: { severity: string }) => severity === 'error')).toBe(true);
  },
);

test('errors are what storing the plan refuses, with the same places; warnings are stored', async () => {
  const broken = {
    ...plan,
    seats: [{ id: 'lead', title: { en: 'Lead' }, holders: ['adda'] }],
    incidentTypes: [{ ...type, otherwise: 'bleu' }],
  };
  const found = await check(broken);
  const refused = await put('broken', broken);
  expect(refused.status).toBe(422);
  const errors = found.body.findings.filter(({ severity }: { severity: string }) => severity === 'error');
  expect(errors.map(({ code, pointer }: Record<string, string>) => `${code} ${pointer}`)).toEqual(
    refused.body.errors.map(({ code, pointer }: Record<string, string>) => `${code} ${pointer}`),
  );
  expect(errors.map(({ remedy }: { remedy: string }) => remedy)).toContain('Write “ada”.');

  const early = { ...plan, incidentTypes: [{ ...type, components: ['phone'], rungs: [] }] };
  const warned = await check(early);
  expect(briefly(warned).filter((one) => one.startsWith('error'))).toEqual([]);
  expect(briefly(warned)).toContain('warning unknown-component /incidentTypes/0/components/0');
  expect((await put('early', early)).status).toBe(201);
});

test('checking stores nothing, and needs no more than the scope read', async () => {
  const { apiKey } = (await world.ask('POST', '/v1/keys', { key: tenant.key, body: { name: 'reader', scopes: ['read'] } })).body;
  const rows = async () => (await rowsOf(engine)).toSorted((a, b) => (a.pk + a.sk < b.pk + b.sk ? -1 : 1));
  const before = await rows();
  expect((await world.ask('POST', '/v1/plans/check', { key: apiKey, body: plan })).status).toBe(200);
  expect(await rows()).toEqual(before);
});

test('people and components of another organization are unknown here', async () => {
  const other = await tenantOf(world);
  await world.ask('PUT', '/v1/people/cy', { key: other.key, body: { name: 'Cy' } });
  const answer = await check({ ...plan, seats: plan.seats.map((seat) => ({ ...seat, holders: ['cy'] })) });
  expect(briefly(answer)).toContain('error unknown-person /seats/0/holders/0');
});

test('an organization that writes in one language is not asked for the other', async () => {
  const slug = `english-${process.pid}`;
  const made = await world.ask('POST', '/v1/organizations', { key: operatorKey, body: { slug, name: { en: slug }, languages: ['en'] } });
  const codes = async (key: string) =>
    (await world.ask('POST', '/v1/plans/check', { key, body: { title: { en: 'Only English' }, incidentTypes: [] } })).body.findings.map(
      ({ code }: { code: string }) => code,
    );
  expect(await codes(made.body.apiKey)).toEqual(['types-missing']);
  expect(await codes(tenant.key)).toEqual(['types-missing', 'language-missing']);
});
