import { expect, test } from 'vitest';
import { differenceOf } from '../../../shared/plan/difference.ts';
import { Plan } from '../../../shared/plan/plan.ts';
import { sayChange } from '../../../shared/plan/say-difference.ts';
import type { Language } from '../../../shared/text.ts';
import { template } from '../../support/play.ts';

const document = {
  title: { en: 'Call-centre incidents', 'zh-CN': '呼叫中心预案' },
  principles: [{ en: 'People first' }, { en: 'Report early' }],
  seats: [
    { id: 'lead', title: { en: 'Duty team lead', 'zh-CN': '值班组长' }, holders: ['ada', 'bo'] },
    { id: 'manager', title: { en: 'Manager', 'zh-CN': '经理' }, holders: [{ position: 'manager' }] },
  ],
  facts: [{ id: 'households', title: { en: 'Households', 'zh-CN': '户数' }, type: 'integer' }],
  levels: [
    { id: 'red', title: { en: 'Red', 'zh-CN': '红色' } },
    { id: 'blue', title: { en: 'Blue', 'zh-CN': '蓝色' } },
  ],
  serviceLevels: { promptly: 'PT30M' },
  incidentTypes: [
    {
      id: 'outage',
      title: { en: 'Phones down', 'zh-CN': '电话中断' },
      rules: [{ id: 'many', level: 'red', when: { fact: 'households', atLeast: 5000 } }],
      otherwise: 'blue',
      steps: [
        { id: 'call', title: { en: 'Call the vendor', 'zh-CN': '联系厂商' }, actor: 'lead', within: 'PT5M' },
        { id: 'log', title: { en: 'Write it down', 'zh-CN': '记录' }, actor: 'lead' },
      ],
    },
  ],
};
type Draft = ReturnType<typeof draft>;
const draft = () => structuredClone(document) as typeof document & Record<string, unknown>;
const plan = Plan.parse(document);

const between = (edit: (draft: Draft) => void, language: Language = 'en') => {
  const next = draft();
  edit(next);
  const after = Plan.parse(next);
  const speech = { language, nameOf: (person: string) => ({ ada: 'Ada', bo: 'Bo' })[person] ?? null };
  return differenceOf(plan, after).map((change) => sayChange(change, plan, after, speech));
};
const texts = (edit: (draft: Draft) => void, language?: Language) => between(edit, language).map(({ text }) => text);
const steps = (of: Draft) => of.incidentTypes[0]?.steps ?? [];

test('a plan does not differ from itself, nor from itself read again', () => {
  expect(differenceOf(plan, plan)).toEqual([]);
  const gas = template('gas-customer-service');
  expect(differenceOf(gas, Plan.parse(structuredClone(gas)))).toEqual([]);
});

test('a changed deadline is one item, with its place and both values in words', () => {
  const [only, ...others] = between((next) => Object.assign(steps(next)[0] ?? {}, { within: 'PT10M' }));
  expect(others).toEqual([]);
  expect(only).toEqual({
    pointer: '/incidentTypes/0/steps/0/within',
    kind: 'changed',
    place: 'Incident type “Phones down” › Step “Call the vendor” › Deadline',
    before: 'PT5M',
    after: 'PT10M',
    text: 'Incident type “Phones down” › Step “Call the vendor” › Deadline: 5 min → 10 min',
  });
});

test('a difference is told in Chinese as well', () => {
  expect(texts((next) => Object.assign(steps(next)[0] ?? {}, { within: 'PT10M', actor: 'manager' }), 'zh-CN')).toEqual([
    '事件类型“电话中断” › 步骤“联系厂商” › 执行者：值班组长 → 经理',
    '事件类型“电话中断” › 步骤“联系厂商” › 时限：5分钟 → 10分钟',
  ]);
});

test('entries are found by their id: moving one is no change where order says nothing', () => {
  expect(between((next) => Object.assign(next.incidentTypes[0] ?? {}, { steps: steps(next).toReversed() }))).toEqual([]);
  expect(between((next) => (next.seats = next.seats.toReversed()))).toEqual([]);
  expect(between((next) => (next.principles = next.principles.toReversed()))).toEqual([]);
});

test('the order of levels and of holders is a change', () => {
  expect(texts((next) => (next.levels = next.levels.toReversed()))).toEqual(['Levels: Red, Blue → Blue, Red']);
  expect(texts((next) => Object.assign(next.seats[0] ?? {}, { holders: ['bo', 'ada'] }))).toEqual([
    'Seat “Duty team lead” › Holders: Ada, Bo → Bo, Ada',
  ]);
});

test('what came and what went is told once, by its name', () => {
  const added = between((next) =>
    steps(next).unshift({ id: 'warn', title: { en: 'Warn customers', 'zh-CN': '告知客户' }, actor: 'manager', within: 'promptly' }),
  );
  expect(added).toMatchObject([
    {
      pointer: '/incidentTypes/0/steps/0',
      kind: 'added',
      before: null,
      text: 'Incident type “Phones down” › Step “Warn customers” (added)',
    },
  ]);
  const removed = between((next) => steps(next).splice(0, 1));
  expect(removed).toMatchObject([
    {
      pointer: '/incidentTypes/0/steps/0',
      kind: 'removed',
      after: null,
      text: 'Incident type “Phones down” › Step “Call the vendor” (removed)',
    },
  ]);
});

test('moments and urgency words are told with what they mean', () => {
  const said = texts((next) => Object.assign(steps(next)[1] ?? {}, { on: [{ done: 'call' }, { elapsed: 'PT20M' }], within: 'promptly' }));
  expect(said).toEqual([
    'Incident type “Phones down” › Step “Write it down” › Starts (added): “Call the vendor” done',
    'Incident type “Phones down” › Step “Write it down” › Starts (added): after 20 min',
    'Incident type “Phones down” › Step “Write it down” › Deadline (added): promptly (30 min)',
  ]);
});

test('conditions, texts, words and signatures are told as people say them', () => {
  const said = texts((next) => {
    Object.assign(next.incidentTypes[0]?.rules[0] ?? {}, { when: { all: [{ fact: 'households', over: 100 }, { elapsed: 'PT1H' }] } });
    next.principles[1] = { en: 'Report at once' };
    next.serviceLevels.promptly = 'PT20M';
    next['signatures'] = { approves: 'manager' };
  });
  expect(said).toEqual([
    'Signatures (added): Approves Manager',
    'Principles: Report early → Report at once',
    'Urgency words › promptly: 30 min → 20 min',
    'Incident type “Phones down” › Rule “many” › Only when: Households at least 5,000 → (Households more than 100 and after 1 hr)',
  ]);
});

test('where only the other language of a text changed, it is that one that is shown, by its name', () => {
  const edit = (next: Draft) => {
    next.title = { ...next.title, en: 'Call-center incidents' };
  };
  expect(texts(edit, 'zh-CN')).toEqual(['标题：Call-centre incidents（英文） → Call-center incidents（英文）']);
  expect(texts(edit, 'en')).toEqual(['Title: Call-centre incidents → Call-center incidents']);
});
