import { describe, expect, test } from 'vitest';
import { dueAtOf } from '../../../shared/plan/deadline.ts';
import { play, planWith, template } from '../../support/play.ts';

const span = (from: string, until: string, due: string, days = 0) => ({ from, until, due, days });
const planOf = (...spans: readonly object[]) => planWith({}, { windows: [{ id: 'window', title: { en: 'Window' }, spans }] });
const due = (plan: ReturnType<typeof planOf>, at: string, timeZone: string, word = 'window') => dueAtOf(plan, word, at, timeZone);

describe('the written report of the estate plan, by the clock in Shanghai', () => {
  const plan = template('property-customer-service');
  // Clocks there are eight hours ahead.
  test.each([
    ['from 09:00', '2026-03-14T01:00:00.000Z', '2026-03-14T10:00:00.000Z'],
    ['before 13:00', '2026-03-14T04:59:59.999Z', '2026-03-14T10:00:00.000Z'],
    ['from 13:00, the next day', '2026-03-14T05:00:00.000Z', '2026-03-15T01:00:00.000Z'],
    ['before 18:00, the next day', '2026-03-14T09:59:59.999Z', '2026-03-15T01:00:00.000Z'],
    ['from 18:00, the day on which the night ends', '2026-03-14T10:00:00.000Z', '2026-03-15T04:00:00.000Z'],
    ['before midnight, the day on which the night ends', '2026-03-14T15:59:59.999Z', '2026-03-15T04:00:00.000Z'],
    ['from midnight, the same day', '2026-03-14T16:00:00.000Z', '2026-03-15T04:00:00.000Z'],
    ['before 09:00, the same day', '2026-03-15T00:59:59.999Z', '2026-03-15T04:00:00.000Z'],
    ['at the end of a month', '2026-03-31T05:00:00.000Z', '2026-04-01T01:00:00.000Z'],
  ])('%s', (_, at, expected) => {
    expect(due(plan, at, 'Asia/Shanghai', 'report-window')).toBe(expected);
  });
});

describe('a deadline by the clock', () => {
  const day = planOf(span('08:00', '20:00', '09:00', 1));

  test('is at the hour that clocks show, over a change of clocks', () => {
    expect(due(day, '2026-03-27T12:00:00.000Z', 'Europe/Berlin')).toBe('2026-03-28T08:00:00.000Z');
    expect(due(day, '2026-03-28T12:00:00.000Z', 'Europe/Berlin')).toBe('2026-03-29T07:00:00.000Z');
    expect(due(day, '2026-10-24T12:00:00.000Z', 'Europe/Berlin')).toBe('2026-10-25T08:00:00.000Z');
  });

  test('at an hour that clocks skip comes when that hour would have come', () => {
    const night = planOf(span('08:00', '20:00', '02:30', 1));
    expect(due(night, '2026-03-28T12:00:00.000Z', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
  });

  test('at an hour that clocks show twice comes the first time', () => {
    const night = planOf(span('08:00', '20:00', '02:30', 1));
    expect(due(night, '2026-10-24T12:00:00.000Z', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
  });

  test('belongs to the span that clocks show, in an hour that they show twice', () => {
    const hours = planOf(span('02:00', '03:00', '12:00'), span('03:00', '04:00', '18:00'));
    for (const at of ['2026-10-25T00:15:00.000Z', '2026-10-25T01:15:00.000Z'])
      expect(due(hours, at, 'Europe/Berlin')).toBe('2026-10-25T11:00:00.000Z');
    expect(due(hours, '2026-10-25T02:15:00.000Z', 'Europe/Berlin')).toBe('2026-10-25T17:00:00.000Z');
  });

  test('is none outside of every span', () => {
    expect(due(day, '2026-03-14T22:00:00.000Z', 'Etc/UTC')).toBeNull();
  });

  test('may be days later', () => {
    expect(due(planOf(span('08:00', '20:00', '17:00', 7)), '2026-03-14T12:00:00.000Z', 'Etc/UTC')).toBe('2026-03-21T17:00:00.000Z');
  });
});

test('work that is due by a window is late when the clock says so', () => {
  const step = { id: 's', title: { en: 'S' }, actor: 'seat-x', within: 'window' };
  const windows = [{ id: 'window', title: { en: 'Window' }, spans: [span('09:00', '13:00', '18:00')] }];
  const plan = planWith({ steps: [step] }, { windows });
  const directory = { people: {}, timeZone: 'Asia/Shanghai' };
  expect(play(plan, { directory }).until(600).of('task.breached')).toMatchObject([{ minute: 540, dueAt: '2026-03-14T10:00:00.000Z' }]);
});
