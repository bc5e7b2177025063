import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { plus, toInstant } from '../../../shared/instant.ts';
import { keys } from '../../../shared/table/keys.ts';
import { type Engine, startEngine } from './support/engine.ts';
import { rowsOf } from './support/scan.ts';
import { type Reply, type Tenant, tenantOf, type World, worldOf } from './support/world.ts';

let engine: Engine;
let world: World;
let mine: Tenant;
let theirs: Tenant;
/** What DNS says. */
const zone = new Map<string, readonly string[]>();
beforeAll(async () => {
  engine = await startEngine();
  world = worldOf(engine.table, { resolveTxt: (name) => Promise.resolve(zone.get(name) ?? []) });
});
beforeEach(async () => {
  zone.clear();
  [mine, theirs] = [await tenantOf(world), await tenantOf(world)];
});
afterAll(() => engine.stop());

const ask = (
  method: string,
  path: string,
  body?: unknown,
  { tenant = mine, headers = {} }: { tenant?: Tenant; headers?: Record<string, string> } = {},
) => world.ask(method, path, { key: tenant.key, body, headers });
const problemOf = ({ body }: Reply) => String(body.type).split('#')[1];
const now = () => toInstant(world.time.millis);
const messages = async () =>
  (await rowsOf(engine)).filter(({ type, outgoing }) => type === 'Outbox' && JSON.parse(String(outgoing)).organizationId === mine.id)
    .length;

const settings = {
  name: { en: 'City Gas', 'zh-CN': '城市燃气' },
  timeZone: 'Asia/Shanghai',
  languages: ['zh-CN', 'en'],
  look: {
    accent: 'teal',
    logo: 'https://example.com/logo.svg',
    contact: { phone: '95777', email: 'help@example.com' },
    footer: { en: 'City Gas, Harbour Road 1', 'zh-CN': '城市燃气' },
    announcement: { en: 'Offices are closed on Friday.' },
    indexed: false,
  },
};

test('an organization and the look of its page are changed as a whole, and the page hears of it once', async () => {
  const before = await messages();
  const first = await ask('GET', '/v1/organization');
  expect(first.headers['etag']).toBe('"1"');
  const put = await ask('PUT', '/v1/organization', settings, { headers: { 'if-match': '"1"' } });
  expect(put.status).toBe(200);
  const announcedAt = now();
  expect(put.body).toMatchObject({ ...settings, announcedAt, slug: mine.slug, version: 2 });
  expect(put.body.warnings.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/look/announcement']);
  expect((await ask('PUT', '/v1/organization', settings, { headers: { 'if-match': '"1"' } })).status).toBe(412);
  world.time.millis += 60_000;
  expect((await ask('PUT', '/v1/organization', settings)).body).toEqual(put.body);
  const renamed = await ask('PUT', '/v1/organization', { ...settings, name: { en: 'Gas' } });
  expect(renamed.body).toMatchObject({ announcedAt, look: { announcement: settings.look.announcement } });
  expect(await messages()).toBe(before + 2);
  const plain = await ask('PUT', '/v1/organization', { name: { en: 'Gas' } });
  expect(plain.body).toMatchObject({ timeZone: 'Etc/UTC', look: { accent: 'slate', logo: null, announcement: null, indexed: true } });
});

test('every fault of the settings is told at once', async () => {
  const answer = await ask('PUT', '/v1/organization', {
    ...settings,
    slug: 'other',
    timeZone: 'Asia/Beijin',
    look: { accent: 'teel', logo: 'http://example.com/logo.svg', contact: { url: 'javascript:alert(1)' } },
  });
  const faults = answer.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`);
  expect(faults.toSorted()).toEqual([
    '/look/accent choice',
    '/look/contact/url https',
    '/look/logo logo',
    '/slug read-only',
    '/timeZone time-zone',
  ]);
});

test.each([
  'https://a"b.com/x.png',
  'https://*/x',
  'https://*.example.com/x',
  'https://a;b.com/x',
  "https://a'b.com/x",
  'https://user:password@example.com/x',
  'https://example.com:80@evil.example/x',
  'https://192.0.2.1/x',
  'https://a_b.example/x',
  'https:\\\\example.com/x',
  'https://例子.example/x',
])('a logo at %s is refused', async (logo) => {
  const { body } = await ask('PUT', '/v1/organization', { ...settings, look: { logo } });
  expect(body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`)).toEqual(['/look/logo logo']);
});

