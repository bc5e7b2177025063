import { expect, test } from 'vitest';
import { catalogue, type ProblemName, typeOf } from '../../../shared/problems/catalogue.ts';
import { faultCodes } from '../../../shared/problems/fault.ts';
import { distance, suggest } from '../../../shared/problems/suggest.ts';
import { problemAnswer } from '../../../functions/api/http/problem.ts';

const chinese = /\p{Script=Han}/u;
const names = Object.keys(catalogue) as ProblemName[];

test.each(names)('the problem %s speaks both languages, and its status is the answer’s', (name) => {
  const { title, detail, status } = catalogue[name];
  for (const text of [title, detail]) {
    expect(text.en).not.toMatch(chinese);
    expect(text['zh-CN']).toMatch(chinese);
  }
  for (const language of ['en', 'zh-CN'] as const) {
    const answer = problemAnswer({ problem: name }, language);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(JSON.parse(String(answer.body))).toEqual({ type: typeOf(name), status, title: title[language], detail: detail[language] });
  }
});

test('every fault has a sentence in both languages', () => {
  for (const { code, sentence } of faultCodes()) {
    expect(sentence.en, code).not.toMatch(chinese);
    expect(sentence['zh-CN'], code).toMatch(chinese);
  }
});

test('a problem lists no more faults than anybody mends at once', () => {
  const faults = Array.from({ length: 1000 }, (_, index) => ({
    in: 'body' as const,
    pointer: `/${index}`,
    code: 'required' as const,
    values: {},
  }));
  expect(JSON.parse(String(problemAnswer({ problem: 'invalid', faults }, 'en').body)).errors).toHaveLength(200);
});

test.each([
  ['hodlers', ['holders', 'title'], 'holders'],
  ['incident_types', ['incidentTypes', 'seats'], 'incidentTypes'],
  ['seat', ['seats', 'facts'], 'seats'],
  ['zebra', ['holders', 'title'], null],
  ['x', ['id', 'on'], null],
  ['constructor', [], null],
  ['a'.repeat(100_000), ['holders'], null],
])('for %.20s of %j the name that was meant is %s', (word, known, expected) => {
  expect(suggest(word, known)).toBe(expected);
});

test('swapping two neighbours is one edit', () => {
  expect(distance('hodlers', 'holders')).toBe(1);
});
