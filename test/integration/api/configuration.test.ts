import { afterAll, beforeAll, expect, test } from 'vitest';
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

const put = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  world.ask('PUT', path, { key: tenant.key, body, headers });
const get = (path: string) => world.ask('GET', path, { key: tenant.key });
const faultsIn = ({ body }: Awaited<ReturnType<typeof put>>): string[] =>
  body.errors.map(({ pointer, code, suggestion }: { pointer: string; code: string; suggestion?: string }) =>
    [pointer, code, suggestion].filter(Boolean).join(' '),
  );
const messages = async () =>
  (await rowsOf(engine))
    .filter(({ type }) => type === 'Outbox')
    .map(({ outgoing }) => JSON.parse(String(outgoing)))
    .filter(({ organizationId }) => organizationId === tenant.id);

test.each([
  ['/v1/people/eve', { name: 'Eve' }, { name: 'Eve the second' }],
  ['/v1/components/desk', { name: { en: 'Desk' } }, { name: { en: 'Service desk' } }],
  [
    '/v1/plans/small',
    { title: { en: 'Small' }, incidentTypes: [{ id: 'x', title: { en: 'X' } }] },
    { title: { en: 'Smaller' }, incidentTypes: [{ id: 'x', title: { en: 'X' } }] },
  ],
])('%s is created once, unchanged by the same again, and replaced by another', async (path, first, second) => {
  const created = await put(path, first);
  expect(created.status).toBe(201);
  expect(created.headers['etag']).toBe('"1"');
  const same = await put(path, first);
  expect(same.status).toBe(200);
  expect(same.body).toEqual(created.body);
  const replaced = await put(path, second);
  expect(replaced.status).toBe(200);
  expect(replaced.headers['etag']).toBe('"2"');
  expect((await get(path)).headers['etag']).toBe('"2"');
});

test.each([
  ['/v1/people/mal', { name: 'Mal' }, { name: 'Malcolm' }],
  ['/v1/components/mal', { name: { en: 'Mal' } }, { name: { en: 'Malcolm' } }],
  ['/v1/plans/mal', plan, { ...plan, title: { en: 'Mal' } }],
])('%s is not overwritten by somebody who saw an older version', async (path, first, second) => {
  expect((await put(path, first, { 'if-match': '*' })).status).toBe(412);
  await put(path, first);
  expect((await put(path, second, { 'if-match': '"7"' })).status).toBe(412);
  expect((await put(path, second, { 'if-match': 'W/"1"' })).status).toBe(412);
  expect((await put(path, second, { 'if-match': '1' })).status).toBe(422);
  expect((await put(path, second, { 'if-match': '"1"' })).status).toBe(200);
});

test('twenty writers at once are all answered', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => put('/v1/components/crowded', { name: { en: `Name ${n}` } })));
  for (const { status } of answers) expect([200, 201]).toContain(status);
  expect((await get('/v1/components/crowded')).body.version).toBe(20);
});

test('a status page holds 250 components', async () => {
  const other = await tenantOf(world);
  const add = (id: string) => world.ask('PUT', `/v1/components/${id}`, { key: other.key, body: { name: { en: id } } });
  const { items } = (await world.ask('GET', '/v1/components', { key: other.key })).body;
  for (let count = items.length; count < 250; count++) expect((await add(`c${count}`)).status).toBe(201);
  expect((await add('more')).body).toMatchObject({ status: 409, limit: 250 });
  expect((await add('c249')).status).toBe(200);
});

test('eight writers at once leave one whole version each, and nobody is turned away', async () => {
  const answers = await Promise.all(Array.from({ length: 4 }, (_, n) => put('/v1/components/raced', { name: { en: `Name ${n}` } })));
  for (const { status } of answers) expect([200, 201]).toContain(status);
  expect((await get('/v1/components/raced')).body.version).toBe(4);
});

