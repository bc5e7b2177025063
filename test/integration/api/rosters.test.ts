import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Engine, startEngine } from './support/engine.ts';
import { operatorKey, plan, type Reply, type Tenant, tenantOf, type World, worldOf } from './support/world.ts';

let engine: Engine;
let world: World;
let tenant: Tenant;
beforeAll(async () => {
  engine = await startEngine();
  world = worldOf(engine.table);
  tenant = await tenantOf(world);
});
afterAll(() => engine.stop());

const put = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  world.ask('PUT', path, { key: tenant.key, body, headers });
const get = (path: string) => world.ask('GET', path, { key: tenant.key });
const gone = (path: string) => world.ask('DELETE', path, { key: tenant.key });
const briefly = (list: Record<string, string>[]): string[] =>
  list.map(({ pointer, code, suggestion }) => [pointer, code, suggestion].filter(Boolean).join(' '));
const title = { en: 'Desk' };
const desk = (...people: string[]) => ({
  title,
  shifts: people.map((one, index) => ({
    people: [one],
    ...(index === 0 ? { from: '08:00', until: '20:00' } : { from: '20:00', until: '08:00' }),
  })),
});
const held = (...holders: unknown[]) => ({ ...plan, seats: plan.seats.map((seat) => ({ ...seat, holders })) });

describe('a roster', () => {
  test('is created once, unchanged by the same again, and replaced by another', async () => {
    const created = await put('/v1/rosters/same', desk('ada', 'bo'));
    expect([created.status, created.headers['etag']]).toEqual([201, '"1"']);
    const same = await put('/v1/rosters/same', desk('ada', 'bo'));
    expect([same.status, same.body]).toEqual([200, created.body]);
    const replaced = await put('/v1/rosters/same', { title, shifts: [{ people: ['bo'], days: ['sat'], from: '00:00', until: '24:00' }] });
    expect(briefly(replaced.body.errors)).toEqual(['/shifts/0/until clock']);
    expect((await put('/v1/rosters/same', desk('bo'))).headers['etag']).toBe('"2"');
    expect((await get('/v1/rosters/same')).body).toMatchObject({
      id: 'same',
      version: 2,
      shifts: [{ people: ['bo'], from: '08:00', until: '20:00' }],
    });
    expect((await get('/v1/rosters')).body.items.map(({ id }: { id: string }) => id)).toContain('same');
  });

  test('is not overwritten or deleted by somebody who saw an older version', async () => {
    expect((await put('/v1/rosters/seen', desk('ada'), { 'if-match': '*' })).status).toBe(412);
    await put('/v1/rosters/seen', desk('ada'));
    expect((await put('/v1/rosters/seen', desk('bo'), { 'if-match': '"7"' })).status).toBe(412);
    expect((await put('/v1/rosters/seen', desk('bo'), { 'if-match': '"1"' })).status).toBe(200);
    const remove = (tag: string) => world.ask('DELETE', '/v1/rosters/seen', { key: tenant.key, headers: { 'if-match': tag } });
    expect([(await remove('"1"')).status, (await remove('"2"')).status, (await remove('"2"')).status]).toEqual([412, 204, 404]);
  });

  test('is refused with every fault at once: people who are nobody, with whom was meant, and days that end before they begin', async () => {
    const shift = { from: '08:00', until: '20:00' };
    const answer = await put('/v1/rosters/faulty', {
      title,
      shifts: [
        { ...shift, people: ['ada', 'adda'], first: '2026-03-02', last: '2026-03-01' },
        { ...shift, people: ['nobody-at-all'] },
      ],
    });
    expect(answer.status).toBe(422);
    expect(briefly(answer.body.errors)).toEqual([
      '/shifts/0/people/1 unknown-person ada',
      '/shifts/1/people/0 unknown-person',
      '/shifts/0/last last-before-first',
    ]);
    expect((await get('/v1/rosters/faulty')).status).toBe(404);
  });

  test('stays as long as a plan’s seat leans on it, by name or by a fact that may name it', async () => {
    await put('/v1/rosters/named', desk('ada'));
    await put('/v1/rosters/chosen', desk('ada'));
    const site = { id: 'site', title: { en: 'Site' }, type: 'choice', choices: [{ id: 'chosen', title: { en: 'Chosen' } }] };
    await put('/v1/plans/leaning', { ...held({ duty: 'named' }, { dutyAt: 'site' }), facts: [...plan.facts, site] });
    for (const id of ['named', 'chosen']) {
      const refused = await gone(`/v1/rosters/${id}`);
      expect([refused.status, refused.body.usedBy]).toEqual([409, ['/v1/plans/leaning']]);
    }
    await put('/v1/plans/leaning', plan);
    expect((await gone('/v1/rosters/named')).status).toBe(204);
    expect((await gone('/v1/rosters/chosen')).status).toBe(204);
  });

  test('keeps the people who stand in it', async () => {
    await put('/v1/people/cy', { name: 'Cy' });
    await put('/v1/rosters/keeping', desk('ada', 'cy'));
    const refused = await gone('/v1/people/cy');
    expect([refused.status, refused.body.usedBy]).toEqual([409, ['/v1/rosters/keeping']]);
    await put('/v1/rosters/keeping', desk('ada'));
    expect((await gone('/v1/people/cy')).status).toBe(204);
  });

  test('says who is on duty now, at an instant, and what changes next', async () => {
    await put('/v1/rosters/asked', desk('ada', 'bo'));
    const now = await get('/v1/rosters/asked/duty');
    expect(now.body.at).toBe('2026-03-14T01:42:00.000Z');
    expect(now.body.people).toEqual([{ id: 'bo', name: 'BO' }]);
    expect(now.body.next).toHaveLength(5);
    expect(now.body.next[0]).toEqual({ at: '2026-03-14T08:00:00.000Z', people: [{ id: 'ada', name: 'ADA' }] });
    const later = await get('/v1/rosters/asked/duty?at=2026-07-01T14:00:00%2B02:00');
    expect([later.body.at, later.body.people]).toEqual(['2026-07-01T12:00:00.000Z', [{ id: 'ada', name: 'ADA' }]]);
    for (const at of ['now', '2026-07-01', '9999-12-31T23:59:59-14:00', '0001-01-01T00:00:00Z'])
      expect(briefly((await get(`/v1/rosters/asked/duty?at=${at}`)).body.errors), at).toEqual(['/at instant']);
    expect((await get('/v1/rosters/nothing/duty')).status).toBe(404);
    await put('/v1/rosters/empty', { title });
    expect((await get('/v1/rosters/empty/duty')).body).toMatchObject({ people: [], next: [] });
  });
});

