import { describe, expect, test } from 'vitest';
import { check, findingsOf } from '../../../shared/plan/check/check.ts';
import { sayFinding } from '../../../shared/plan/check/say.ts';
import type { Condition } from '../../../shared/plan/condition.ts';
import { evaluate, type Facts } from '../../../shared/plan/evaluate.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { groundWith, planWith, template } from '../../support/play.ts';

const told = (plan: Plan) => findingsOf(plan).map(({ code, pointer }) => `${code} ${pointer}`);
/** Without what every plan of these tests has: one language, and no procedure where rules are looked at. */
const graded = (plan: Plan) => told(plan).filter((one) => !/^(language-missing|procedure-empty|never)/.test(one));
/** Amounts hold spaces at which no line breaks. */
const plainly = (text: string) => text.replaceAll('\u00A0', ' ');
const levels = ['worst', 'bad', 'mild'].map((id) => ({ id, title: { en: id } }));
const facts = [
  { id: 'homes', title: { en: 'Homes' }, type: 'integer' },
  { id: 'ratio', title: { en: 'Ratio' }, type: 'number' },
  { id: 'loss', title: { en: 'Loss' }, type: 'money', currency: 'CNY' },
  { id: 'down', title: { en: 'Time down' }, type: 'duration' },
  {
    id: 'state',
    title: { en: 'State' },
    type: 'choice',
    choices: [
      { id: 'off', title: { en: 'Off' } },
      { id: 'on', title: { en: 'On' } },
    ],
  },
];
const rulesOf = (...whens: (readonly [level: string, when: unknown])[]) =>
  planWith(
    {
      otherwise: 'mild',
      rules: [...whens, ['bad', { fact: 'state', is: 'on' }] as const, ['worst', { fact: 'state', is: 'off' }] as const].map(
        ([level, when], index) => ({ id: `r${index}`, level, when }),
      ),
    },
    { levels, facts },
  );
const sentences = (plan: Plan) =>
  findingsOf(plan)
    .filter(({ code }) => code === 'gap' || code === 'overlap')
    .map((finding) => sayFinding(finding, 'en').message);

describe('the templates', () => {
  test('the gas plan has one gap, between 1,000 and 10,000 yuan, and one overlap, at exactly 5,000 households', () => {
    const gas = template('gas-customer-service');
    expect(told(gas)).toEqual(['gap /incidentTypes/0/rules/2/when', 'overlap /incidentTypes/0/rules/7/when']);
    const [gap, overlap] = findingsOf(gas);
    expect(gap && plainly(sayFinding(gap, 'en').message)).toContain('more than CNY 1,000.00 and less than CNY 10,000.00');
    expect(gap && plainly(sayFinding(gap, 'zh-CN').message)).toBe(
      '“直接经济损失”多于 CNY 1,000.00 且少于 CNY 10,000.00 时没有适用的规则，按规则之间的空档定为“level-1”。',
    );
    expect(overlap && sayFinding(overlap, 'en').message).toContain('is exactly 5,000');
  });

  test('of the call-centre plan only what the written plan leaves out is found: deadlines and nine procedures', () => {
    const plan = template('call-center');
    expect(told(plan)).toEqual([
      'deadline-missing /incidentTypes/0/steps',
      'deadline-missing /incidentTypes/1/steps',
      ...plan.incidentTypes.flatMap(({ steps }, index) => (steps.length > 0 ? [] : [`procedure-unwritten /incidentTypes/${index}`])),
    ]);
    expect(told(plan)).toHaveLength(11);
  });
});

