import { afterAll, beforeAll, expect, test } from 'vitest';
import { plus, toInstant } from '../../../shared/instant.ts';
import { keys } from '../../../shared/table/keys.ts';
import { type Engine, startEngine } from './support/engine.ts';
import { rowsOf } from './support/scan.ts';
import { type Reply, type Tenant, tenantOf, type World, worldOf } from './support/world.ts';

let engine: Engine;
let world: World;
let tenant: Tenant;
beforeAll(async () => {
  engine = await startEngine();
  world = worldOf(engine.table);
  tenant = await tenantOf(world);
});
afterAll(() => engine.stop());

const post = (path: string, body?: unknown, headers: Record<string, string> = {}) =>
  world.ask('POST', path, { key: tenant.key, body, headers });
const put = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  world.ask('PUT', path, { key: tenant.key, body, headers });
const get = (path: string) => world.ask('GET', path, { key: tenant.key });
const now = () => toInstant(world.time.millis);
const problemOf = ({ body }: Reply) => String(body.type).split('#')[1];
const faultsIn = ({ body }: Reply): string[] =>
  body.errors.map(({ pointer, code, suggestion }: { pointer: string; code: string; suggestion?: string }) =>
    [pointer, code, suggestion].filter(Boolean).join(' '),
  );
const messages = async () =>
  (await rowsOf(engine))
    .filter(({ type }) => type === 'Outbox')
    .map(({ outgoing }) => JSON.parse(String(outgoing)))
    .filter(({ organizationId }) => organizationId === tenant.id);
const dueOf = async (id: string) => (await engine.table.get(keys.postedNotice.key(tenant.id, id)))?.['dueAt'];

const words = { title: { en: 'Calls are cut off', 'zh-CN': '通话中断' }, body: { en: 'We are on it.', 'zh-CN': '正在处理。' } };
const incident = { kind: 'incident', ...words, components: { phones: 'partial_outage' } };
const hour = 3_600_000;
const maintenance = (from: number, until: number) => ({
  kind: 'maintenance',
  ...words,
  components: ['phones'],
  scheduledFor: plus(now(), from * hour),
  scheduledUntil: plus(now(), until * hour),
});

test('an incident is posted, updated, resolved and followed up, and each step reaches the page', async () => {
  const before = (await messages()).length;
  const posted = await post('/v1/notices', incident);
  expect(posted.status).toBe(201);
  expect(posted.headers['location']).toBe(`/v1/notices/${posted.body.id}`);
  expect(posted.body).toMatchObject({ kind: 'incident', phase: 'investigating', startedAt: now(), approvedAt: now(), warnings: [] });
  expect(posted.body.id).toMatch(/^ntc_/);
  expect(posted.body.publicId).toMatch(/^[a-z0-9]{12}$/);
  const path = `/v1/notices/${posted.body.id}`;
  for (const phase of ['identified', 'monitoring', 'investigating', 'resolved'])
    expect((await post(`${path}/updates`, { phase, body: words.body })).body.phase).toBe(phase);
  const late = await post(`${path}/updates`, { phase: 'monitoring', body: words.body });
  expect([late.status, problemOf(late)]).toEqual([409, 'notice-over']);
  const learnt = await put(`${path}/follow-up`, { body: { en: 'A cable was cut.', 'zh-CN': '电缆被挖断。' } });
  expect(learnt.body.followUp).toEqual({ body: { en: 'A cable was cut.', 'zh-CN': '电缆被挖断。' }, at: now() });
  expect(learnt.headers['etag']).toBe('"6"');
  const read = await get(path);
  expect(read.body).toEqual(learnt.body);
  expect(read.body.updates.map(({ components }: { components: unknown }) => components)).toEqual([
    null,
    null,
    null,
    null,
    { phones: 'partial_outage' },
  ]);
  expect((await messages()).length).toBe(before + 6);
});