test('people are answered with their positions, and putting the same again changes nothing', async () => {
  const person = { name: 'Di', positions: ['shift-lead', 'engineer'] };
  const created = await put('/v1/people/di', person);
  expect([created.status, created.body.positions]).toEqual([201, ['shift-lead', 'engineer']]);
  expect((await put('/v1/people/di', person)).headers['etag']).toBe('"1"');
  expect((await get('/v1/people/di')).body.positions).toEqual(['shift-lead', 'engineer']);
  expect((await put('/v1/people/di', { name: 'Di' })).body).toMatchObject({ positions: [], version: 2 });
});

test('a plan that names a roster of nobody’s is refused; one whose roster leaves hours open is stored, and the check says which', async () => {
  await put('/v1/rosters/open', desk('ada'));
  const refused = await put('/v1/plans/duties', held({ duty: 'opne' }));
  expect(briefly(refused.body.errors)).toEqual([
    '/seats/0/holders/0/duty unknown-roster open',
    '/seats/1/holders/0/duty unknown-roster open',
  ]);
  expect((await put('/v1/plans/duties', held({ duty: 'open' }))).status).toBe(201);
  const checked = await world.ask('POST', '/v1/plans/check', {
    key: tenant.key,
    body: held({ duty: 'open' }),
    headers: { 'accept-language': 'zh-CN' },
  });
  const [gap] = checked.body.findings.filter(({ code }: { code: string }) => code === 'duty-gap');
  expect(gap.message).toContain('自 2026-03-14 01:42 至 2026-03-14 08:00（Etc/UTC）无人值班');
});

