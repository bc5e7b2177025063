import { afterAll, beforeAll, expect, test } from 'vitest';
import { linkFor } from '../../../functions/incidents/links.ts';
import { declaring } from './support/deliveries.ts';
import { type Engine, startEngine } from './support/engine.ts';
import { type Reply, sealer, type Tenant, tenantOf, type World, worldOf } from './support/world.ts';

let engine: Engine;
let world: World;
let tenant: Tenant;
beforeAll(async () => {
  engine = await startEngine();
  world = worldOf(engine.table);
  tenant = await tenantOf(world, { timeZone: 'Asia/Shanghai' });
});
afterAll(() => engine.stop());

const declared = async () => (await declaring(world, tenant)).id as string;
const incident = async (id: string) => (await world.ask('GET', `/v1/incidents/${id}`, { key: tenant.key })).body;
const taskOf = async (id: string, task: string) => (await incident(id)).tasks.find((one: { id: string }) => one.id === task);
const open = (id: string, person: string) =>
  world.ask('GET', new URL(linkFor(sealer, 'https://api.example.com', tenant.id, id, person, world.api.clock())).pathname);

interface Form {
  readonly action: string;
  readonly token: string;
  readonly text: string;
}
/** The form that holds some text, such as the name of a field. */
const formWith = ({ text }: Reply, part: string): Form => {
  const forms = [...text.matchAll(/<form method="post" action="([^"]+)"><input type="hidden" name="t" value="([^"]+)">(.*?)<\/form>/gs)];
  const found = forms.find(([, , , inner = '']) => inner.includes(part)) ?? [];
  return { action: found[1] ?? '', token: found[2] ?? '', text: found[3] ?? '' };
};
const send = ({ action, token }: Form, typed: Record<string, string> = {}) =>
  world.ask('POST', action, {
    raw: new URLSearchParams({ t: token, ...typed }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
const report = {
  'f.safe': 'no',
  'f.parcels': '12',
  'f.weight': '1.5',
  'f.loss': '99.9',
  'f.delay.h': '1',
  'f.delay.m': '30',
  'f.arrival': '2026-03-14T10:30',
  'f.place': 'Old <bridge>',
  'f.cause': 'accident',
};

test('one tap takes a decision, as the person whom the link is for', async () => {
  const id = await declared();
  const form = formWith(await open(id, 'bo'), 'name="f.suspend" value="no"');
  expect(form.text).toContain('name="f.suspend" value="yes"');
  expect((await send(form, { 'f.suspend': 'no' })).status).toBe(303);
  expect(await incident(id)).toMatchObject({ facts: { suspend: { value: false } } });
  expect(await taskOf(id, 'decide')).toMatchObject({ status: 'done' });
});

test('a decision is offered to nobody else, who can ask for it once', async () => {
  const id = await declared();
  const page = await open(id, 'ada');
  expect(page.text).not.toContain('name="f.route"');
  const form = formWith(page, 'name="q"');
  expect((await send(form, { q: 'Coast road?' })).status).toBe(303);
  expect(await incident(id)).toMatchObject({ asked: [{ fact: 'route', person: { id: 'ada' }, question: 'Coast road?' }] });
  const after = await open(id, 'ada');
  expect(after.text).toContain('asked for since');
  expect(formWith(after, 'name="q"').token).toBe('');
});

test('whoever is asked sees who asks and what, decides with one tap, and is asked no more', async () => {
  const id = await declared();
  await world.ask('POST', `/v1/incidents/${id}/ask`, { key: tenant.key, body: { fact: 'route', question: '<i>Now?</i>', person: 'ada' } });
  const page = await open(id, 'bo');
  expect(page.text).toContain('Your decision is asked for');
  expect(page.text).toContain('ADA asks');
  expect(page.text).toContain('&lt;i&gt;Now?&lt;/i&gt;');
  expect((await send(formWith(page, 'name="f.route"'), { 'f.route': 'yes' })).status).toBe(303);
  expect((await incident(id)).facts.route.value).toBe(true);
  expect((await open(id, 'bo')).text).not.toContain('Your decision is asked for');
});

test('a form takes facts of every type, in the organization’s time zone', async () => {
  const id = await declared();
  expect((await send(formWith(await open(id, 'ada'), 'name="f.place"'), report)).status).toBe(303);
  const { facts } = await incident(id);
  expect(Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, (fact as { value: unknown }).value]))).toEqual({
    safe: false,
    parcels: 12,
    weight: 1.5,
    loss: { amount: 9990, currency: 'CNY' },
    delay: 'PT1H30M',
    arrival: '2026-03-14T02:30:00.000Z',
    place: 'Old <bridge>',
    cause: 'accident',
  });
  expect(await taskOf(id, 'report')).toMatchObject({ status: 'done' });
});

