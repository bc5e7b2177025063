import { expect, test } from 'vitest';
import { dayStarts } from '../../../shared/status-page/days.ts';

test('days start at local midnight', () => {
  expect(dayStarts('2026-03-14T01:42:00.000Z', 'Asia/Shanghai', 2)).toEqual(['2026-03-12T16:00:00.000Z', '2026-03-13T16:00:00.000Z']);
});

test('today is the local day, also where UTC has another date', () => {
  expect(dayStarts('2026-03-14T23:30:00.000Z', 'Asia/Shanghai', 1)).toEqual(['2026-03-14T16:00:00.000Z']);
  expect(dayStarts('2026-03-14T01:00:00.000Z', 'America/Los_Angeles', 1)).toEqual(['2026-03-13T07:00:00.000Z']);
});

test('the days around a clock change have 23 and 25 hours', () => {
  const hours = (starts: readonly string[]) =>
    starts.slice(1).map((start, index) => (Date.parse(start) - Date.parse(starts[index] ?? start)) / 3_600_000);
  expect(hours(dayStarts('2026-03-30T12:00:00.000Z', 'Europe/Berlin', 3))).toEqual([24, 23]);
  expect(hours(dayStarts('2026-10-26T12:00:00.000Z', 'Europe/Berlin', 3))).toEqual([24, 25]);
});

test('a day whose midnight is skipped starts with the first instant it has', () => {
  // Beirut jumped from 00:00 to 01:00 on 31 March 2024.
  expect(dayStarts('2024-03-31T10:00:00.000Z', 'Asia/Beirut', 1)).toEqual(['2024-03-30T22:00:00.000Z']);
});

test('a day whose midnight occurs twice starts with the first of them', () => {
  // Havana went back from 01:00 to 00:00 on 3 November 2024.
  expect(dayStarts('2024-11-03T20:00:00.000Z', 'America/Havana', 1)).toEqual(['2024-11-03T04:00:00.000Z']);
});

test('an instant exactly at midnight belongs to the day it opens', () => {
  expect(dayStarts('2026-03-14T00:00:00.000Z', 'UTC', 1)).toEqual(['2026-03-14T00:00:00.000Z']);
});