describe('an incident alerts', () => {
  const alerted = ({ body }: Reply): string[] => body.alerts.map(({ person }: { person: { id: string } }) => person.id);
  let cities = 0;
  /** A key of an organization in Shanghai with four people and two rosters. */
  const shanghai = async () => {
    const created = await world.ask('POST', '/v1/organizations', {
      key: operatorKey,
      body: { slug: `sh-${process.pid}-${++cities}`, name: { en: 'Shanghai' }, timeZone: 'Asia/Shanghai' },
    });
    const { apiKey: key } = created.body;
    const to = (path: string, body: unknown) => world.ask('PUT', path, { key, body });
    for (const [id, positions] of [
      ['day', []],
      ['night', []],
      ['gate', []],
      ['chief', ['chief']],
    ] as const)
      await to(`/v1/people/${id}`, { name: id, positions, channels: [{ kind: 'email', address: `${id}@example.com` }] });
    await to('/v1/rosters/desk', desk('day', 'night'));
    await to('/v1/rosters/north-gate', { title, shifts: [{ people: ['gate'], from: '00:00', until: '00:00' }] });
    const seat = (id: string, ...holders: unknown[]) => ({ id, title: { en: id }, holders });
    const rung = (id: string) => ({ id, title: { en: id }, on: 'declared', alert: [id] });
    const stored = await to('/v1/plans/watch', {
      title: { en: 'Watch' },
      seats: [seat('on-duty', { duty: 'desk' }), seat('on-site', { dutyAt: 'site' }), seat('in-charge', { position: 'chief' })],
      facts: [{ id: 'site', title: { en: 'Site' }, type: 'text' }],
      incidentTypes: [{ id: 'alarm', title: { en: 'Alarm' }, rungs: ['on-duty', 'on-site', 'in-charge'].map(rung) }],
    });
    expect(stored.status, stored.text).toBe(201);
    return { key: key as string };
  };

  test('by night the night shift and by day the day shift, whoever has the position, and who is on duty at the site that was reported', async () => {
    const { key } = await shanghai();
    const before = world.time.millis;
    const declareAt = async (instant: string, facts: object = { site: 'north-gate' }) => {
      world.time.millis = Date.parse(instant);
      return world.ask('POST', '/v1/incidents', { key, body: { plan: 'watch', facts } });
    };
    // 2:30 in Shanghai, then 8:00 sharp.
    expect(alerted(await declareAt('2026-03-14T18:30:00.000Z')).toSorted()).toEqual(['chief', 'gate', 'night']);
    expect(alerted(await declareAt('2026-03-15T00:00:00.000Z')).toSorted()).toEqual(['chief', 'day', 'gate']);
    // A minute before 20:00, at a site that nobody has said.
    expect(alerted(await declareAt('2026-03-15T11:59:00.000Z', {})).toSorted()).toEqual(['chief', 'day']);
    // What is no roster's id is nobody's site, however long it is; a site may be estimated.
    for (const site of ['gate '.repeat(150), 'constructor'])
      expect(alerted(await declareAt('2026-03-15T11:59:00.000Z', { site })).toSorted(), site).toEqual(['chief', 'day']);
    expect(alerted(await declareAt('2026-03-15T11:59:00.000Z', { site: { value: 'north-gate', estimated: true } })).toSorted()).toEqual([
      'chief',
      'day',
      'gate',
    ]);
    world.time.millis = before;
  });

  test('nobody of another organization, whose rosters and people have the same names', async () => {
    const mine = await shanghai();
    const theirs = await shanghai();
    await world.ask('PUT', '/v1/people/other', {
      key: theirs.key,
      body: { name: 'Other', positions: ['chief'], channels: [{ kind: 'email', address: 'other@example.com' }] },
    });
    await world.ask('PUT', '/v1/rosters/desk', {
      key: theirs.key,
      body: { title, shifts: [{ people: ['other'], from: '00:00', until: '00:00' }] },
    });
    const body = { plan: 'watch', facts: { site: 'north-gate' } };
    expect(alerted(await world.ask('POST', '/v1/incidents', { key: mine.key, body }))).not.toContain('other');
    expect(alerted(await world.ask('POST', '/v1/incidents', { key: theirs.key, body }))).toContain('other');
    const unknown = await world.ask('PUT', '/v1/rosters/mine', { key: mine.key, body: desk('other') });
    expect(briefly(unknown.body.errors)).toEqual(['/shifts/0/people/0 unknown-person']);
  });
});
