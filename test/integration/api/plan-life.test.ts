import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { latest } from '../../../functions/api/generated/template-versions.ts';
import { type Key, keys } from '../../../shared/table/keys.ts';
import { type Engine, startEngine } from './support/engine.ts';
import { type Ask, plan, type Reply, type Tenant, tenantOf, type World, worldOf } from './support/world.ts';

let engine: Engine;
let world: World;
let tenant: Tenant;
/** A plan of each test's own. */
let slug = '';
let count = 0;
const signers = ['cy', 'rui', 'ann'];

beforeAll(async () => {
  engine = await startEngine();
  world = worldOf(engine.table);
  tenant = await tenantOf(world);
  for (const person of signers)
    await put(`people/${person}`, { name: person.toUpperCase(), positions: person === 'ann' ? ['director'] : [] });
});
beforeEach(() => {
  slug = `plan-${++count}`;
});
afterAll(() => engine.stop());

const ask = (method: string, path: string, more: Ask = {}) => world.ask(method, `/v1/${path}`, { key: tenant.key, ...more });
const put = (path: string, body: unknown, headers: Record<string, string> = {}) => ask('PUT', path, { body, headers });
const get = async (path: string) => (await ask('GET', path)).body;
const act = (version: number, verb: string, body: unknown = {}, more: Ask = {}) =>
  ask('POST', `plans/${slug}/versions/${version}/${verb}`, { body, ...more });