describe('gaps and overlaps', () => {
  test('of integers begin and end where the bounds say', () => {
    expect(sentences(rulesOf(['worst', { fact: 'homes', atLeast: 20 }], ['bad', { fact: 'homes', atMost: 10 }]))).toEqual([
      'No rule says what “Homes” of more than 10 and less than 20 means; it is graded “worst” as a gap between rules.',
    ]);
  });

  test('are graded as what is left over where the plan says to ignore them', () => {
    const plan = rulesOf(['worst', { fact: 'homes', atLeast: 20 }], ['bad', { fact: 'homes', atMost: 10 }]);
    const ignoring = { ...plan, incidentTypes: plan.incidentTypes.map((type) => ({ ...type, gap: 'ignore' as const })) };
    expect(sentences(ignoring)).toEqual([expect.stringContaining('graded “mild” as what is left over')]);
  });

  test('of integers are none where the next whole number belongs to the next rule', () => {
    expect(graded(rulesOf(['worst', { fact: 'homes', over: 10 }], ['bad', { fact: 'homes', under: 11 }]))).toEqual([]);
    expect(graded(rulesOf(['worst', { fact: 'homes', atLeast: 11 }], ['bad', { fact: 'homes', atMost: 10 }]))).toEqual([]);
    expect(sentences(rulesOf(['worst', { fact: 'ratio', atLeast: 11 }], ['bad', { fact: 'ratio', atMost: 10 }]))).toHaveLength(1);
  });

  test('of a single value are found where both rules leave their bound out', () => {
    const plan = rulesOf(['worst', { fact: 'homes', over: 10 }], ['bad', { fact: 'homes', under: 10 }]);
    expect(sentences(plan)).toEqual([expect.stringContaining('of exactly 10 means')]);
  });

  test('of durations are compared as time, however it is written', () => {
    expect(graded(rulesOf(['worst', { fact: 'down', over: 'PT1H' }], ['bad', { fact: 'down', atMost: 'PT60M' }]))).toEqual([]);
    const gap = rulesOf(['worst', { fact: 'down', atLeast: 'PT2H' }], ['bad', { fact: 'down', atMost: 'PT60M' }]);
    expect(sentences(gap)).toEqual([expect.stringContaining('more than 1 hr and less than 2 hr')]);
  });

  test('are not looked for between rules with different other conditions', () => {
    const beside = (state: string, bound: object) => ({
      all: [
        { fact: 'state', is: state },
        { fact: 'homes', ...bound },
      ],
    });
    expect(graded(rulesOf(['worst', beside('on', { atLeast: 20 })], ['bad', beside('off', { atMost: 10 })]))).toEqual([]);
    const same = planWith(
      {
        otherwise: 'mild',
        rules: [
          { id: 'a', level: 'worst', when: beside('on', { atLeast: 20 }) },
          {
            id: 'b',
            level: 'bad',
            when: {
              all: [
                { fact: 'homes', atMost: 10 },
                { fact: 'state', is: 'on' },
              ],
            },
          },
        ],
      },
      { levels, facts },
    );
    expect(graded(same)).toEqual(['gap /incidentTypes/0/rules/0/when']);
  });

  test('are none where another rule, however it is written, covers the range', () => {
    const covering = {
      any: [
        { fact: 'state', is: 'on' },
        {
          not: {
            any: [
              { fact: 'homes', under: 5 },
              { fact: 'homes', over: 25 },
            ],
          },
        },
      ],
    };
    expect(graded(rulesOf(['worst', { fact: 'homes', atLeast: 20 }], ['bad', { fact: 'homes', atMost: 10 }], ['bad', covering]))).toEqual(
      [],
    );
  });

  test('a threshold inside a wider one is an exception and no overlap', () => {
    expect(graded(rulesOf(['worst', { fact: 'homes', atLeast: 50 }], ['bad', { fact: 'homes', atLeast: 10 }]))).toEqual([]);
  });

  test('bounds that no value fulfils are found', () => {
    expect(graded(rulesOf(['worst', { fact: 'homes', atLeast: 50, under: 10 }]))).toEqual([
      'rule-impossible /incidentTypes/0/rules/0/when',
    ]);
  });
});

