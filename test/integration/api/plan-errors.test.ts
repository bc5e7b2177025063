import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Engine, startEngine } from './support/engine.ts';
import { type Tenant, tenantOf, type World, worldOf } from './support/world.ts';

let engine: Engine;
let world: World;
let tenant: Tenant;
beforeAll(async () => {
  engine = await startEngine();
  world = worldOf(engine.table);
  tenant = await tenantOf(world, { timeZone: 'Asia/Shanghai' });
});
afterAll(() => engine.stop());

const ask = (method: string, path: string, body: unknown) => world.ask(method, `/v1/${path}`, { key: tenant.key, body });
type Told = Awaited<ReturnType<typeof ask>>;
const errors = ({ body }: Told): readonly Record<string, string>[] => body.errors ?? body.findings.filter(isError);
const isError = ({ severity }: { severity: string }) => severity === 'error';
const places = (told: Told) => errors(told).map(({ code, pointer }) => `${code} ${pointer}`);

const fact = (id: string, type: string, more: object = {}) => ({ id, title: { en: id }, type, ...more });
const step = (id: string, more: object = {}) => ({ id, title: { en: id }, actor: 'lead', ...more });
const broken = {
  title: { en: 'Baths' },
  seats: [{ id: 'lead', title: { en: 'Lead' }, holders: ['ada'] }],
  bodies: [
    { id: 'upper', title: { en: 'Upper' }, under: 'lower', leader: 'lead' },
    { id: 'lower', title: { en: 'Lower' }, under: 'upper', leader: 'lead' },
  ],
  parameters: [{ id: 'patience', title: { en: 'Patience' }, type: 'duration', value: '10 minutes' }],
  facts: [
    fact('closeBaths', 'boolean'),
    fact('interruption', 'duration'),
    fact('state', 'choice'),
    fact('loss', 'money'),
    fact('a', 'boolean', { derived: [{ is: true, when: { fact: 'b', is: true } }] }),
    fact('b', 'boolean', { derived: [{ is: true, when: { fact: 'a', is: true } }] }),
  ],
  levels: [{ id: 'bad', title: { en: 'Bad' } }],
  incidentTypes: [
    {
      id: 'gas',
      title: { en: 'Gas' },
      rules: [{ id: 'long', level: 'bad', when: { fact: 'interruption', over: 8 } }],
      otherwise: 'bad',
      steps: [
        step('close', { asks: ['closeBaths'], within: 'PT5M', otherwise: { closeBaths: 'yes' } }),
        step('wait', { within: { parameter: 'patience' } }),
        step('self', { after: ['self'] }),
      ],
    },
  ],
};
const expected = [
  'parameter-strange /parameters/0/value',
  'choices-missing /facts/2',
  'currency-missing /facts/3',
  'fact-in-circle /facts/4/derived',
  'fact-in-circle /facts/5/derived',
  'value-strange /incidentTypes/0/rules/0/when/over',
  'value-strange /incidentTypes/0/steps/0/otherwise/closeBaths',
  'body-in-circle /bodies/0/under',
  'body-in-circle /bodies/1/under',
  'starts-in-circle /incidentTypes/0/steps/2/after',
];

test('values of another type and circles are refused wherever a plan is sent, with the places and suggestions of the check', async () => {
  const checked = await ask('POST', 'plans/check', broken);
  expect(places(checked)).toEqual(expected);
  for (const query of ['', '?draft=true']) {
    const refused = await ask('PUT', `plans/baths${query}`, broken);
    expect([refused.status, places(refused)]).toEqual([422, expected]);
    expect(errors(refused).flatMap(({ suggestion }) => suggestion ?? [])).toEqual(['PT10M', 'PT8M', 'true']);
    expect(errors(refused)[6]?.['detail']).toBe('“closeBaths” can never be "yes"; it wants: boolean. Did you mean “true”?');
  }
  const rehearsed = await ask('POST', 'plans/dry-run', { plan: broken });
  expect([rehearsed.status, places(rehearsed)]).toEqual([422, expected.map((one) => one.replace(' ', ' /plan'))]);
});

test('a parameter that is no duration is refused where only a duration may stand', async () => {
  const [type] = broken.incidentTypes;
  const plan = {
    title: { en: 'Baths' },
    seats: broken.seats,
    parameters: [{ id: 'patience', title: { en: 'Patience' }, type: 'integer', value: 10 }],
    incidentTypes: [{ id: 'gas', title: { en: 'Gas' }, steps: [type?.steps[1]] }],
  };
  expect(places(await ask('PUT', 'plans/baths', plan))).toEqual(['type /incidentTypes/0/steps/0/within']);
});

