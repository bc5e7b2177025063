import { afterAll, beforeAll, expect, test } from 'vitest';
import { linkFor } from '../../../functions/incidents/links.ts';
import { type Engine, startEngine } from './support/engine.ts';
import { type Reply, sealer, type Tenant, tenantOf, type World, worldOf } from './support/world.ts';

let engine: Engine;
let world: World;
let tenant: Tenant;
beforeAll(async () => {
  engine = await startEngine();
  world = worldOf(engine.table);
  tenant = await tenantOf(world);
});
afterAll(() => engine.stop());

const declared = async () =>
  (await world.ask('POST', '/v1/incidents', { key: tenant.key, body: { plan: 'call-centre', summary: '<b>No dial tone</b>' } })).body;
const pathFor = (incidentId: string, person = 'ada', organizationId = tenant.id) =>
  new URL(linkFor(sealer, 'https://api.example.com', organizationId, incidentId, person, world.api.clock())).pathname;

interface Form {
  readonly action: string;
  readonly token: string;
}
const formsIn = ({ text }: Reply): Form[] =>
  [...text.matchAll(/<form method="post" action="([^"]+)"><input type="hidden" name="t" value="([^"]+)">/g)].map(
    ([, action = '', token = '']) => ({ action, token }),
  );
const formFor = (reply: Reply, action: string): Form =>
  formsIn(reply).find((form) => form.action.endsWith(`/${action}`)) ?? { action: '', token: '' };
const press = ({ action, token }: Form) =>
  world.ask('POST', action, {
    raw: new URLSearchParams({ t: token }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
const incident = async (id: string) => (await world.ask('GET', `/v1/incidents/${id}`, { key: tenant.key })).body;

test('opening the link shows the incident and changes nothing, however often scanners open it', async () => {
  const { id, version } = await declared();
  const path = pathFor(id);
  const page = await world.ask('GET', path);
  for (let time = 0; time < 3; time++) await world.ask('GET', path);
  await world.ask('HEAD', path);
  expect(page.status).toBe(200);
  expect(page.text).toContain('Phones down');
  expect(page.text).toContain('&lt;b&gt;No dial tone&lt;/b&gt;');
  expect((await incident(id)).version).toBe(version);
});

test('the page is kept by nobody, indexed by nobody, and loads nothing', async () => {
  const { id } = await declared();
  const { headers, text } = await world.ask('GET', pathFor(id));
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' });
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(text).not.toMatch(/<script|src=|https?:\/\//);
});

test('words without a space, such as addresses, break on a phone instead of widening the page', async () => {
  const { id } = await declared();
  expect((await world.ask('GET', pathFor(id))).text).toMatch(/\nbody\{[^}]*overflow-wrap:anywhere/);
});

test('one tap acknowledges as the person whom the link is for, and leads back to the page', async () => {
  const { id } = await declared();
  const path = pathFor(id);
  const answer = await press(formFor(await world.ask('GET', path), 'acknowledge'));
  expect(answer.status).toBe(303);
  expect(answer.headers['location']).toBe(path);
  expect((await incident(id)).acknowledgedBy).toEqual([{ id: 'ada', name: 'ADA' }]);
  const after = await world.ask('GET', path);
  expect(after.text).toContain('You are on it');
  expect(formFor(after, 'acknowledge').token).toBe('');
});

test('a task can be ticked off, and service declared restored', async () => {
  const { id } = await declared();
  const path = pathFor(id);
  await press(formFor(await world.ask('GET', path), 'done'));
  expect((await incident(id)).tasks).toMatchObject([{ id: 'call', status: 'done' }]);
  await press(formFor(await world.ask('GET', path), 'restore'));
  expect((await incident(id)).status).toBe('restored');
});

test('a button works once, also when it had nothing left to do', async () => {
  const { id } = await declared();
  const form = formFor(await world.ask('GET', pathFor(id)), 'acknowledge');
  await world.ask('POST', `/v1/incidents/${id}/acknowledge`, { key: tenant.key, body: { person: 'ada' } });
  expect((await press(form)).status).toBe(303);
  const { version } = await incident(id);
  const again = await press(form);
  expect(again.status).toBe(409);
  expect(again.text).toContain('already used');
  expect((await incident(id)).version).toBe(version);
});

test('two taps at once act once', async () => {
  const { id } = await declared();
  const form = formFor(await world.ask('GET', pathFor(id)), 'restore');
  const statuses = (await Promise.all([press(form), press(form), press(form)])).map(({ status }) => status).toSorted();
  expect(statuses).toEqual([303, 409, 409]);
});

test('a button of one link does nothing behind another', async () => {
  const [one, other] = [await declared(), await declared()];
  const { token } = formFor(await world.ask('GET', pathFor(one.id)), 'acknowledge');
  for (const path of [pathFor(other.id), pathFor(one.id, 'bo')])
    expect((await press({ action: `${path}/acknowledge`, token })).status).toBe(404);
  expect((await press({ action: `${pathFor(one.id)}/restore`, token })).status).toBe(404);
  expect((await incident(one.id)).acknowledgedAt).toBeNull();
});

test('an expired link says so kindly, and a forged one tells nothing', async () => {
  const { id } = await declared();
  const path = pathFor(id);
  const form = formFor(await world.ask('GET', path), 'acknowledge');
  world.time.millis += 25 * 60 * 60_000;
  expect((await world.ask('GET', path)).status).toBe(410);
  expect((await press(form)).status).toBe(410);
  const forged = await world.ask('GET', '/a/k1.AAAA', { headers: { 'accept-language': 'zh-CN' } });
  expect(forged.status).toBe(404);
  expect(forged.text).toContain('此链接无效');
  const foreign = await world.ask('GET', pathFor(id, 'ada', 'org_other'));
  expect(foreign.text).toBe((await world.ask('GET', '/a/k1.AAAA')).text);
  expect(foreign.status).toBe(404);
});

test('the page speaks the language of the person', async () => {
  const { id } = await declared();
  await world.ask('PUT', '/v1/people/bo', { key: tenant.key, body: { name: 'BO', language: 'zh-CN' } });
  const { text, headers } = await world.ask('GET', pathFor(id, 'bo'));
  expect(text).toContain('电话中断');
  expect(text).toContain('我来处理');
  expect(headers['content-language']).toBe('zh-CN');
});

test('somebody who was erased can neither look nor act', async () => {
  const { id } = await declared();
  await world.ask('PUT', '/v1/people/cy', { key: tenant.key, body: { name: 'CY' } });
  const path = pathFor(id, 'cy');
  const form = formFor(await world.ask('GET', path), 'acknowledge');
  expect(form.token).not.toBe('');
  await world.ask('DELETE', '/v1/people/cy', { key: tenant.key });
  expect((await world.ask('GET', path)).status).toBe(404);
  expect((await press(form)).status).toBe(404);
});
