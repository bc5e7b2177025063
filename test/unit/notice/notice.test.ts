import { expect, test } from 'vitest';
import { plus } from '../../../shared/instant.ts';
import type { NoticeText } from '../../../shared/notice/input.ts';
import { override } from '../../../shared/notice/override.ts';
import type { StateOverride } from '../../../shared/notice/posted.ts';
import { overrideAt, overrideDueAt } from '../../../shared/notice/stage.ts';
import { missingLanguages } from '../../../shared/notice/warnings.ts';
import { wordsOf } from '../../../shared/notice/wording.ts';

const now = '2026-03-14T01:00:00.000Z';
const hour = 3_600_000;
const day = 24 * hour;
const later = (millis: number) => plus(now, millis);

test('a state that is set by hand ends the one before, and one that was never in force leaves no trace', () => {
  const first = override([], 'major_outage', null, now);
  const second = override(first, 'partial_outage', later(3 * hour), later(hour));
  expect(second).toEqual([
    { state: 'major_outage', from: now, until: later(hour) },
    { state: 'partial_outage', from: later(hour), until: later(3 * hour) },
  ]);
  expect(override(first, 'operational', null, now)).toEqual([{ state: 'operational', from: now, until: null }]);
  expect(override(second, null, null, later(2 * hour)).at(-1)?.until).toBe(later(2 * hour));
  expect(overrideAt(second, later(3 * hour))).toBeNull();
  expect(overrideDueAt(second, later(2 * hour))).toBe(later(3 * hour));
  expect(overrideDueAt(first, later(day))).toBeNull();
});

test('what no bar shows any more is left out, and the list stays bounded', () => {
  let overrides: readonly StateOverride[] = [];
  for (let minute = 0; minute < 2_100; minute++)
    overrides = override(overrides, minute % 2 ? 'major_outage' : null, null, later(minute * 60_000));
  expect(overrides.length).toBeLessThanOrEqual(1_000);
  expect(override(overrides, 'operational', null, later(110 * day))).toEqual([
    { ...overrides.at(-1), until: later(110 * day) },
    { state: 'operational', from: later(110 * day), until: null },
  ]);
});

const text: NoticeText = {
  id: 'works',
  title: { en: 'Work in {area}' },
  body: { en: '{area} until {end}', 'zh-CN': '{area}至{end}' },
  version: 1,
  createdAt: now,
  updatedAt: now,
};
const said = (values: Readonly<Record<string, string>>, more: object = {}) => wordsOf({ text: 'works', values, ...more }, [text], []);

test('a value is put in as it is, also where it looks like a place or like a pattern', () => {
  const { title, body, faults } = said({ area: '{end}', end: '$& $1' });
  expect([title, body, faults]).toEqual([{ en: 'Work in {end}' }, { en: '{end} until $& $1', 'zh-CN': '{end}至$& $1' }, []]);
});

test('what came out longer than a notice may be is refused', () => {
  const { faults } = said({ area: 'x'.repeat(300), end: 'y' });
  expect(faults.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(['/text too-long']);
});

test('values without a text are told, and so is a body that is missing', () => {
  const { faults } = wordsOf({ values: { area: 'x' } }, [text], ['updates', 1]);
  expect(faults.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
    '/updates/1/values/area unknown-place',
    '/updates/1/body required',
  ]);
});

test('a language is missing only where there is a text at all', () => {
  expect(
    missingLanguages(
      [
        [['a'], { en: 'x' }],
        [['b'], null],
        [['c', 0], { en: 'x', 'zh-CN': 'y' }],
      ],
      ['zh-CN', 'en'],
    ),
  ).toEqual([{ pointer: '/a', language: 'zh-CN' }]);
});