test.each(['https://xn--fsqu00a.example/x.png', 'https://Assets.Example.com:8443/a b.svg?c="d"', 'https://a-1.example'])(
  'a logo at %s is taken',
  async (logo) => {
    expect((await ask('PUT', '/v1/organization', { ...settings, look: { logo } })).body.look.logo).toBe(logo);
  },
);

test.each([' ', '\u3000\n', '\u200b\u2060\ufeff', '\u3164', '\u2800', '\u0301'])(
  'a name of nothing to see (%j) is refused',
  async (name) => {
    const { body } = await ask('PUT', '/v1/organization', { ...settings, name: { en: 'Gas', 'zh-CN': name } });
    expect(body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`)).toEqual([
      '/name/zh-CN text-empty',
    ]);
  },
);

test.each([
  [{ contact: { phone: '   ' } }, '/look/contact/phone phone'],
  [{ contact: { phone: '<script>' } }, '/look/contact/phone phone'],
  [{ contact: { phone: '+1 \u202e555' } }, '/look/contact/phone phone'],
  [{ contact: { url: 'https://u:p@google.com@evil.example/' } }, '/look/contact/url https'],
  [{ contact: { url: 'https://example.com/\u202egpj.exe' } }, '/look/contact/url https'],
  [{ footer: { en: 'NUL \0' } }, '/look/footer/en control-character'],
])('a look of %j is refused', async (look, fault) => {
  const { body } = await ask('PUT', '/v1/organization', { ...settings, look });
  expect(body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`)).toEqual([fault]);
});

test.each(['燃气', '…', '7', '🔥', 'غاز'])('a name of one visible character is enough: %s', async (name) => {
  expect((await ask('PUT', '/v1/organization', { ...settings, name: { en: name } })).body.name).toEqual({ en: name });
});

test('an organization that was stored before there were versions can be changed too', async () => {
  const key = keys.organization.key(mine.id);
  const item = await engine.table.get(key);
  const { version: _, ...organization } = item!['organization'] as { version: number };
  await engine.table.write({ put: { ...key, type: 'Organization', organization } });
  expect((await ask('GET', '/v1/organization')).headers['etag']).toBe('"1"');
  expect((await ask('PUT', '/v1/organization', settings, { headers: { 'if-match': '"1"' } })).body.version).toBe(2);
});

test('the next day of the page begins at midnight where the organization is', async () => {
  world.time.millis = Date.parse('2026-03-14T10:00:00.000Z');
  await ask('PUT', '/v1/organization', settings);
  expect((await engine.table.get(keys.day.key(mine.id)))?.['dueAt']).toBe('2026-03-14T16:00:00.000Z');
});

test('a host is an organization’s own once its DNS says so', async () => {
  const asked = await ask('PUT', '/v1/organization/domain', { host: 'status.example.com' });
  const { record } = asked.body.domain;
  expect(asked.body.domain).toEqual({ host: 'status.example.com', record, verifiedAt: null });
  expect(record).toMatchObject({ type: 'TXT', name: '_muster.status.example.com' });
  const early = await ask('POST', '/v1/organization/domain/verify');
  expect([early.status, problemOf(early), early.body.record]).toEqual([409, 'domain-unproven', record]);
  zone.set(record.name, ['v=spf1 -all', record.value]);
  const verified = await ask('POST', '/v1/organization/domain/verify');
  expect(verified.body.domain.verifiedAt).toBe(now());
  expect(await engine.table.get(keys.host.key('status.example.com'))).toMatchObject({ organizationId: mine.id, slug: mine.slug });
  expect((await ask('POST', '/v1/organization/domain/verify')).body).toEqual(verified.body);
  expect((await ask('PUT', '/v1/organization/domain', { host: 'status.example.com' })).body).toEqual(verified.body);
  const given = await ask('DELETE', '/v1/organization/domain');
  expect(given.body.domain).toBeNull();
  expect(await engine.table.get(keys.host.key('status.example.com'))).toMatchObject({ releasedAt: now() });
  expect((await ask('DELETE', '/v1/organization/domain')).status).toBe(404);
  expect((await ask('POST', '/v1/organization/domain/verify')).status).toBe(404);
});