test('an act with If-Match is refused when the incident has moved on', async () => {
  const { body, headers } = await world.ask('POST', '/v1/incidents', { key: tenant.key, body: { plan: 'call-centre' } });
  const path = `/v1/incidents/${body.id}/facts`;
  const act = (tag: string) =>
    world.ask('POST', path, { key: tenant.key, body: { facts: { households: 3 } }, headers: { 'if-match': tag } });
  expect((await act(headers['etag'] ?? '')).status).toBe(200);
  expect((await act(headers['etag'] ?? '')).status).toBe(412);
  expect((await act('*')).status).toBe(200);
});

test('whoever has the present version is told so without a body', async () => {
  const { headers } = await get('/v1/components/phones');
  const again = await world.ask('GET', '/v1/components/phones', { key: tenant.key, headers: { 'if-none-match': headers['etag'] ?? '' } });
  expect([again.status, again.text]).toEqual([304, '']);
});

test('HEAD answers as GET without the body', async () => {
  const [head, full] = [await world.ask('HEAD', '/v1/organization', { key: tenant.key }), await get('/v1/organization')];
  expect([head.status, head.text, head.headers['content-type']]).toEqual([200, '', full.headers['content-type']]);
});

test('every name in a plan that leads nowhere is reported at once, with the name that was meant', async () => {
  const [type] = plan.incidentTypes;
  const broken = {
    ...plan,
    seats: [{ id: 'lead', title: { en: 'Lead' }, holders: ['adda', 'ada'] }],
    incidentTypes: [{ ...type, otherwise: 'bleu', rules: [{ id: 'r', level: 'red', when: { fact: 'household', atLeast: 1 } }] }],
  };
  expect(faultsIn(await put('/v1/plans/broken', broken))).toEqual([
    '/incidentTypes/0/otherwise unknown-reference blue',
    '/incidentTypes/0/rules/0/when/fact unknown-reference households',
    '/incidentTypes/0/rungs/1/alert/0 unknown-reference',
    '/seats/0/holders/0 unknown-person ada',
  ]);
  expect((await get('/v1/plans/broken')).status).toBe(404);
});

test('a plan is stored although something would not work yet, and says what', async () => {
  const [type] = plan.incidentTypes;
  const early = {
    ...plan,
    seats: plan.seats.map((seat) => ({ ...seat, holders: [] })),
    incidentTypes: [{ ...type, components: ['phone'] }],
  };
  const stored = await put('/v1/plans/early', early);
  expect(stored.status).toBe(201);
  const checked = await world.ask('POST', '/v1/plans/check', { key: tenant.key, body: early });
  expect(stored.body.warnings).toEqual(checked.body.findings.map((one: { message: string }) => ({ ...one, detail: one.message })));
  expect(stored.body.warnings.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`)).toEqual(
    expect.arrayContaining([
      '/seats/0/holders nobody-alerted',
      '/seats/1/holders nobody-alerted',
      '/incidentTypes/0/components/0 unknown-component',
      '/incidentTypes/0/notices resolved-missing',
    ]),
  );
});

test('whoever is alerted by a plan and cannot be reached is named when it is stored', async () => {
  await put('/v1/people/mute', { name: 'Mute' });
  const stored = await put('/v1/plans/mute', { ...plan, seats: plan.seats.map((seat) => ({ ...seat, holders: ['ada', 'mute'] })) });
  const told = stored.body.warnings.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`);
  expect(told).toEqual(expect.arrayContaining(['/seats/0/holders/1 no-channel', '/seats/1/holders/1 no-channel']));
});

test('a plan of nothing but unknown people is refused in a moment', async () => {
  const seats = Array.from({ length: 400 }, (_, n) => ({
    id: `s${n}`,
    title: { en: 'x' },
    holders: Array.from({ length: 30 }, (__, m) => `p${n}-${m}`),
  }));
  const answer = await put('/v1/plans/ghosts', { title: { en: 'x' }, seats, incidentTypes: [{ id: 'x', title: { en: 'X' } }] });
  expect(answer.status).toBe(422);
  expect(answer.body.errors).toHaveLength(200);
});

