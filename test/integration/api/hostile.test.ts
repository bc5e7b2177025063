import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bytesMax, type Route } from '../../../shared/access/route.ts';
import { routes } from '../../../shared/access/routes.ts';
import { type Engine, startEngine } from './support/engine.ts';
import { operatorKey, type Tenant, tenantOf, type World, worldOf } from './support/world.ts';

let engine: Engine;
let world: World;
let tenant: Tenant;
const keyWithout: Record<string, string> = {};
beforeAll(async () => {
  engine = await startEngine();
  world = worldOf(engine.table);
  tenant = await tenantOf(world);
  for (const scope of ['read', 'respond', 'configure'])
    keyWithout[scope] = (
      await world.ask('POST', '/v1/keys', {
        key: tenant.key,
        body: { name: 'k', scopes: ['read', 'respond', 'configure'].filter((one) => one !== scope) },
      })
    ).body.apiKey;
});
afterAll(() => engine.stop());

const all = Object.entries(routes) as [string, Route][];
const keyed = all.filter(([, { access }]) => ['read', 'respond', 'configure', 'operator'].includes(access));
const withBody = keyed.filter(([, { body }]) => body);
const pathOf = ({ path }: Route, value = 'nobody') => path.replaceAll(/\{[^}]+\}/g, value);
const keyFor = ({ access }: Route) => (access === 'operator' ? operatorKey : tenant.key);

describe.each(keyed)('%s', (_, route) => {
  test('asks for a key, and takes no other organization’s word for one', async () => {
    for (const authorization of [undefined, 'Bearer ', `Basic ${tenant.key}`, 'Bearer mk_nothing', `Bearer ${'x'.repeat(5000)}`]) {
      const answer = await world.ask(route.method, pathOf(route), {
        headers: authorization === undefined ? {} : { authorization },
        ...(route.body ? { body: {} } : {}),
      });
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="muster"');
    }
    const foreign = route.access === 'operator' ? 'mk_of_nobody' : operatorKey;
    expect((await world.ask(route.method, pathOf(route), { key: foreign })).status).toBe(401);
  });

  test('refuses a key without its scope', async () => {
    const key = route.access === 'operator' ? tenant.key : keyWithout[route.access];
    const answer = await world.ask(route.method, pathOf(route), { key });
    expect(answer.status).toBe(403);
    expect(answer.body.scope).toBe(route.access);
  });

  test('names the methods that its path has', async () => {
    const answer = await world.ask('PATCH', pathOf(route), { key: keyFor(route) });
    expect(answer.status).toBe(405);
    expect(answer.headers['allow']?.split(', ')).toContain(route.method);
  });

  test('does not pretend to speak other formats', async () => {
    expect((await world.ask(route.method, pathOf(route), { key: keyFor(route), headers: { accept: 'image/png' } })).status).toBe(406);
  });
});

const ofPath = keyed.filter(([, { path }]) => path.includes('{'));
const names = [
  '%00',
  '%2e%2e',
  '..%2f..',
  'PERSON%23ada',
  '%23',
  '%F0%9F%94%A5',
  '__proto__',
  'constructor',
  `%27%22%3Cscript%3E`,
  'x'.repeat(150),
  'x'.repeat(5000),
];
test.each(ofPath)('%s survives every name in its path', async (_, route) => {
  for (const name of names) {
    const answer = await world.ask(route.method, pathOf(route, name), {
      key: keyFor(route),
      ...(route.body ? { body: route.example ?? {} } : {}),
    });
    expect([404, 422], `${name}: ${answer.text}`).toContain(answer.status);
  }
});

// A plan that is only looked at is answered with what is wrong with it, not refused.
describe.each(withBody.filter(([, route]) => route.reads !== 'document'))('the body of %s, which is stored or acted on,', (_, route) => {
  const send = (ask: Parameters<World['ask']>[2]) => world.ask(route.method, pathOf(route), { key: keyFor(route), ...ask });

  test('has to be an object of known fields, however it is built', async () => {
    const deep = `${'{"not":'.repeat(20_000 / 8)}1${'}'.repeat(20_000 / 8)}`;
    for (const raw of [
      'null',
      '1',
      '"text"',
      '[]',
      '[[]]',
      'true',
      '{"__proto__":{"x":1}}',
      '{"constructor":1}',
      deep,
      '{"name":"\\ud800"}',
      `{"${'k'.repeat(10_000)}":1}`,
    ]) {
      const answer = await send({ raw });
      expect(answer.status, raw.slice(0, 40)).toBe(422);
      expect(answer.body.errors.length).toBeGreaterThan(0);
    }
    const unknown = await send({ body: { notAField: 1 } });
    expect(unknown.body.errors).toContainEqual(expect.objectContaining({ in: 'body', pointer: '/notAField', code: 'unknown-field' }));
  });
});