describe('levels', () => {
  const two = levels.slice(0, 2);
  test('that no rule gives, and that a worse rule always hides, are found', () => {
    const rules = [
      { id: 'a', level: 'worst', when: { fact: 'homes', atLeast: 10 } },
      { id: 'b', level: 'bad', when: { fact: 'homes', atLeast: 50 } },
    ];
    expect(graded(planWith({ rules, otherwise: 'mild' }, { levels, facts }))).toEqual(['level-unreachable /levels/1']);
    expect(graded(planWith({ rules: rules.slice(0, 1) }, { levels: two, facts }))).toEqual([
      'level-unreachable /levels/1',
      'otherwise-missing /incidentTypes/0',
    ]);
  });

  test('are complete without otherwise where the rules leave nothing over', () => {
    const when = { fact: 'homes', atLeast: 10 };
    const rules = [
      { id: 'a', level: 'worst', when },
      { id: 'b', level: 'bad', when: { not: when } },
    ];
    expect(graded(planWith({ rules }, { levels: two, facts }))).toEqual([]);
  });
});

describe('what can never start', () => {
  const title = { en: 'x', 'zh-CN': 'x' };
  const step = (id: string, on: unknown, more = {}) => ({ id, title, actor: 'seat-a', on, ...more });
  const rung = (id: string, on: unknown) => ({ id, title, on, alert: ['seat-a'] });
  const started = (type: Record<string, unknown>) =>
    told(planWith(type, { facts, levels })).filter((one) => /start|rung-after|trigger/.test(one));

  test('steps that wait for each other in a circle are found, and what waits for them', () => {
    expect(started({ steps: [step('a', { done: 'b' }), step('b', { done: 'a' }), step('c', { breached: 'a' })] })).toEqual([
      'starts-in-circle /incidentTypes/0/steps/0/on',
      'starts-in-circle /incidentTypes/0/steps/1/on',
      'never-starts /incidentTypes/0/steps/2/on',
    ]);
  });

  test('a circle with a way in is none', () => {
    expect(started({ steps: [step('a', ['declared', { done: 'b' }]), step('b', { done: 'a' })] })).toEqual([]);
  });

  test('circles of rungs by told and unanswered are found', () => {
    expect(started({ rungs: [rung('a', { unanswered: 'b' }), rung('b', { told: 'a' })] })).toHaveLength(2);
  });

  test('nothing waits for a breach of work without a deadline, for a level that nothing gives', () => {
    expect(
      started({
        steps: [step('a', 'declared')],
        rungs: [rung('b', { breached: 'a' }), rung('c', { level: 'mild' })],
      }),
    ).toEqual(['never-starts /incidentTypes/0/rungs/0/on', 'never-starts /incidentTypes/0/rungs/1/on']);
  });

  test('a trigger that compares a fact with what it can never be is found', () => {
    const rungs = [rung('a', { fact: 'homes', over: 'PT1M' }), rung('b', { fact: 'down', over: 'PT1M' })];
    expect(told(planWith({ rungs }, { facts })).filter((one) => one.startsWith('value'))).toEqual([
      'value-strange /incidentTypes/0/rungs/0/on/over',
    ]);
  });

  test('a rung after the end alerts nobody; work after the end is done', () => {
    expect(
      started({
        steps: [step('a', 'restored', { within: 'PT1M' }), step('b', { breached: 'a' })],
        rungs: [rung('c', 'restored'), rung('d', { breached: 'a' }), rung('e', { told: 'c' })],
      }),
    ).toEqual([
      'rung-after-end /incidentTypes/0/rungs/0/on',
      'rung-after-end /incidentTypes/0/rungs/1/on',
      'never-starts /incidentTypes/0/rungs/2/on',
    ]);
  });

  test('a time that comes after another one of the same list says nothing', () => {
    expect(started({ rungs: [rung('a', [{ elapsed: 'PT1H' }, { elapsed: 'PT10M' }, { fact: 'down', over: 'PT1H' }])] })).toEqual([
      'trigger-late /incidentTypes/0/rungs/0/on/0',
    ]);
  });
});

