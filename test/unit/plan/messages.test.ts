import { describe, expect, test } from 'vitest';
import { readYaml } from '../../../functions/api/plans/lazy/yaml.ts';
import { check } from '../../../shared/plan/check/check.ts';
import { sayFinding } from '../../../shared/plan/check/say.ts';
import { durationMeant } from '../../../shared/problems/durations.ts';
import { describeFault } from '../../../shared/problems/fault.ts';
import type { Language } from '../../../shared/text.ts';
import { groundWith } from '../../support/play.ts';

const step = (more: object) => ({ id: 'clear', title: { en: 'Clear the baths' }, actor: 'lead', ...more });
const plan = (more: object, type: object = {}) => ({
  title: { en: 'Baths' },
  seats: [{ id: 'lead', title: { en: 'Lead' }, holders: [] }],
  facts: [{ id: 'homes', title: { en: 'Homes' }, type: 'integer' }],
  serviceLevels: { promptly: 'PT30M' },
  windows: [{ id: 'by-night', title: { en: 'Night' }, spans: [{ from: '20:00', until: '08:00', due: '09:00' }] }],
  ...more,
  incidentTypes: [{ id: 'gas', title: { en: 'Gas' }, ...type }],
});
const told = (document: unknown, language: Language = 'en') =>
  check(document, groundWith())
    .map((finding) => sayFinding(finding, language))
    .filter(({ severity }) => severity === 'error');
const messages = (document: unknown, language?: Language) => told(document, language).map(({ message }) => message);
const remedies = (document: unknown) => told(document).map(({ pointer, remedy }) => `${pointer} ${remedy}`);

test.each([
  ['10 minutes', 'PT10M'],
  ['2h', 'PT2H'],
  ['10分钟', 'PT10M'],
  ['1 day', 'P1D'],
  ['1 周', 'P1W'],
  ['30s', 'PT30S'],
  ['soon', null],
  ['10', null],
])('a length of time in other words is known: %s', (text, meant) => {
  expect(durationMeant(text)).toBe(meant);
});

describe('a deadline that is none', () => {
  test.each(['10 minutes', '10分钟', '1 day'])('is quoted, with what to write and the words of the plan: %s', (within) => {
    const [message = '', ...others] = messages(plan({}, { steps: [step({ within })] }));
    expect(others).toEqual([]);
    expect(message).toContain(
      `“${within}” is neither a duration such as PT10M nor an urgency word or window of the plan: promptly, by-night.`,
    );
    expect(message).toContain(`Did you mean “${durationMeant(within)}”?`);
  });

  test('is not mistaken for a word of the plan where it looks like one', () => {
    expect(messages(plan({}, { steps: [step({ within: '2h' })] }))).toEqual([
      'The plan has no urgency word or window “2h”. It has: promptly, by-night. Did you mean “PT2H”?',
    ]);
  });

  test('is quoted where only a duration may stand too', () => {
    expect(messages(plan({ serviceLevels: { promptly: '30 min' } }))).toEqual([
      '“30 min” is not an ISO 8601 duration such as PT10M, PT2H or P1D. Did you mean “PT30M”?',
    ]);
  });
});

test('a text without its language is told what to write', () => {
  expect(remedies({ ...plan({}), title: 'Clear the baths' })).toEqual(['/title Write “{ "en": "Clear the baths" }”.']);
  expect(remedies({ ...plan({}), title: '清空浴池' })).toEqual(['/title Write “{ "zh-CN": "清空浴池" }”.']);
});