test('a value of another type is refused when a template is made a plan, at the place where it was given', async () => {
  const refused = await ask('POST', 'templates/bank-outlet/plans', { slug: 'mine', parameters: { 'short-time': 30 } });
  expect(places(refused)).toEqual(['parameter-strange /parameters/short-time']);
  expect(errors(refused)[0]?.['suggestion']).toBe('PT30M');
});

test('no template has an error but values that whoever adopts it has to give', async () => {
  const templates = (await world.ask('GET', '/v1/templates', { key: tenant.key })).body.items;
  expect(templates.length).toBeGreaterThan(5);
  for (const { slug } of templates) {
    const { body } = await world.ask('GET', `/v1/templates/${slug}`, { key: tenant.key });
    const codes = new Set(errors(await ask('POST', 'plans/check', body)).map(({ code }) => code));
    expect(codes.difference(new Set(['parameter-missing']))).toEqual(new Set());
  }
});

test('the timeline of an incident tells instants by the clock of the organization', async () => {
  const plan = {
    title: { en: 'Baths' },
    seats: broken.seats,
    facts: [fact('seenAt', 'instant')],
    incidentTypes: [{ id: 'gas', title: { en: 'Gas' } }],
  };
  expect((await ask('PUT', 'plans/clock', plan)).status).toBe(201);
  const { body } = await ask('POST', 'incidents', { plan: 'clock' });
  expect((await ask('POST', `incidents/${body.id}/facts`, { facts: { seenAt: '2026-03-14T01:42:00Z' } })).status).toBe(200);
  const { items } = (await world.ask('GET', `/v1/incidents/${body.id}/timeline`, { key: tenant.key })).body;
  expect(items.map(({ text }: { text: string }) => text).join()).toContain('9:42 AM');
});

test('who may end an incident may hang on its level: a seat held by whoever commands there', async () => {
  const seat = (id: string, holder: unknown) => ({ id, title: { en: id }, holders: [holder] });
  const plan = {
    title: { en: 'Baths' },
    seats: [seat('lead', 'ada'), seat('chief', 'bo'), seat('commander', { command: 'level' })],
    facts: [fact('homes', 'integer')],
    levels: [
      { id: 'bad', title: { en: 'Bad' }, command: 'chief' },
      { id: 'mild', title: { en: 'Mild' }, command: 'lead' },
    ],
    incidentTypes: [
      {
        id: 'gas',
        title: { en: 'Gas' },
        rules: [{ id: 'many', level: 'bad', when: { fact: 'homes', atLeast: 10 } }],
        otherwise: 'mild',
        closure: { by: ['commander'] },
      },
    ],
  };
  const ended = async (homes: number, by: string) => {
    const answers = [
      { after: 'PT1M', restored: true },
      { after: 'PT2M', closed: true, by },
    ];
    const { body } = await ask('POST', 'plans/dry-run', { plan, facts: { homes }, answers });
    const closed = body.timeline.some(
      ({ kind, type }: Record<string, string>) => [kind, type].includes('closed') || type === 'incident.closed',
    );
    return [closed, body.notes.map(({ code }: { code: string }) => code).filter((code: string) => code === 'authority-missing')];
  };
  expect(await ended(20, 'bo')).toEqual([true, []]);
  expect(await ended(20, 'ada')).toEqual([false, ['authority-missing']]);
  expect(await ended(2, 'ada')).toEqual([true, []]);
  expect(await ended(2, 'bo')).toEqual([false, ['authority-missing']]);
});

test('whoever may not decide a fact is told to ask; whoever may not end an incident is not', async () => {
  const plan = {
    title: { en: 'Baths' },
    seats: broken.seats,
    facts: [fact('closeBaths', 'boolean', { decidedBy: ['lead'] })],
    incidentTypes: [{ id: 'gas', title: { en: 'Gas' }, closure: { by: ['lead'] } }],
  };
  await ask('PUT', 'plans/decided', plan);
  const { body } = await ask('POST', 'incidents', { plan: 'decided' });
  const decided = await ask('POST', `incidents/${body.id}/facts`, { facts: { closeBaths: true }, person: 'bo' });
  const closed = await ask('POST', `incidents/${body.id}/close`, { person: 'bo' });
  expect([decided.status, closed.status]).toEqual([403, 403]);
  expect(decided.body.detail).toContain('/ask');
  expect(closed.body.detail).not.toContain('/ask');
});