describe.each(withBody)('the body of %s', (_, route) => {
  const send = (ask: Parameters<World['ask']>[2]) => world.ask(route.method, pathOf(route), { key: keyFor(route), ...ask });

  test('has to be JSON in UTF-8', async () => {
    for (const raw of ['{', '{"a":1,}', 'null null', '\u0000', Buffer.from([0x22, 0xff, 0x22]), "{'a':1}"])
      expect((await send({ raw })).status).toBe(400);
    expect((await send({ raw: '{}', headers: { 'content-type': 'text/plain' } })).status).toBe(415);
    expect((await send({ raw: '{}', headers: { 'content-type': 'multipart/form-data' } })).status).toBe(415);
  });

  test('has a limit', async () => {
    const limit = route.bytesMax ?? bytesMax.ordinary;
    const answer = await send({ raw: `"${'x'.repeat(limit)}"` });
    expect(answer.status).toBe(413);
    expect(answer.body.bytesMax).toBe(limit);
  });

  test('is refused in the language that was asked for', async () => {
    const answer = await send({ raw: '{', headers: { 'accept-language': 'zh-CN' } });
    expect(answer.body.title).toBe('请求体不是有效的 JSON');
    expect(answer.headers['content-language']).toBe('zh-CN');
  });
});

test.each(all.filter(([, { once }]) => once))('%s refuses an Idempotency-Key that is none', async (_, route) => {
  for (const value of ['', '""', '"a', 'a b', 'x'.repeat(256), 'ä']) {
    const answer = await world.ask(route.method, pathOf(route), {
      key: keyFor(route),
      body: route.example ?? {},
      headers: { 'idempotency-key': value },
    });
    expect(answer.status, value).toBe(422);
    expect(answer.body.errors).toMatchObject([{ in: 'header', pointer: '/idempotency-key' }]);
  }
});

test('a name that no schema sees is refused and not dropped', async () => {
  const body = JSON.parse('{"kind":"incident","title":{"en":"A"},"body":{"en":"B"},"components":{"__proto__":"major_outage"}}') as object;
  const answer = await world.ask('POST', '/v1/notices', { key: tenant.key, body });
  expect(answer.body.errors).toMatchObject([{ code: 'unknown-field', detail: expect.stringContaining('__proto__') as string }]);
});

test('nobody’s path is told from no path at all', async () => {
  const [one, other] = [await world.ask('GET', '/wp-login.php'), await world.ask('DELETE', '/v1')];
  expect(one.status).toBe(404);
  expect(one.text).toBe(other.text);
});

test('a failure inside says nothing of itself, and is logged by the same request id', async () => {
  const broken = worldOf({ ...engine.table, get: () => Promise.reject(new Error('secret of the inside')) });
  const answer = await broken.ask('GET', '/v1/people', { key: tenant.key });
  expect(answer.status).toBe(500);
  expect(answer.text).not.toContain('secret');
  expect(answer.body.requestId).toBe(answer.headers['x-request-id']);
  expect(broken.lines.join()).toContain('secret of the inside');
  const throttled = worldOf({
    ...engine.table,
    get: () => Promise.reject(Object.assign(new Error('slow down'), { name: 'ThrottlingException' })),
  });
  const busy = await throttled.ask('GET', '/v1/people', { key: tenant.key });
  expect(busy.status).toBe(503);
  expect(busy.headers['retry-after']).toBe('1');
});

test('logs hold route templates, and neither paths nor bodies nor keys', async () => {
  const fresh = worldOf(engine.table);
  await fresh.ask('PUT', '/v1/people/very-private', { key: tenant.key, body: { name: 'Very Private' } });
  await fresh.ask('POST', '/v1/integrations/abcdefghijklmnopqrstuvwxyz012345/alertmanager', { body: {} });
  await fresh.ask('GET', '/nowhere/very-private?token=very-private');
  expect(fresh.lines.join('\n')).toContain('PUT /v1/people/{id}');
  expect(fresh.lines.join('\n')).not.toMatch(/very.private|abcdefghij|mk_/i);
});