test.each([
  [{ title: { zh: '清空' } }, '/incidentTypes/0/steps/0/title/zh Write “zh-CN”.'],
  [{ title: { english: 'Clear' } }, '/incidentTypes/0/steps/0/title/english Write “en”.'],
  [{ deadline: 'PT5M' }, '/incidentTypes/0/steps/0/deadline Write “within”.'],
  [{ if: { fact: 'homes', over: 1 } }, '/incidentTypes/0/steps/0/if Write “when”.'],
  [{ trigger: 'declared' }, '/incidentTypes/0/steps/0/trigger Write “on”.'],
  [{ when: { fact: 'homes', greaterThan: 1 } }, '/incidentTypes/0/steps/0/when/greaterThan Write “over”.'],
  [{ when: { fact: 'homes', min: 1 } }, '/incidentTypes/0/steps/0/when/min Write “atLeast”.'],
  [{ when: { fact: 'homes', lessThan: 1 } }, '/incidentTypes/0/steps/0/when/lessThan Write “under”.'],
  [{ when: { fact: 'homes', max: 1 } }, '/incidentTypes/0/steps/0/when/max Write “atMost”.'],
  [{ when: { fact: 'homes', equals: 1 } }, '/incidentTypes/0/steps/0/when/equals Write “is”.'],
  [{ witin: 'PT5M' }, '/incidentTypes/0/steps/0/witin Write “within”.'],
])('a field by another name is known by its meaning: %j', (more, remedy) => {
  expect(remedies(plan({}, { steps: [step(more)] }))).toContain(remedy);
});

test('who does a step may be called otherwise, and is then not missing', () => {
  expect(remedies(plan({}, { steps: [{ id: 'clear', title: { en: 'Clear' }, who: 'lead' }] }))).toEqual([
    '/incidentTypes/0/steps/0/who Write “actor”.',
  ]);
});

test('kinds and types are named in Chinese to Chinese readers', () => {
  expect(messages(plan({}, { otherwise: 'red' }), 'zh-CN')).toEqual(['预案中没有级别“red”。']);
  const [value = ''] = messages(plan({}, { steps: [step({ within: 'PT1M', otherwise: { homes: 'some' } })] }), 'zh-CN');
  expect(value).toContain('应为：整数');
  const [type = ''] = messages({ ...plan({}), seats: 5 }, 'zh-CN');
  expect(type).toBe('类型应为：列表。');
});

test('an id that stands in an incident type and in what is common names both places', () => {
  const twice = plan({ common: { steps: [step({})] } }, { steps: [step({ id: 'other' }), step({})] });
  const [only] = told(twice);
  expect(`${only?.pointer}: ${only?.message}`).toBe(
    '/common/steps/0/id: The id “clear” stands twice: here and at /incidentTypes/0/steps/1/id.',
  );
});

const inFile = (text: string) => {
  const read = readYaml(text);
  return 'faults' in read ? read.faults.map((fault) => `${fault.position?.line} ${fault.code}`) : [];
};

describe('in a file', () => {
  test.each(['title: { en: Note: this }', 'title:\n  en: Note: this', '# x\ntitle: Note: this'])(
    'a text with a colon is told to be put in quotes: %j',
    (text) => {
      const read = readYaml(text);
      const [fault] = 'faults' in read ? read.faults : [];
      if (!fault) throw new Error('it was read');
      expect(describeFault(fault, 'en')).toContain('put quotes around this text. Did you mean “"Note: this"”?');
    },
  );

  test('every text with a colon is told at once', () => {
    expect(inFile('a:\n  en: One: 1\nb:\n  en: Two: 2\n')).toEqual(['2 yaml-colon', '4 yaml-colon']);
  });

  test.each([
    ['seats:\n- id: a\n    title: { en: x }\n    holders: []\n  - id: b\n    title: { en: x }\n', '3 yaml-indent'],
    ['title: { en: a }\n seats:\n  - id: a\n    holders: []\n  - id: b\n', '2 yaml-indent'],
    ['a:\n    b: 1\n  c: 2\n  d: 3\n  e: 4\n', '3 yaml-indent'],
  ])('one wrong indentation is told once, at the line that is wrong: %j', (text, fault) => {
    expect(inFile(text)).toEqual([fault]);
  });
});