test('everything else that is probably not meant is found where it stands', () => {
  const plan = planWith(
    {
      steps: [{ id: 's', title: { en: 'S' }, actor: 'seat-a', on: 'declared', when: { fact: 'state', is: 'of' } }],
      notices: [{ id: 'n', on: 'declared', phase: 'investigating', title: { en: 'N', 'zh-CN': 'N' }, body: { 'zh-CN': 'N' } }],
    },
    {
      title: { en: 'P', 'zh-CN': 'P' },
      facts: [],
      serviceLevels: { en: 'PT1M' },
      seats: [
        { id: 'seat-a', title: { en: 'A', 'zh-CN': 'A' } },
        { id: 'seat-b', title: { en: 'B', 'zh-CN': 'B' }, holders: ['b'] },
      ],
    },
  );
  expect(told(plan)).toEqual([
    'unknown-reference /incidentTypes/0/steps/0/when/fact',
    'deadline-missing /incidentTypes/0/steps',
    'resolved-missing /incidentTypes/0/notices',
    'components-missing /incidentTypes/0',
    'service-level-unused /serviceLevels/en',
    'seat-empty /seats/0/holders',
    'seat-unused /seats/1',
    'language-missing /incidentTypes/0/title',
    'language-missing /incidentTypes/0/steps/0/title',
    'language-missing /incidentTypes/0/notices/0/body',
  ]);
});

test('a comparison with what the fact can never be is found', () => {
  const strange = (when: unknown) => graded(rulesOf(['worst', when])).filter((one) => one.startsWith('value-strange'));
  expect(strange({ fact: 'state', in: ['on', 'of'] })).toEqual(['value-strange /incidentTypes/0/rules/0/when/in/1']);
  expect(strange({ fact: 'loss', atLeast: { amount: 1, currency: 'EUR' } })).toEqual([
    'value-strange /incidentTypes/0/rules/0/when/atLeast',
  ]);
  expect(strange({ fact: 'down', over: 10 })).toEqual(['value-strange /incidentTypes/0/rules/0/when/over']);
  expect(strange({ fact: 'down', over: 'PT10M' })).toEqual([]);
});

test('a document that is no plan has its faults as errors, and of an organization’s plan every finding is said in both languages', () => {
  const ground = groundWith({ people: new Map([['deaf', { channels: [] }]]) });
  expect(check({ titel: 1 }, ground).map(({ severity, code, pointer }) => `${severity} ${code} ${pointer}`)).toEqual([
    'error required /incidentTypes',
    'error unknown-field /titel',
  ]);
  const gas = template('gas-customer-service', (seat) => [seat === 'general-manager' ? 'deaf' : 'nobody']);
  const found = check(gas, ground);
  expect(found.map(({ severity, code, pointer }) => `${severity} ${code} ${pointer}`)).toEqual([
    ...[1, 2, 3, 4].map((seat) => `error unknown-person /seats/${seat}/holders/0`),
    'warning gap /incidentTypes/0/rules/2/when',
    'warning overlap /incidentTypes/0/rules/7/when',
    'warning no-channel /seats/0/holders/0',
    'warning unknown-component /incidentTypes/0/components/0',
  ]);
  for (const finding of found) {
    const [en, zh] = [sayFinding(finding, 'en'), sayFinding(finding, 'zh-CN')];
    for (const text of [en.message, en.remedy]) expect(text).not.toMatch(/undefined|[\u4E00-\u9FFF]/);
    for (const text of [zh.message, zh.remedy]) expect(text).toMatch(/[\u4E00-\u9FFF]/);
  }
});

// Work that grew with the square of the plan would take minutes.
test('a plan as large as one may be is checked whole, before the test is given up', { timeout: 30_000 }, () => {
  const rules = (type: number) =>
    Array.from({ length: 270 }, (_, n) => ({
      id: `r${n}`,
      level: levels[n % 3]?.id,
      when: {
        all: [
          { fact: 'homes', atLeast: n * 3 + type, atMost: n * 3 + type + 1 },
          { fact: 'state', is: n % 2 ? 'on' : 'off' },
        ],
      },
    }));
  const title = { en: 'x' };
  const chain = Array.from({ length: 1500 }, (_, n) => ({ id: `s${n}`, title, actor: 'seat-a', on: { done: `s${(n * 7 + 1) % 1500}` } }));
  const incidentTypes = [0, 1, 2, 3].map((n) => ({ id: `t${n}`, title, rules: rules(n), steps: n === 0 ? chain : [] }));
  expect(findingsOf(planWith({}, { levels, facts, incidentTypes })).length).toBeGreaterThan(100);
});