const problem = ({ status, body }: Reply) => [status, body.type?.split('#')[1]];
const faults = ({ body }: Reply): string[] =>
  body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`);
const states = async (): Promise<string[]> =>
  (await get(`plans/${slug}/versions`)).items.map(({ version, state }: { version: number; state: string }) => `${version} ${state}`);
const keyOf = async (person: string): Promise<string> =>
  (await ask('POST', 'keys', { body: { name: person, scopes: ['read', 'respond', 'configure'], person } })).body.apiKey;

const seats = [
  ...plan.seats,
  { id: 'compiler', title: { en: 'Compiler' }, holders: ['cy'] },
  { id: 'reviewer', title: { en: 'Reviewer' }, holders: ['rui'] },
  { id: 'approver', title: { en: 'Approver' }, holders: [{ position: 'director' }] },
];
/** As in the gas plan: compiled, reviewed and approved by three people. */
const signatures = { compiles: 'compiler', reviews: 'reviewer', approves: 'approver' };
const signed = { ...plan, seats, signatures };
const titled = (title: string, of: object = signed) => ({ ...of, title: { en: title } });

describe('a plan without signatures', () => {
  test('is in force at once, and the version before is repealed at the same instant', async () => {
    expect((await put(`plans/${slug}`, plan)).body).toMatchObject({ version: 1, state: 'published', published: 1 });
    world.time.millis += 60_000;
    expect((await put(`plans/${slug}?reason=New%20name`, titled('Second', plan))).body).toMatchObject({
      version: 2,
      state: 'published',
      published: 2,
    });
    const { items } = await get(`plans/${slug}/versions`);
    expect(items[1]).toMatchObject({ version: 1, state: 'repealed', repealedAt: items[0].publishedAt });
    expect(items[0]).toMatchObject({
      reason: 'New name',
      changes: { since: 1, count: 1 },
      signatures: [{ role: 'compiles', by: { kind: 'key' } }],
    });
    expect(await get(`plans/${slug}/versions/1`)).toMatchObject({ state: 'repealed', plan: { title: plan.title } });
  });

  test('waits as a draft when that is asked for, until it is published or put without', async () => {
    expect((await put(`plans/${slug}?draft=true`, plan)).body).toMatchObject({ state: 'draft', published: null });
    expect(faults(await ask('POST', 'incidents', { body: { plan: slug } }))).toEqual(['/plan plan-unpublished']);
    expect((await act(1, 'publish')).body).toMatchObject({ state: 'published', version: 1 });
    expect((await put(`plans/${slug}?draft=true`, titled('Second', plan))).body).toMatchObject({
      version: 2,
      state: 'draft',
      published: 1,
      newest: 2,
    });
    expect(await get(`plans/${slug}`)).toMatchObject({ version: 1, state: 'published', newest: 2 });
    expect((await put(`plans/${slug}`, titled('Second', plan))).body).toMatchObject({ version: 2, state: 'published', published: 2 });
    expect(await states()).toEqual(['2 published', '1 repealed']);
  });

  test('that is in force already changes nothing when it is put again, although a draft waits', async () => {
    await put(`plans/${slug}`, plan);
    await put(`plans/${slug}?draft=true`, titled('Second', plan));
    expect((await put(`plans/${slug}`, plan)).body).toMatchObject({ version: 1, state: 'published', newest: 2 });
    expect(await states()).toEqual(['2 draft', '1 published']);
  });
});

describe('a plan that names who signs', () => {
  test('is compiled, reviewed and approved by its people in that order, and in force with the last signature', async () => {
    const compiled = await put(`plans/${slug}?person=cy`, signed);
    expect([compiled.status, compiled.body.state]).toEqual([201, 'draft']);
    expect(problem(await act(1, 'approve', { person: 'ann' }))).toEqual([409, 'out-of-turn']);
    expect(problem(await act(1, 'publish', { person: 'ann' }))).toEqual([409, 'out-of-turn']);
    expect(faults(await act(1, 'review'))).toEqual(['/person required']);
    expect(problem(await act(1, 'review', { person: 'ann' }))).toEqual([403, 'authority-missing']);
    expect((await act(1, 'review', { person: 'rui', note: 'Read twice' })).body).toMatchObject({
      state: 'reviewed',
      waitsFor: [{ role: 'approves', name: 'approver', version: 1 }],
    });
    expect((await act(1, 'approve', { person: 'ann' })).body).toMatchObject({ state: 'published', waitsFor: [] });
    const [only] = (await get(`plans/${slug}/versions`)).items;
    expect(
      only.signatures.map(({ role, by, note }: { role: string; by: { name: string }; note: string | null }) => [role, by.name, note]),
    ).toEqual([
      ['compiles', 'CY', null],
      ['reviews', 'RUI', 'Read twice'],
      ['approves', 'ANN', null],
    ]);
    expect(problem(await put(`plans/${slug}?person=rui`, titled('Second')))).toEqual([403, 'authority-missing']);
  });

  test('takes a key that is bound to a person for that person only', async () => {
    await put(`plans/${slug}`, signed);
    const key = await keyOf('rui');
    expect(faults(await act(1, 'review', { person: 'ann' }, { key }))).toEqual(['/person choice']);
    expect((await act(1, 'review', {}, { key })).body.state).toBe('reviewed');
    expect(problem(await act(1, 'approve', {}, { key }))).toEqual([403, 'authority-missing']);
  });

  test('cannot be changed around those who sign: the version in force asks for their signatures', async () => {
    await put(`plans/${slug}`, signed);
    await act(1, 'review', { person: 'rui' });
    await act(1, 'approve', { person: 'ann' });
    const { signatures: _, ...unsigned } = titled('Without') as Record<string, unknown>;
    expect((await put(`plans/${slug}`, unsigned)).body).toMatchObject({ version: 2, state: 'draft', published: 1 });
    expect(problem(await act(2, 'publish'))).toEqual([409, 'out-of-turn']);
    // Nor by new people on the same seats.
    const captured = { ...signed, seats: seats.map((seat) => ({ ...seat, holders: ['bo'] })) };
    expect((await put(`plans/${slug}`, captured)).body).toMatchObject({ version: 3, state: 'draft' });
    expect((await act(3, 'review', { person: 'bo' })).body.state).toBe('draft');
    expect((await act(3, 'review', { person: 'rui' })).body.state).toBe('reviewed');
    expect((await act(3, 'approve', { person: 'bo' })).body.state).toBe('reviewed');
    expect((await act(3, 'approve', { person: 'ann' })).body.state).toBe('published');
    expect(await states()).toEqual(['3 published', '2 superseded', '1 repealed']);
  });

  test('is not freed by a repeal: the last version that was in force still asks', async () => {
    await put(`plans/${slug}`, signed);
    await act(1, 'review', { person: 'rui' });
    await act(1, 'approve', { person: 'ann' });
    await act(1, 'repeal', { person: 'ann' });
    const { signatures: _, ...unsigned } = titled('Without') as Record<string, unknown>;
    expect((await put(`plans/${slug}`, unsigned)).body).toMatchObject({ version: 2, state: 'draft', published: null });
    await act(2, 'repeal');
    expect((await put(`plans/${slug}`, { ...unsigned, title: { en: 'Again' } })).body).toMatchObject({ version: 3, state: 'draft' });
    expect((await act(3, 'review', { person: 'rui' })).body.state).toBe('reviewed');
    expect((await act(3, 'approve', { person: 'ann' })).body.state).toBe('published');
  });

  test('is not freed by overtaking a first version that waits, however often', async () => {
    await put(`plans/${slug}`, signed);
    const { signatures: _, ...unsigned } = titled('Without') as Record<string, unknown>;
    for (const version of [2, 3]) {
      const stored = await put(`plans/${slug}`, { ...unsigned, title: { en: `Without ${version}` } });
      expect(stored.body).toMatchObject({ version, state: 'draft', published: null });
    }
    expect((await act(3, 'review', { person: 'rui' })).body.waitsFor).toEqual([{ role: 'approves', name: 'approver', version: 1 }]);
    expect((await act(3, 'approve', { person: 'ann' })).body.state).toBe('published');
    // What is in force now asks nobody.
    expect((await put(`plans/${slug}`, { ...unsigned, title: { en: 'Free' } })).body).toMatchObject({ version: 4, state: 'published' });
  });

  test('asks once where a draft is only edited, and nobody where seats had no holders yet', async () => {
    const bare = { ...signed, seats: seats.map((seat) => (seat.id === 'reviewer' ? { ...seat, holders: [] } : seat)) };
    await put(`plans/${slug}`, bare);
    for (const title of ['Second', 'Third']) await put(`plans/${slug}`, titled(title));
    const [third] = (await get(`plans/${slug}/versions`)).items;
    expect(third.waitsFor.map(({ role, version }: { role: string; version: number }) => [role, version])).toEqual([
      ['reviews', 3],
      ['approves', 3],
    ]);
  });

  test('loses the signatures of a draft when a later one comes before it', async () => {
    await put(`plans/${slug}`, signed);
    await act(1, 'review', { person: 'rui' });
    await put(`plans/${slug}`, titled('Second'));
    expect(problem(await act(1, 'approve', { person: 'ann' }))).toEqual([409, 'out-of-turn']);
    expect(await states()).toEqual(['2 draft', '1 superseded']);
  });

  test('is published once and whole, however many sign at once', async () => {
    const twice = { ...signed, seats: seats.map((seat) => (seat.id === 'approver' ? { ...seat, holders: ['bo'] } : seat)) };
    await put(`plans/${slug}`, signed);
    await act(1, 'review', { person: 'rui' });
    await act(1, 'approve', { person: 'ann' });
    await put(`plans/${slug}`, twice);
    await act(2, 'review', { person: 'rui' });
    const answers = await Promise.all(['ann', 'bo', 'ann', 'bo'].map((person) => act(2, 'approve', { person })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const [second, first] = (await get(`plans/${slug}/versions`)).items;
    expect([second.state, first.state, first.repealedAt === second.publishedAt]).toEqual(['published', 'repealed', true]);
    expect(second.signatures.filter(({ role }: { role: string }) => role === 'approves')).toHaveLength(2);
  });
});

test('signing twice changes nothing more, with an Idempotency-Key or without; an old ETag is refused', async () => {
  const { headers } = await put(`plans/${slug}`, signed);
  const once = { headers: { 'idempotency-key': 'sign-1' } };
  const first = await act(1, 'review', { person: 'rui' }, once);
  expect((await act(1, 'review', { person: 'rui' }, once)).text).toBe(first.text);
  expect((await act(1, 'review', { person: 'rui' })).text).toBe(first.text);
  expect(problem(await act(1, 'approve', { person: 'ann' }, { headers: { 'if-match': headers['etag'] ?? '' } }))).toEqual([
    412,
    'version-stale',
  ]);
  expect((await act(1, 'approve', { person: 'ann' }, { headers: { 'if-match': first.headers['etag'] ?? '' } })).status).toBe(200);
});

describe('incidents', () => {
  test('keep the version they began with; new ones take the one that is in force', async () => {
    await put(`plans/${slug}`, plan);
    const before = await ask('POST', 'incidents', { body: { plan: slug } });
    await put(`plans/${slug}?draft=true`, titled('Second', plan));
    expect((await ask('POST', 'incidents', { body: { plan: slug } })).body.plan.version).toBe(1);
    await act(2, 'publish');
    expect((await ask('POST', 'incidents', { body: { plan: slug } })).body.plan.version).toBe(2);
    expect((await get(`incidents/${before.body.id}`)).plan.version).toBe(1);
    expect((await ask('POST', `incidents/${before.body.id}/facts`, { body: { facts: { households: 9000 } } })).body.level).toBe('red');
  });

  test('are not declared on a repealed plan, and go on when theirs is repealed', async () => {
    await put(`plans/${slug}`, plan);
    const { body } = await ask('POST', 'incidents', { body: { plan: slug } });
    expect((await act(1, 'repeal', { note: 'Merged' })).body).toMatchObject({ state: 'repealed' });
    expect(faults(await ask('POST', 'incidents', { body: { plan: slug } }))).toEqual(['/plan plan-repealed']);
    expect(faults(await ask('POST', 'integrations', { body: { name: 'x', plan: slug } }))).toEqual(['/plan plan-repealed']);
    expect((await ask('POST', `incidents/${body.id}/close`)).body.status).toBe('closed');
    // The same plan again is a new version.
    expect((await put(`plans/${slug}`, plan)).body).toMatchObject({ version: 2, state: 'published' });
  });
});

test('a plan is repealed by who lets it through, and a draft is withdrawn by anybody who may change plans', async () => {
  await put(`plans/${slug}`, signed);
  await act(1, 'review', { person: 'rui' });
  await act(1, 'approve', { person: 'ann' });
  expect(faults(await act(1, 'repeal'))).toEqual(['/person required']);
  expect(problem(await act(1, 'repeal', { person: 'rui' }))).toEqual([403, 'authority-missing']);
  await put(`plans/${slug}`, titled('Second'));
  expect((await act(2, 'repeal')).body.state).toBe('repealed');
  expect(await get(`plans/${slug}`)).toMatchObject({ version: 1, state: 'published' });
  expect((await act(1, 'repeal', { person: 'ann' })).body.state).toBe('repealed');
  expect(await states()).toEqual(['2 repealed', '1 repealed']);
});

describe('a parameter without a value', () => {
  const open = { ...plan, parameters: [{ id: 'patience', title: { en: 'Patience' }, type: 'duration' }] };

  test('keeps a plan from being published: as a draft it is stored', async () => {
    expect(faults(await put(`plans/${slug}`, open))).toEqual(['/parameters/0/value parameter-missing']);
    expect((await ask('GET', `plans/${slug}`)).status).toBe(404);
    expect((await put(`plans/${slug}?draft=true`, open)).status).toBe(201);
    expect(faults(await act(1, 'publish'))).toEqual(['/parameters/0/value parameter-missing']);
    expect(await states()).toEqual(['1 draft']);
  });

  test('stops the first signature already: nobody signs what cannot be published', async () => {
    await put(`plans/${slug}`, { ...open, seats, signatures });
    expect(faults(await act(1, 'review', { person: 'rui' }))).toEqual(['/parameters/0/value parameter-missing']);
    expect((await get(`plans/${slug}/versions`)).items[0].signatures).toHaveLength(1);
  });
});

test('a review falls due so long after publication as the plan says, and the ETag tells', async () => {
  await put(`plans/${slug}`, { ...plan, about: { reviewEvery: 'P365D' } });
  const first = await ask('GET', `plans/${slug}`);
  expect(first.body.review).toMatchObject({ overdue: false });
  const present = world.time.millis;
  world.time.millis = Date.parse(first.body.review.dueAt) + 1;
  const later = await ask('GET', `plans/${slug}`, { headers: { 'if-none-match': first.headers['etag'] ?? '' } });
  expect([later.status, later.body.review.overdue]).toEqual([200, true]);
  expect((await get('plans')).items.find((item: { slug: string }) => item.slug === slug).review.overdue).toBe(true);
  expect((await put(`plans/${slug}`, titled('Second', plan), { 'if-match': later.headers['etag'] ?? '' })).status).toBe(200);
  world.time.millis = present;
});

test('who has to read a version and has not is known, and reading counts once', async () => {
  await put(`plans/${slug}`, { ...plan, seats, about: { audience: ['lead', 'approver'] } });
  const path = `plans/${slug}/versions/1/acknowledgements`;
  expect((await get(path)).missing.map(({ id }: { id: string }) => id)).toEqual(['ada', 'ann']);
  expect(faults(await ask('POST', path))).toEqual(['/person required']);
  expect(faults(await ask('POST', path, { body: { person: 'nobody' } }))).toEqual(['/person unknown-person']);
  const first = await ask('POST', path, { key: await keyOf('ann') });
  expect(first.body).toMatchObject({ version: 1, person: { id: 'ann', name: 'ANN' } });
  world.time.millis += 60_000;
  expect((await ask('POST', path, { body: { person: 'ann' } })).body).toEqual(first.body);
  expect(await get(path)).toMatchObject({ items: [{ person: { id: 'ann' }, at: first.body.at }], missing: [{ id: 'ada' }] });
  expect((await get(`plans/${slug}/versions`)).items[0].readBy).toBe(1);
  await put(`plans/${slug}?draft=true`, titled('Second', plan));
  expect(problem(await ask('POST', `plans/${slug}/versions/2/acknowledgements`, { body: { person: 'ann' } }))).toEqual([
    409,
    'out-of-turn',
  ]);
});

test('two versions are compared as data and as a page, in either language', async () => {
  await put(`plans/${slug}`, plan);
  const [type] = plan.incidentTypes;
  const [step] = type?.steps ?? [];
  await put(`plans/${slug}?reason=After%20the%20drill`, { ...plan, incidentTypes: [{ ...type, steps: [{ ...step, within: 'PT10M' }] }] });
  const compared = await ask('GET', `plans/${slug}/versions/1/difference/2`);
  expect(compared.body).toMatchObject({
    slug,
    from: 1,
    to: 2,
    items: [{ pointer: '/incidentTypes/0/steps/0/within', before: 'PT5M', after: 'PT10M' }],
  });
  const page = await ask('GET', `plans/${slug}/versions/1/difference/2`, { headers: { accept: 'text/html', 'accept-language': 'zh-CN' } });
  expect([page.headers['content-type'], page.headers['content-language']]).toEqual(['text/html; charset=utf-8', 'zh-CN']);
  expect(page.text).toContain('After the drill');
  expect(page.text).toContain('10分钟');
  expect((await ask('GET', `plans/${slug}/versions/1/difference/9`)).status).toBe(404);
});

describe('a template', () => {
  const adopt = (body: unknown, template = 'gas-customer-service') => ask('POST', `templates/${template}/plans`, { body });

  test('becomes a plan of the organization’s own, with its people; where people have to sign, a draft', async () => {
    const made = await adopt({
      slug,
      holders: { 'plan-compiler': ['cy'], 'plan-reviewer': ['rui'], 'plan-approver': [{ position: 'director' }] },
      person: 'cy',
    });
    expect([made.status, made.headers['location']]).toEqual([201, `/v1/plans/${slug}`]);
    expect(made.body).toMatchObject({ slug, version: 1, state: 'draft', template: { slug: 'gas-customer-service', movedOn: false } });
    expect(made.body.findings.map(({ severity }: { severity: string }) => severity)).not.toContain('error');
    await act(1, 'review', { person: 'rui' });
    expect((await act(1, 'approve', { person: 'ann' })).body.state).toBe('published');
  });

  test('that does not fit what is filled in makes nothing, and says everything at once', async () => {
    await put(`plans/${slug}`, plan);
    const refused = await adopt({
      slug,
      parameters: { nothing: 1 },
      holders: { 'general-manger': [], 'department-head': ['rui', 'nobody'] },
    });
    expect(faults(refused)).toEqual([
      '/slug plan-exists',
      '/parameters/nothing unknown-reference',
      '/holders/general-manger unknown-reference',
      '/holders/department-head/1 unknown-person',
    ]);
    expect(await states()).toEqual(['1 published']);
    expect(problem(await adopt({ slug: 'x' }, 'nothing'))).toEqual([404, 'not-found']);
  });

  test('that has moved on is told to whoever made a plan from it', async () => {
    const made = await adopt({ slug, draft: true });
    const { version } = made.body.template;
    expect(made.body.template).toEqual({ slug: 'gas-customer-service', version, latest: version, movedOn: false });
    const library = latest as Map<string, number>;
    library.set('gas-customer-service', version + 1);
    try {
      expect((await get(`plans/${slug}`)).template).toEqual({ slug: 'gas-customer-service', version, latest: version + 1, movedOn: true });
      const listed = (await get('plans')).items.find((item: { slug: string }) => item.slug === slug);
      expect(listed.template.movedOn).toBe(true);
    } finally {
      library.set('gas-customer-service', version);
    }
  });
});

test('what was stored before versions had a life is in force, and a new version repeals it', async () => {
  await put(`plans/${slug}`, plan);
  await put(`plans/${slug}`, titled('Second', plan));
  const [head, ...revisions] = [
    keys.plan.key(tenant.id, slug),
    ...[1, 2].map((version) => keys.planRevision.key(tenant.id, slug, version)),
  ];
  const item = await engine.table.get(head as Key);
  const { revision: _, state: __, published: ___, origin: ____, ...old } = (item ?? {})['head' as never] as Record<string, unknown>;
  await engine.table.write({ put: { ...(head as Key), type: 'Plan', version: 2, head: old } });
  for (const revision of revisions) await engine.table.write({ remove: revision });

  expect(await states()).toEqual(['2 published', '1 repealed']);
  expect(await get(`plans/${slug}`)).toMatchObject({ version: 2, state: 'published', review: null });
  expect((await ask('POST', 'incidents', { body: { plan: slug } })).body.plan.version).toBe(2);
  expect((await put(`plans/${slug}`, titled('Third', plan))).body).toMatchObject({ version: 3, state: 'published' });
  expect(await states()).toEqual(['3 published', '2 repealed', '1 repealed']);
});

test('the life of a plan is nobody else’s business', async () => {
  const other = await tenantOf(world);
  await put(`plans/${slug}`, plan);
  for (const verb of ['review', 'approve', 'publish', 'repeal', 'acknowledgements'])
    expect((await act(1, verb, { person: 'ada' }, { key: other.key })).status).toBe(404);
  for (const path of ['', '/1/acknowledgements', '/1/difference/1'])
    expect((await ask('GET', `plans/${slug}/versions${path}`, { key: other.key })).status).toBe(404);
  expect(await states()).toEqual(['1 published']);
});