test('what is not known can be said so, and what was left out is asked for', async () => {
  const id = await declared();
  const { 'f.parcels': _, ...rest } = report;
  const answer = await send(formWith(await open(id, 'ada'), 'name="f.place"'), rest);
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('This is missing.');
  const unknown = await send(formWith(answer, 'name="f.place"'), { ...rest, 'u.parcels': 'on' });
  expect(unknown.status).toBe(303);
  expect((await incident(id)).facts.parcels.value).toEqual({ unknown: true });
});

test('what cannot be read is told on the page, with everything that was typed, and nothing is recorded', async () => {
  const id = await declared();
  const { version } = await incident(id);
  const answer = await send(formWith(await open(id, 'ada'), 'name="f.place"'), { ...report, 'f.parcels': 'many', 'f.loss': '1.234' });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('This was not recorded');
  expect(answer.text.match(/This is not in the expected format/g)).toHaveLength(2);
  for (const kept of ['value="many"', 'value="1.234"', 'Old &lt;bridge&gt;', '<option value="accident" selected>', 'value="30"'])
    expect(answer.text).toContain(kept);
  expect((await incident(id)).version).toBe(version);
  // The form on that page works.
  expect((await send(formWith(answer, 'name="f.place"'), report)).status).toBe(303);
});

test('a form says nothing but what it asks for', async () => {
  const id = await declared();
  await send(formWith(await open(id, 'ada'), 'name="f.place"'), { ...report, 'f.suspend': 'yes', 'f.route': 'yes' });
  expect(Object.keys((await incident(id)).facts)).not.toContain('suspend');
});

test('whoever lost the seat after the page was opened decides nothing, and is told', async () => {
  const id = await declared();
  const form = formWith(await open(id, 'bo'), 'name="f.suspend"');
  // A form that was made for somebody who decides, sent by somebody who does not.
  const { token } = form;
  const opened = sealer.open('link-action', token) as Record<string, unknown>;
  const path = new URL(linkFor(sealer, 'https://api.example.com', tenant.id, id, 'ada', world.api.clock())).pathname;
  const forged = { action: `${path}/done`, token: sealer.seal('link-action', { ...opened, p: 'ada' }), text: '' };
  const answer = await send(forged, { 'f.suspend': 'yes' });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('Somebody else decides this');
  expect((await incident(id)).facts).toEqual({});
});

test('prohibitions come first and cannot be ticked off; principles are at hand; a number can be called', async () => {
  const id = await declared();
  const { text } = await open(id, 'ada');
  const at = (part: string) => text.indexOf(part);
  expect(at('Do not leave the vehicle')).toBeGreaterThan(0);
  expect(at('Do not leave the vehicle')).toBeLessThan(at('I am on it'));
  expect(text.match(/Do not leave the vehicle/g)).toHaveLength(1);
  expect(text).toMatch(/<details><summary>Principles of the plan<\/summary><ul><li>People first/);
  expect(text).toContain('href="tel:122"');
  expect(text).not.toMatch(/<script|src=|https?:\/\//);
});

test('a tap puts another plan into action once; one that is not there is told on the page', async () => {
  const id = await declared();
  const page = await open(id, 'bo');
  const forms = [
    ...page.text.matchAll(/action="([^"]+\/done)"><input type="hidden" name="t" value="([^"]+)"><button class="side">Put it/g),
  ].map(([, action = '', token = '']) => ({ action, token, text: '' }));
  const [phones, nowhere] = forms;
  if (!phones || !nowhere) throw new Error('two tasks start plans');
  const statuses = (await Promise.all([send(phones), send(phones)])).map(({ status }) => status).toSorted();
  expect(statuses).toEqual([303, 409]);
  const { incident: linked } = await taskOf(id, 'phones');
  expect(await incident(linked)).toMatchObject({ cause: { incident: id, task: 'phones' } });
  const answer = await send(nowhere);
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('“surge”');
});

test('whoever the plan names ends the incident on the page, and is told what it still hangs on', async () => {
  const id = await declared();
  expect((await open(id, 'ada')).text).not.toContain('end it');
  const early = await send(formWith(await open(id, 'bo'), 'end it'));
  expect(early.status).toBe(422);
  expect(early.text).toContain('The incident cannot end yet');
  expect(early.text).toContain('It hangs on: Road is safe');
  await world.ask('POST', `/v1/incidents/${id}/facts`, { key: tenant.key, body: { facts: { safe: true } } });
  expect((await send(formWith(early, 'end it'))).status).toBe(303);
  expect((await incident(id)).status).toBe('closed');
  expect((await open(id, 'bo')).text).not.toContain('end it');
});

test('the page asks in the language of the person', async () => {
  const id = await declared();
  await world.ask('PUT', '/v1/people/bo', { key: tenant.key, body: { name: 'BO', language: 'zh-CN' } });
  const { text } = await open(id, 'bo');
  for (const words of ['禁止事项', '预案原则', '暂停配送', '>是</button>', '启动']) expect(text).toContain(words);
  await world.ask('PUT', '/v1/people/bo', { key: tenant.key, body: { name: 'BO' } });
});