test('a running incident keeps its plan’s version, and every version can be read', async () => {
  await put('/v1/plans/pinned', plan);
  const { id } = (await world.ask('POST', '/v1/incidents', { key: tenant.key, body: { plan: 'pinned' } })).body;
  await put('/v1/plans/pinned', { ...plan, title: { en: 'New' } });
  expect((await get(`/v1/incidents/${id}`)).body.plan).toEqual({ slug: 'pinned', version: 1 });
  expect((await get('/v1/plans/pinned/versions/1')).body.plan.title.en).toBe('Call-centre incidents');
  expect((await get('/v1/plans/pinned')).body).toMatchObject({ version: 2, plan: { title: { en: 'New' } } });
  for (const version of ['0', '3', '01', '1.0', 'x']) expect((await get(`/v1/plans/pinned/versions/${version}`)).status).toBe(404);
});

test('facts and types that the plan does not know are reported with what it does know', async () => {
  const declare = (body: object) => world.ask('POST', '/v1/incidents', { key: tenant.key, body: { plan: 'call-centre', ...body } });
  expect(faultsIn(await declare({ facts: { household: 1, symptom: 'fast' } }))).toEqual([
    '/facts/household unknown-fact households',
    '/facts/symptom fact-type',
  ]);
  expect(faultsIn(await declare({ incidentType: 'outtage' }))).toEqual(['/incidentType unknown-incident-type outage']);
  expect(faultsIn(await world.ask('POST', '/v1/incidents', { key: tenant.key, body: { plan: 'call-center' } }))).toEqual([
    '/plan unknown-plan call-centre',
  ]);
  expect(faultsIn(await declare({ components: ['phnoes'], facts: {} }))).toEqual(['/components/0 unknown-component phones']);
});

test('thousands of unknown facts are refused in a moment', async () => {
  const facts = Object.fromEntries(Array.from({ length: 8000 }, (_, n) => [`a${n}`, 1]));
  const answer = await world.ask('POST', '/v1/incidents', { key: tenant.key, body: { plan: 'call-centre', facts } });
  expect(answer.status).toBe(413);
  const fewer = await world.ask('POST', '/v1/incidents', {
    key: tenant.key,
    body: { plan: 'call-centre', facts: Object.fromEntries(Object.entries(facts).slice(0, 6000)) },
  });
  expect(fewer.body.errors).toHaveLength(200);
});

test('a webhook to what is not on the public internet is refused where it stands', async () => {
  const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
  const channels = [
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://0x7f.1/',
    'https://localhost/',
    'https://a.internal/',
    'http://example.com/',
    'https://hooks.example.com/ok',
  ].map((url) => ({ kind: 'webhook', url, secret }));
  const faults = faultsIn(await put('/v1/people/hook', { name: 'Hook', channels }));
  expect(faults.map((fault) => fault.split(' ')[0])).toEqual([0, 1, 2, 3, 4, 5].map((index) => `/channels/${index}/url`));
  const stored = await put('/v1/people/hook', { name: 'Hook', channels: channels.slice(-1) });
  expect(stored.body.channels).toEqual([{ kind: 'webhook', url: 'https://hooks.example.com/ok' }]);
  expect((await put('/v1/people/hook', { name: 'Hook', channels: channels.slice(-1) })).headers['etag']).toBe('"1"');
});

test('what a plan or an integration names is not deleted from under it', async () => {
  const gone = (path: string) => world.ask('DELETE', path, { key: tenant.key });
  const person = await gone('/v1/people/ada');
  expect(person.status).toBe(409);
  expect(person.body.usedBy).toContain('/v1/plans/call-centre');
  expect((await gone('/v1/components/phones')).status).toBe(409);
  await put('/v1/people/free', { name: 'Free' });
  const bound = await world.ask('POST', '/v1/keys', { key: tenant.key, body: { name: 'free', scopes: ['read'], person: 'free' } });
  expect((await gone('/v1/people/free')).body.usedBy).toEqual([`/v1/keys/${bound.body.key.id}`]);
  await gone(`/v1/keys/${bound.body.key.id}`);
  expect((await gone('/v1/people/free')).status).toBe(204);
  expect((await gone('/v1/people/free')).status).toBe(404);
});