test('nobody learns whether a host is another organization’s, and nobody gets it', async () => {
  const host = 'status.example.org';
  const prove = async (tenant: Tenant) => {
    const { record } = (await ask('PUT', '/v1/organization/domain', { host }, { tenant })).body.domain;
    zone.set(record.name, [...(zone.get(record.name) ?? []), record.value]);
    return ask('POST', '/v1/organization/domain/verify', undefined, { tenant });
  };
  expect((await prove(theirs)).status).toBe(200);
  const taken = await prove(mine);
  zone.clear();
  const unproven = await ask('POST', '/v1/organization/domain/verify');
  expect([taken.status, taken.text]).toEqual([409, unproven.text]);
  await ask('PUT', '/v1/organization/domain', { host: 'other.example.org' }, { tenant: theirs });
  // Their pages are removed there first.
  expect((await prove(mine)).status).toBe(409);
  world.time.millis += 5 * 60_000;
  expect((await prove(mine)).status).toBe(200);
  expect((await ask('DELETE', '/v1/organization/domain', undefined, { tenant: theirs })).status).toBe(200);
  expect(await engine.table.get(keys.host.key(host))).toMatchObject({ organizationId: mine.id });
});

test('who gave a host up may have it back at once', async () => {
  const host = 'back.example.org';
  const { record } = (await ask('PUT', '/v1/organization/domain', { host })).body.domain;
  zone.set(record.name, [record.value]);
  for (let times = 0; times < 2; times++) {
    await ask('PUT', '/v1/organization/domain', { host });
    expect((await ask('POST', '/v1/organization/domain/verify')).status).toBe(200);
    expect((await ask('DELETE', '/v1/organization/domain')).status).toBe(200);
  }
});

test('another organization’s record proves nothing', async () => {
  const host = 'status.example.net';
  const { record } = (await ask('PUT', '/v1/organization/domain', { host }, { tenant: theirs })).body.domain;
  await ask('PUT', '/v1/organization/domain', { host });
  zone.set(record.name, [record.value]);
  expect((await ask('POST', '/v1/organization/domain/verify')).status).toBe(409);
});

test('of two that prove one host at once, one has it', async () => {
  const host = 'raced.example.net';
  for (const tenant of [mine, theirs]) {
    const { record } = (await ask('PUT', '/v1/organization/domain', { host }, { tenant })).body.domain;
    zone.set(record.name, [...(zone.get(record.name) ?? []), record.value]);
  }
  const answers = await Promise.all([mine, theirs].map((tenant) => ask('POST', '/v1/organization/domain/verify', undefined, { tenant })));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
});

test.each([
  'localhost',
  '127.0.0.1',
  'Status.example.com',
  'status.example.com.',
  '-a.example.com',
  'https://example.com',
  'a b.example.com',
  '',
])('%s is no host', async (host) => {
  const answer = await ask('PUT', '/v1/organization/domain', { host });
  expect(answer.body.errors.map(({ code }: { code: string }) => code)).toEqual(['host']);
});

test('a fresh organization has a timer for its days', async () => {
  expect((await engine.table.get(keys.day.key(mine.id)))?.['dueAt']).toBe(`${plus(now(), 86_400_000).slice(0, 10)}T00:00:00.000Z`);
});