test('a body without seats and a body that answers to itself are found, and who sits in one has something to do', () => {
  const title = { en: 'x', 'zh-CN': 'x' };
  const plan = planWith(
    {},
    {
      seats: [{ id: 'seat-a', title, holders: ['a'] }],
      bodies: [
        { id: 'group', title, members: ['seat-a'], under: 'office' },
        { id: 'office', title, leader: 'seat-a', under: 'group' },
        { id: 'nothing', title, under: 'group' },
      ],
    },
  );
  expect(told(plan).filter((one) => /body|seat/.test(one))).toEqual([
    'body-in-circle /bodies/0/under',
    'body-in-circle /bodies/1/under',
    'body-empty /bodies/2',
  ]);
});

test('a comparison with what a fact can never be holds for no value, as the check says', () => {
  const plan = rulesOf(['worst', { fact: 'down', over: 8 }]);
  expect(graded(plan)).toContain('value-strange /incidentTypes/0/rules/0/when/over');
  const verdict = (when: Condition, facts: Facts) => evaluate(when, { facts, definitions: plan.facts }).verdict;
  expect(verdict({ fact: 'down', over: 8 }, { down: 'PT9H' })).toBe(false);
  expect(verdict({ fact: 'homes', over: 'PT1M' }, { homes: 70_000 })).toBe(false);
  expect(verdict({ fact: 'loss', atLeast: { amount: 1, currency: 'EUR' } }, { loss: { amount: 5, currency: 'CNY' } })).toBe(false);
  expect(verdict({ fact: 'down', over: 'PT8H' }, { down: 'PT9H' })).toBe(true);
});

test('who decides by a fact that anybody may report, or by a level that anybody may set, is found, also in a body', () => {
  const title = { en: 'x' };
  const seats = [
    { id: 'guard', title, holders: [{ dutyAt: 'site' }] },
    { id: 'head', title, holders: [{ command: 'level' }] },
    { id: 'lead', title, holders: ['ada'] },
  ];
  const plan = (more: object, site: object) =>
    planWith(
      { closure: { by: ['lead', 'head'] } },
      {
        levels: levels.map((level) => ({ ...level, command: 'lead' })),
        seats,
        bodies: [{ id: 'post', title, members: ['lead', 'guard'] }],
        facts: [
          { id: 'site', title, type: 'text', ...site },
          { id: 'leave', title, type: 'boolean', decidedBy: ['post'] },
        ],
        ...more,
      },
    );
  const open = (of: Plan) => told(of).filter((one) => one.startsWith('decider-open'));
  expect(open(plan({}, {}))).toEqual(['decider-open /facts/1/decidedBy/0', 'decider-open /incidentTypes/0/closure/by/1']);
  expect(open(plan({ gradedBy: ['lead'] }, { decidedBy: ['lead'] }))).toEqual([]);
});

test('work that is to come again by a window is found, because it never does', () => {
  const step = (id: string, every: string) => ({ id, title: { en: id }, actor: 'seat-x', every });
  const spans = [{ from: '08:00', until: '20:00', due: '20:00' }];
  const plan = planWith(
    { steps: [step('a', 'day'), step('b', 'P1D'), step('c', 'daily')] },
    { windows: [{ id: 'day', title: { en: 'Day' }, spans }], serviceLevels: { daily: 'P1D' } },
  );
  expect(told(plan).filter((one) => one.startsWith('every-window'))).toEqual(['every-window /incidentTypes/0/steps/0/every']);
});