test('a key is revoked at once, and never by itself', async () => {
  const { key, apiKey } = (
    await world.ask('POST', '/v1/keys', { key: tenant.key, body: { name: 'second', scopes: ['read', 'configure'] } })
  ).body;
  expect((await world.ask('GET', '/v1/people', { key: apiKey })).status).toBe(200);
  expect((await world.ask('DELETE', `/v1/keys/${key.id}`, { key: apiKey })).status).toBe(409);
  expect((await world.ask('DELETE', `/v1/keys/${key.id}`, { key: tenant.key })).status).toBe(204);
  expect((await world.ask('GET', '/v1/people', { key: apiKey })).status).toBe(401);
});

test('a key that is bound to a person acts as that person, and as nobody else', async () => {
  const { apiKey } = (
    await world.ask('POST', '/v1/keys', { key: tenant.key, body: { name: 'ada', scopes: ['read', 'respond'], person: 'ada' } })
  ).body;
  const { id } = (await world.ask('POST', '/v1/incidents', { key: apiKey, body: { plan: 'call-centre' } })).body;
  expect((await world.ask('POST', `/v1/incidents/${id}/acknowledge`, { key: apiKey, body: { person: 'bo' } })).status).toBe(422);
  expect((await world.ask('POST', `/v1/incidents/${id}/acknowledge`, { key: apiKey })).body.acknowledgedBy).toEqual([
    { id: 'ada', name: 'ADA' },
  ]);
  const timeline = await get(`/v1/incidents/${id}/timeline`);
  expect(timeline.body.items.at(-1).actor).toEqual({ kind: 'person', id: 'ada', name: 'ADA' });
});

test('whatever changes the status page says so in the same transaction, and nothing else does', async () => {
  const before = (await messages()).length;
  await put('/v1/people/quiet', { name: 'Quiet' });
  expect((await messages()).length).toBe(before);
  await put('/v1/components/loud', { name: { en: 'Loud' } });
  await put('/v1/components/loud', { name: { en: 'Loud' } });
  await world.ask('DELETE', '/v1/components/loud', { key: tenant.key });
  const after = await messages();
  expect(after.length).toBe(before + 2);
  expect(after.at(-1)).toMatchObject({
    effects: ['status-page'],
    wake: null,
    message: { type: 'muster.organization.changed.v1', data: { organizationId: tenant.id } },
  });
});

test('an organization’s slug is its own, and reserved words are nobody’s', async () => {
  const create = (slug: string) =>
    world.ask('POST', '/v1/organizations', { key: operatorKey, body: { slug, name: { en: 'X' }, timeZone: 'Asia/Shanghai' } });
  const answers = await Promise.all([create('contested'), create('contested'), create('contested')]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
  expect(faultsIn(await create('status'))).toEqual(['/slug slug-reserved']);
  const { organization, apiKey } = answers.toSorted((a, b) => a.status - b.status)[0]?.body ?? {};
  expect(organization.statusUrl).toBe('https://status.example.com/contested/');
  expect(apiKey).toMatch(/^mk_/);
});

test('the list of incidents is walked page by page without a gap or a repetition, also with a filter', async () => {
  const other = await tenantOf(world);
  const made: string[] = [];
  for (let count = 0; count < 7; count++) {
    const { id } = (await world.ask('POST', '/v1/incidents', { key: other.key, body: { plan: 'call-centre' } })).body;
    if (count % 2 === 0) await world.ask('POST', `/v1/incidents/${id}/close`, { key: other.key });
    made.unshift(id);
  }
  const walk = async (filter: string) => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await world.ask('GET', `/v1/incidents?limit=2${filter}${cursor}`, { key: other.key });
      expect(body.items.length).toBeLessThanOrEqual(2);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.next === null ? '' : `&cursor=${body.next}`;
    } while (cursor);
    return seen;
  };
  expect(await walk('')).toEqual(made);
  expect(await walk('&status=closed')).toEqual(made.filter((_, index) => index % 2 === 0));
  for (const query of ['limit=0', 'limit=101', 'limit=x', 'limit=1.5', 'limit=1&limit=2', 'cursor=x', 'status=gone', 'page=2'])
    expect((await world.ask('GET', `/v1/incidents?${query}`, { key: other.key })).status, query).toBe(422);
});