test('a notice tells where customers read it, while they do', async () => {
  const { body } = await post('/v1/notices', { ...incident, draft: true });
  expect(body.url).toBeNull();
  const url = `https://status.example.com/${tenant.slug}/incidents/${body.publicId}/`;
  expect((await post(`/v1/notices/${body.id}/approve`)).body.url).toBe(url);
  const planned = (await post('/v1/notices', maintenance(1, 2))).body;
  const key = keys.organization.key(tenant.id);
  const item = await engine.table.get(key);
  const domain = { host: 'status.gas.example', verifiedAt: now() };
  await engine.table.write({ put: { ...item!, organization: { ...(item!['organization'] as object), domain } } });
  expect((await get(`/v1/notices/${planned.id}`)).body.url).toBe(`https://status.gas.example/maintenance/${planned.publicId}/`);
  await engine.table.write({ put: item! });
  expect((await post(`/v1/notices/${body.id}/withdraw`)).body.url).toBeNull();
});

test('what is missing in a language of the organization is named, and stored all the same', async () => {
  const posted = await post('/v1/notices', { ...incident, title: { en: 'Only English' }, body: { 'zh-CN': '仅中文' } });
  expect(posted.status).toBe(201);
  expect(posted.body.warnings.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`)).toEqual([
    '/title language-missing',
    '/updates/0/body language-missing',
  ]);
});

test('a draft is nobody’s news before it is approved', async () => {
  const before = (await messages()).length;
  const { body } = await post('/v1/notices', { ...maintenance(1, 2), draft: true });
  expect(body.approvedAt).toBeNull();
  await post(`/v1/notices/${body.id}/updates`, { phase: 'scheduled', body: words.body });
  expect([(await messages()).length, await dueOf(body.id)]).toEqual([before, undefined]);
  const approved = await post(`/v1/notices/${body.id}/approve`);
  expect(approved.body.approvedAt).toBe(now());
  expect([(await messages()).length, await dueOf(body.id)]).toEqual([before + 1, body.scheduledFor]);
  expect((await post(`/v1/notices/${body.id}/approve`)).body).toEqual(approved.body);
  expect((await messages()).length).toBe(before + 1);
});

test('a notice is withdrawn once, and stays so', async () => {
  const { body } = await post('/v1/notices', maintenance(1, 2));
  const withdrawn = await post(`/v1/notices/${body.id}/withdraw`);
  expect(withdrawn.body.withdrawnAt).toBe(now());
  expect(await dueOf(body.id)).toBeUndefined();
  expect((await post(`/v1/notices/${body.id}/withdraw`)).body).toEqual(withdrawn.body);
  for (const [path, sent] of [
    ['updates', { phase: 'completed', body: words.body }],
    ['approve', {}],
  ] as const)
    expect(problemOf(await post(`/v1/notices/${body.id}/${path}`, sent))).toBe('notice-withdrawn');
});

test('history is filled in with one call, as it was', async () => {
  const at = (hours: number) => plus(now(), -hours * hour);
  const posted = await post('/v1/notices', {
    kind: 'incident',
    title: words.title,
    startedAt: at(50),
    updates: [
      { phase: 'investigating', body: words.body, at: at(49), components: { phones: 'major_outage' } },
      { phase: 'resolved', body: words.body, at: at(40) },
    ],
  });
  expect(posted.status).toBe(201);
  expect(posted.body).toMatchObject({ phase: 'resolved', startedAt: at(50), createdAt: now() });
  expect(posted.body.updates.map((update: { at: string }) => update.at)).toEqual([at(40), at(49)]);
  const single = await post('/v1/notices', { ...incident, phase: 'resolved', startedAt: at(9), at: at(8) });
  expect([single.body.startedAt, single.body.updates[0].at]).toEqual([at(9), at(8)]);
});

test('every fault of a notice is told at once, with the name that was meant', async () => {
  const at = (hours: number) => plus(now(), hours * hour);
  expect(
    faultsIn(
      await post('/v1/notices', {
        ...maintenance(3, 2),
        title: undefined,
        components: ['phnoes'],
        at: at(1),
        phase: 'scheduled',
      }),
    ),
  ).toEqual(['/at in-the-future', '/title required', '/scheduledUntil end-before-start', '/components/0 unknown-component phones']);
  expect(
    faultsIn(
      await post('/v1/notices', {
        kind: 'incident',
        title: words.title,
        phase: 'resolved',
        startedAt: at(-2),
        updates: [
          { phase: 'resolved', body: words.body, at: at(-3) },
          { phase: 'monitoring', at: at(-4), components: { phnoes: 'major_outage' } },
          { phase: 'completed', body: words.body, at: at(-1) },
        ],
      }),
    ),
  ).toEqual([
    '/phase updates-alone',
    '/updates/1/body required',
    '/updates/1/components/phnoes unknown-component phones',
    '/updates/2/phase choice',
    '/updates/0/at before-start',
    '/updates/1/at out-of-order',
    '/updates/1/phase after-end',
  ]);
  const wrong = await post('/v1/notices', { ...incident, kind: 'maintenence', components: { phones: 'broken' } });
  expect(faultsIn(wrong)).toEqual(['/kind choice maintenance']);
  expect(faultsIn(await post('/v1/notices', { ...incident, components: { phones: 'broken' } }))).toEqual(['/components/phones choice']);
});

test('what is over claims nothing, but for history of one line, which says what was until then', async () => {
  const { body } = await post('/v1/notices', incident);
  const path = `/v1/notices/${body.id}/updates`;
  const end = (state: string) => ({ phase: 'resolved', body: words.body, components: { phones: state } });
  expect(faultsIn(await post(path, end('major_outage')))).toEqual(['/components/phones claim-when-over']);
  expect((await post(path, end('operational'))).body.phase).toBe('resolved');
  const at = (hours: number) => plus(now(), -hours * hour);
  const history = (updates: readonly object[]) => post('/v1/notices', { kind: 'incident', title: words.title, startedAt: at(3), updates });
  expect((await history([{ ...end('major_outage'), at: at(1) }])).status).toBe(201);
  expect(
    faultsIn(
      await history([
        { phase: 'investigating', body: words.body, at: at(2) },
        { ...end('major_outage'), at: at(1) },
      ]),
    ),
  ).toEqual(['/updates/1/components/phones claim-when-over']);
});

test('a component that only an update of maintenance names belongs to it from then on; once it has begun, nothing else names another', async () => {
  const other = await tenantOf(world);
  const ask = (path: string, body: object, method = 'POST') => world.ask(method, path, { key: other.key, body });
  for (const id of ['phones', 'lines']) await ask(`/v1/components/${id}`, { name: { en: id } }, 'PUT');
  const start = world.time.millis;
  const sent = maintenance(1, 4);
  const { body } = await ask('/v1/notices', sent);
  const path = `/v1/notices/${body.id}`;
  const { scheduledFor, scheduledUntil } = sent;
  world.time.millis = start + 2 * hour;
  const both = { scheduledFor, scheduledUntil, components: ['phones', 'lines'] };
  expect(problemOf(await ask(`${path}/schedule`, both, 'PUT'))).toBe('maintenance-begun');
  const claim = { phase: 'in_progress', body: words.body, components: { lines: 'degraded_performance' } };
  expect((await ask(`${path}/updates`, claim)).body.updates[0].components).toEqual(claim.components);
  const unknown = { ...claim, components: { liens: 'degraded_performance' } };
  expect(faultsIn(await ask(`${path}/updates`, unknown))).toEqual(['/components/liens unknown-component lines']);
});

test('what customers were told of is not moved into the past', async () => {
  const { body } = await post('/v1/notices', maintenance(24, 25));
  const past = { scheduledFor: plus(now(), -24 * hour), scheduledUntil: plus(now(), 25 * hour) };
  expect(faultsIn(await put(`/v1/notices/${body.id}/schedule`, past))).toEqual(['/scheduledFor start-in-the-past']);
  expect((await put(`/v1/notices/${body.id}/schedule`, { ...past, scheduledFor: plus(now(), hour) })).status).toBe(200);
});

test('an update of the time before takes back nothing that customers saw begin or end by itself', async () => {
  const start = world.time.millis;
  const { body } = await post('/v1/notices', maintenance(1, 2));
  const path = `/v1/notices/${body.id}/updates`;
  world.time.millis = start + 3 * hour;
  const before = { phase: 'cancelled', body: words.body, at: plus(toInstant(start), 0.5 * hour) };
  expect(faultsIn(await post(path, before))).toEqual(['/at out-of-order']);
  expect(faultsIn(await post(path, { ...before, phase: 'completed', at: plus(toInstant(start), 1.5 * hour) }))).toEqual([
    '/at out-of-order',
  ]);
  expect((await get(`/v1/notices/${body.id}`)).body.phase).toBe('completed');
  expect((await post(path, { ...before, phase: 'in_progress', at: plus(toInstant(start), 2.5 * hour) })).status).toBe(200);
});

test('what began earlier and is over has to say since when', async () => {
  const sent = { kind: 'incident', title: words.title, body: words.body, phase: 'resolved', startedAt: plus(now(), -3 * hour) };
  expect(faultsIn(await post('/v1/notices', sent))).toEqual(['/at end-unsaid']);
  expect((await post('/v1/notices', { ...sent, at: plus(now(), -2 * hour) })).status).toBe(201);
  expect((await post('/v1/notices', { ...sent, startedAt: undefined })).status).toBe(201);
});

test('an update is not older than the one that it follows', async () => {
  const { body } = await post('/v1/notices', incident);
  const sent = { phase: 'identified', body: words.body, at: plus(now(), -hour) };
  expect(faultsIn(await post(`/v1/notices/${body.id}/updates`, sent))).toEqual(['/at out-of-order']);
  for (const phase of ['completed', 'fixed']) {
    const refused = await post(`/v1/notices/${body.id}/updates`, { phase, body: words.body });
    expect(refused.body.errors).toMatchObject([{ pointer: '/phase', detail: 'One of: investigating, identified, monitoring, resolved.' }]);
  }
});

test('maintenance begins and ends by itself, is moved, and is cancelled', async () => {
  const { body } = await post('/v1/notices', maintenance(1, 2));
  const path = `/v1/notices/${body.id}`;
  const start = world.time.millis;
  const phaseAt = async (hours: number) => {
    world.time.millis = start + hours * hour;
    const { phase } = (await get(path)).body;
    world.time.millis = start;
    return phase;
  };
  expect([await phaseAt(0), await phaseAt(1), await phaseAt(2)]).toEqual(['scheduled', 'in_progress', 'completed']);
  const times = { scheduledFor: plus(now(), 3 * hour), scheduledUntil: plus(now(), 4 * hour) };
  expect((await put(`${path}/schedule`, times)).body).toMatchObject({ ...times, components: ['phones'] });
  expect(await dueOf(body.id)).toBe(times.scheduledFor);
  expect(await phaseAt(2)).toBe('scheduled');
  const cancelled = await post(`${path}/updates`, { phase: 'cancelled', body: words.body });
  expect([cancelled.body.phase, await phaseAt(3), await dueOf(body.id)]).toEqual(['cancelled', 'cancelled', undefined]);
  expect(problemOf(await put(`${path}/schedule`, times))).toBe('notice-over');
});

test('maintenance that has begun keeps its start, and what has ended by itself its end', async () => {
  const start = world.time.millis;
  const sent = maintenance(1, 3);
  const { body } = await post('/v1/notices', sent);
  const draft = await post('/v1/notices', { ...sent, draft: true });
  const path = `/v1/notices/${body.id}`;
  const at = (hours: number) => plus(toInstant(start), hours * hour);
  const move = (from: number, until: number, to = path) => put(`${to}/schedule`, { scheduledFor: at(from), scheduledUntil: at(until) });
  world.time.millis = start + 2 * hour;
  for (const from of [0.5, 2.5]) expect(problemOf(await move(from, 5))).toBe('maintenance-begun');
  expect(faultsIn(await move(1, 1.5))).toEqual(['/scheduledUntil in-the-past']);
  expect((await move(1, 4)).body).toMatchObject({ phase: 'in_progress', scheduledFor: at(1), scheduledUntil: at(4) });
  world.time.millis = start + 5 * hour;
  expect(problemOf(await move(1, 6))).toBe('maintenance-begun');
  expect((await post(`${path}/updates`, { phase: 'in_progress', body: words.body })).body.phase).toBe('in_progress');
  expect(problemOf(await move(1, 6))).toBe('maintenance-begun');
  // Nobody saw anything of a draft yet.
  expect((await move(6, 7, `/v1/notices/${draft.body.id}`)).body.phase).toBe('scheduled');
});

test('the times that a maintenance has already change nothing', async () => {
  const sent = maintenance(1, 2);
  const { body } = await post('/v1/notices', sent);
  const before = (await messages()).length;
  const { scheduledFor, scheduledUntil, components } = sent;
  for (const same of [
    { scheduledFor, scheduledUntil },
    { scheduledFor: scheduledFor.replace('.000Z', 'Z'), scheduledUntil, components },
  ])
    expect((await put(`/v1/notices/${body.id}/schedule`, same)).body).toEqual(body);
  expect((await messages()).length).toBe(before);
});

test('maintenance that takes longer goes on for as long as somebody says so', async () => {
  const start = world.time.millis;
  const { body } = await post('/v1/notices', maintenance(1, 2));
  const path = `/v1/notices/${body.id}`;
  world.time.millis = start + 2.5 * hour;
  expect((await post(`${path}/updates`, { phase: 'in_progress', body: words.body })).body.phase).toBe('in_progress');
  world.time.millis = start + 9 * hour;
  expect((await get(path)).body.phase).toBe('in_progress');
  await post(`${path}/updates`, { phase: 'completed', body: words.body });
  expect((await get(path)).body.phase).toBe('completed');
});

test('what is for the other kind of notice is refused, and a follow-up before the end too', async () => {
  const [one, other] = [await post('/v1/notices', incident), await post('/v1/notices', maintenance(1, 2))];
  const { scheduledFor, scheduledUntil } = maintenance(1, 2);
  const schedule = await put(`/v1/notices/${one.body.id}/schedule`, { scheduledFor, scheduledUntil });
  expect([problemOf(schedule), schedule.body.kind]).toEqual(['notice-kind', 'incident']);
  expect(problemOf(await put(`/v1/notices/${other.body.id}/follow-up`, { body: words.body }))).toBe('notice-kind');
  expect(problemOf(await put(`/v1/notices/${one.body.id}/follow-up`, { body: words.body }))).toBe('follow-up-early');
});

test('the same Idempotency-Key posts and updates once', async () => {
  const headers = { 'idempotency-key': 'once' };
  const [first, second] = [await post('/v1/notices', incident, headers), await post('/v1/notices', incident, headers)];
  expect(second.text).toBe(first.text);
  const sent = { phase: 'identified', body: words.body };
  const updates = [1, 2].map(() => post(`/v1/notices/${first.body.id}/updates`, sent, { 'idempotency-key': 'more' }));
  const [one, two] = await Promise.all(updates);
  expect([one?.body.updates.length, two?.body.updates.length]).toEqual([2, 2]);
});

test('who saw an older version changes nothing, and writers at once lose nothing', async () => {
  const { body, headers } = await post('/v1/notices', incident);
  const path = `/v1/notices/${body.id}/updates`;
  const sent = { phase: 'identified', body: words.body };
  const answers = await Promise.all([1, 2, 3].map(() => post(path, sent)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect((await get(`/v1/notices/${body.id}`)).body.updates).toHaveLength(4);
  expect((await post(path, sent, { 'if-match': headers['etag'] ?? '' })).status).toBe(412);
});

test('a notice takes no more than the table holds', async () => {
  const { body } = await post('/v1/notices', incident);
  const long = { en: 'x'.repeat(5000), 'zh-CN': '长'.repeat(5000) };
  let answer = await post(`/v1/notices/${body.id}/updates`, { phase: 'identified', body: long });
  for (let count = 0; answer.status === 200 && count < 100; count++)
    answer = await post(`/v1/notices/${body.id}/updates`, { phase: 'identified', body: long });
  expect([answer.status, problemOf(answer)]).toEqual([409, 'notice-full']);
});

test('what is full still ends, is followed up and is taken back, whatever its texts are made of', async () => {
  for (const character of ['长', '"', '\t']) {
    const long = `x${character.repeat(4899)}`;
    const longest = { en: long, 'zh-CN': long };
    const path = `/v1/notices/${(await post('/v1/notices', incident)).body.id}`;
    let full = await post(`${path}/updates`, { phase: 'identified', body: longest });
    for (let count = 0; full.status === 200 && count < 100; count++)
      full = await post(`${path}/updates`, { phase: 'identified', body: longest });
    expect(problemOf(full)).toBe('notice-full');
    for (let count = 0, small = 200; small === 200 && count < 2000; count++)
      small = (await post(`${path}/updates`, { phase: 'monitoring', body: { en: 'x'.repeat(4000) } })).status;
    const end = await post(`${path}/updates`, { phase: 'resolved', body: longest }, { 'idempotency-key': `${path}/end` });
    expect(end.status).toBe(200);
    expect((await put(`${path}/follow-up`, { body: longest })).status).toBe(200);
    expect((await post(`${path}/withdraw`, {}, { 'idempotency-key': `${path}/withdraw` })).status).toBe(200);
  }
});

test('a history that texts make larger than the table holds is refused whole', async () => {
  await put('/v1/notice-texts/long', { body: { en: 'x'.repeat(5000) } });
  const updates = Array.from({ length: 50 }, () => ({ phase: 'identified', text: 'long' }));
  const answer = await post('/v1/notices', { kind: 'incident', title: words.title, updates });
  expect([answer.status, problemOf(answer)]).toEqual([409, 'notice-full']);
  await world.ask('DELETE', '/v1/notice-texts/long', { key: tenant.key });
});

test('notices are listed newest first, page by page', async () => {
  const other = await tenantOf(world);
  const made: string[] = [];
  for (let count = 0; count < 5; count++)
    made.unshift((await world.ask('POST', '/v1/notices', { key: other.key, body: incident })).body.id);
  const { next } = (await world.ask('GET', '/v1/notices?limit=2', { key: other.key })).body;
  expect((await get(`/v1/notices?limit=2&cursor=${next}`)).status).toBe(422);
  const seen: string[] = [];
  let cursor = '';
  do {
    const { body } = await world.ask('GET', `/v1/notices?limit=2${cursor}`, { key: other.key });
    seen.push(...body.items.map(({ id }: { id: string }) => id));
    cursor = body.next === null ? '' : `&cursor=${body.next}`;
  } while (cursor);
  expect(seen).toEqual(made);
});

test('a reusable text fills a notice, and says which of its places are empty', async () => {
  const text = {
    title: { en: 'Work in {area}', 'zh-CN': '{area}施工' },
    body: { en: 'No supply in {area} until {end}.', 'zh-CN': '{area}停供至{end}。' },
  };
  expect((await put('/v1/notice-texts/works', text)).status).toBe(201);
  expect((await put('/v1/notice-texts/works', text)).headers['etag']).toBe('"1"');
  expect((await put('/v1/notice-texts/works', { body: text.body }, { 'if-match': '"7"' })).status).toBe(412);
  expect((await get('/v1/notice-texts')).body.items.map(({ id }: { id: string }) => id)).toEqual(['works']);
  const { title: _, body: __, ...plain } = maintenance(1, 2);
  const send = (values: object, more: object = {}) => post('/v1/notices', { ...plain, text: 'works', values, ...more });
  const posted = await send({ area: { en: 'Harbour', 'zh-CN': '港口' }, end: '18:00' });
  expect(posted.body.title).toEqual({ en: 'Work in Harbour', 'zh-CN': '港口施工' });
  expect(posted.body.updates[0].body).toEqual({ en: 'No supply in Harbour until 18:00.', 'zh-CN': '港口停供至18:00。' });
  expect(faultsIn(await send({ aera: 'Harbour' }))).toEqual([
    '/values/area place-empty',
    '/values/end place-empty',
    '/values/aera unknown-place area',
  ]);
  expect(faultsIn(await send({}, { text: 'work' }))).toEqual(['/text unknown-text works']);
  expect((await send({ end: '18:00' }, { title: words.title, values: { area: 'x', end: 'y' } })).body.title).toEqual(words.title);
  expect((await world.ask('DELETE', '/v1/notice-texts/works', { key: tenant.key })).status).toBe(204);
  expect((await get('/v1/notice-texts/works')).status).toBe(404);
  expect((await get(`/v1/notices/${posted.body.id}`)).body.title).toEqual(posted.body.title);
});

test('a state that is set by hand shows until it ends, and what was is kept', async () => {
  const start = world.time.millis;
  await put('/v1/components/desk', { name: { en: 'Desk' } });
  const path = '/v1/components/desk';
  const until = plus(now(), hour);
  const set = await post(`${path}/state`, { state: 'degraded_performance', until });
  expect(set.body.override).toEqual({ state: 'degraded_performance', from: now(), until });
  const before = (await messages()).length;
  expect((await post(`${path}/state`, { state: 'degraded_performance', until })).body).toEqual(set.body);
  expect((await messages()).length).toBe(before);
  expect((await get('/v1/components')).body.items.find(({ id }: { id: string }) => id === 'desk')).toEqual(set.body);
  expect((await put(path, { name: { en: 'Desk two' } }, { 'if-match': set.headers['etag'] ?? '' })).status).toBe(200);
  expect((await post(`${path}/state`, { state: 'major_outage' }, { 'if-match': '"1"' })).status).toBe(412);
  world.time.millis = start + hour;
  expect((await get(path)).body.override).toBeNull();
  expect((await post(`${path}/state`, { state: 'major_outage' })).body.override.until).toBeNull();
  world.time.millis = start + 2 * hour;
  expect((await post(`${path}/state`, { state: null })).body.override).toBeNull();
  expect((await engine.table.get(keys.stateOverride.key(tenant.id, 'desk')))?.['overrides']).toEqual([
    { state: 'degraded_performance', from: toInstant(start), until },
    { state: 'major_outage', from: until, until: toInstant(start + 2 * hour) },
  ]);
  expect(faultsIn(await post(`${path}/state`, { state: 'major_outage', until: toInstant(start) }))).toEqual(['/until in-the-past']);
  expect(faultsIn(await post(`${path}/state`, { state: 'broken' }))).toEqual(['/state choice']);
  expect((await world.ask('DELETE', path, { key: tenant.key })).status).toBe(204);
  expect(await engine.table.get(keys.stateOverride.key(tenant.id, 'desk'))).toBeNull();
});

test('whatever is posted by hand may be read by keys that only read, and posted by none of them', async () => {
  const { apiKey } = (await post('/v1/keys', { name: 'reader', scopes: ['read'] })).body;
  expect((await world.ask('GET', '/v1/notices', { key: apiKey })).status).toBe(200);
  expect((await world.ask('POST', '/v1/notices', { key: apiKey, body: incident })).status).toBe(403);
  expect((await world.ask('PUT', '/v1/organization', { key: apiKey, body: { name: { en: 'X' } } })).status).toBe(403);
});
