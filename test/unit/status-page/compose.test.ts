import { describe, expect, test } from 'vitest';
import { compose } from '../../../shared/status-page/compose.ts';
import { input, notice, now, record, update } from './given.ts';

const checkIn = 'comp00000001';
const claim = (state: 'degraded_performance' | 'partial_outage' | 'major_outage' | 'under_maintenance') => [
  { componentId: checkIn, state },
];
const change = (from: 'operational' | 'partial_outage', to: 'operational' | 'partial_outage' | 'major_outage' | 'under_maintenance') => [
  { componentId: checkIn, from, to },
];

/** A major outage of exactly `minutes`, resolved, on 13 March Shanghai time. */
const outage = (minutes: number, to: 'partial_outage' | 'major_outage' | 'under_maintenance' = 'major_outage') => {
  const resolvedAt = new Date(Date.parse('2026-03-13T00:00:00.000Z') + minutes * 60_000).toISOString();
  return notice({
    phase: 'resolved',
    componentIds: [checkIn],
    resolvedAt,
    updatedAt: resolvedAt,
    updates: [update({ phase: 'resolved', at: resolvedAt, changes: [] }), update({ changes: change('operational', to) })],
  });
};

describe('the state of a component', () => {
  test('is operational when no notice speaks of it', () => {
    expect(compose(input({ components: [record()] })).components[0]?.state).toBe('operational');
  });

  test('is the worst that any open notice claims', () => {
    const notices = [
      notice({ id: 'noti00000001', affects: claim('degraded_performance'), componentIds: [checkIn] }),
      notice({ id: 'noti00000002', affects: claim('major_outage'), componentIds: [checkIn] }),
      notice({ id: 'noti00000003', affects: claim('partial_outage'), componentIds: [checkIn] }),
    ];
    expect(compose(input({ components: [record()], notices })).components[0]?.state).toBe('major_outage');
  });

  test('is not touched by a resolved notice, whatever it still claims', () => {
    const notices = [notice({ phase: 'resolved', resolvedAt: now, affects: claim('major_outage'), componentIds: [checkIn] })];
    expect(compose(input({ components: [record()], notices })).components[0]?.state).toBe('operational');
  });
});

describe('the bars', () => {
  const daysOf = (...args: Parameters<typeof input>) => compose(input(...args)).components[0]?.days ?? [];

  test('are ninety, today last', () => {
    const days = daysOf({
      components: [record()],
      notices: [
        notice({
          componentIds: [checkIn],
          affects: claim('partial_outage'),
          updates: [update({ at: now, changes: change('operational', 'partial_outage') })],
          startedAt: now,
        }),
      ],
    });
    expect(days).toHaveLength(90);
    expect(days.at(-1)).toBe('partial_outage');
    expect(days.slice(0, -1).every((state) => state === 'operational')).toBe(true);
  });

  test('follow the local day of the page', () => {
    // 13 March 16:30 UTC is already 14 March in Shanghai.
    const startedAt = '2026-03-13T16:30:00.000Z';
    const resolvedAt = '2026-03-13T16:40:00.000Z';
    const notices = [
      notice({
        phase: 'resolved',
        startedAt,
        resolvedAt,
        componentIds: [checkIn],
        updates: [update({ phase: 'resolved', at: resolvedAt }), update({ at: startedAt, changes: change('operational', 'major_outage') })],
      }),
    ];
    expect(daysOf({ components: [record()], notices }).slice(-2)).toEqual(['operational', 'major_outage']);
  });

  test('show an outage on every day it lasted', () => {
    const days = daysOf({ components: [record()], notices: [outage(60 * 24)] });
    expect(days.slice(-3)).toEqual(['operational', 'major_outage', 'major_outage']);
  });

  test('are empty before the component existed', () => {
    const days = daysOf({ components: [record({ createdAt: '2026-03-12T16:00:00.000Z' })] });
    expect(days.slice(-3)).toEqual([null, 'operational', 'operational']);
    expect(days.filter((state) => state === null)).toHaveLength(88);
  });

  test('begin with the incident, not with the first words about it', () => {
    const notices = [
      notice({
        startedAt: '2026-03-12T10:00:00.000Z',
        componentIds: [checkIn],
        affects: claim('partial_outage'),
        updates: [update({ at: '2026-03-13T10:00:00.000Z', changes: change('operational', 'partial_outage') })],
      }),
    ];
    expect(daysOf({ components: [record()], notices }).slice(-3)).toEqual(['partial_outage', 'partial_outage', 'partial_outage']);
  });
});

describe('uptime', () => {
  const uptimeOf = (...args: Parameters<typeof input>) => compose(input(...args)).components[0]?.uptime;

  test('is 100.00 without incidents', () => {
    expect(uptimeOf({ components: [record()] })).toBe('100.00');
  });

  test('is floored, so that one bad minute is never rounded away', () => {
    expect(uptimeOf({ components: [record()], notices: [outage(1)] })).toBe('99.99');
  });

  // The window holds 89 whole days and 9 h 42 min of today: 128,742 minutes.
  test('counts a major outage in full', () => {
    expect(uptimeOf({ components: [record()], notices: [outage(1287)] })).toBe('99.00');
  });

  test('counts a partial outage at three tenths', () => {
    // 0.3 × 1,287 of 128,742 minutes is 0.2999 %.
    expect(uptimeOf({ components: [record()], notices: [outage(1287, 'partial_outage')] })).toBe('99.70');
  });

  test('leaves maintenance out of the time it measures', () => {
    expect(uptimeOf({ components: [record()], notices: [outage(1287, 'under_maintenance')] })).toBe('100.00');
  });

  test('counts overlapping incidents once, at their worst', () => {
    const twice = [outage(1287), { ...outage(1287, 'partial_outage'), id: 'noti00000002' }];
    expect(uptimeOf({ components: [record()], notices: twice })).toBe('99.00');
  });

  test('measures a young component over its own life only', () => {
    // Born two hours before now; half of that time it was down.
    const createdAt = '2026-03-13T23:42:00.000Z';
    const startedAt = '2026-03-14T00:42:00.000Z';
    const notices = [
      notice({
        startedAt,
        affects: claim('major_outage'),
        componentIds: [checkIn],
        updates: [update({ at: startedAt, changes: change('operational', 'major_outage') })],
      }),
    ];
    expect(uptimeOf({ components: [record({ createdAt })], notices })).toBe('50.00');
    // What is told of it from before it was added counts: since then it was down.
    expect(uptimeOf({ components: [record({ createdAt: now })], notices })).toBe('0.00');
  });

  test('is null while there is nothing to measure', () => {
    expect(uptimeOf({ components: [record({ createdAt: now })] })).toBeNull();
  });
});

describe('a page', () => {
  test('keeps its time of update when only the clock moved', () => {
    const given = input({ components: [record()], notices: [outage(10)] });
    const later = compose({ ...given, now: '2026-03-14T05:00:00.000Z', version: 2 });
    expect(later.updatedAt).toBe(compose(given).updatedAt);
    expect(later.updatedAt).toBe('2026-03-13T00:10:00.000Z');
  });

  test('keeps its times of update when what was over goes into the archive', () => {
    const given = input({ components: [record()], notices: [outage(10)] });
    const later = compose({ ...given, now: '2026-09-01T00:00:00.000Z', version: 2 });
    expect([later.notices.length, later.archive.length]).toEqual([0, 1]);
    expect(later.updatedAt).toBe('2026-03-13T00:10:00.000Z');
    expect(later.components[0]?.updatedAt).toBe(compose(given).components[0]?.updatedAt);
  });

  test('moves its time of update with the newest visible change', () => {
    const given = input({ components: [record({ updatedAt: '2026-03-13T09:00:00.000Z' })], notices: [outage(10)] });
    expect(compose(given).updatedAt).toBe('2026-03-13T09:00:00.000Z');
  });

  test('drops what was resolved before the window and keeps what is open', () => {
    const old = { startedAt: '2025-06-01T00:00:00.000Z', createdAt: '2025-06-01T00:00:00.000Z', updatedAt: '2025-06-02T00:00:00.000Z' };
    const notices = [
      notice({ ...old, id: 'still-open' }),
      notice({ ...old, id: 'long-gone', phase: 'resolved', resolvedAt: '2025-06-02T00:00:00.000Z' }),
    ];
    expect(compose(input({ notices })).notices.map(({ id }) => id)).toEqual(['still-open']);
  });

  test('lists notices newest first', () => {
    const notices = [
      notice({ id: 'a', createdAt: '2026-03-01T00:00:00.000Z' }),
      notice({ id: 'b', createdAt: '2026-03-02T00:00:00.000Z' }),
    ];
    expect(compose(input({ notices })).notices.map(({ id }) => id)).toEqual(['b', 'a']);
  });

  test('orders components by position and groups by their first component', () => {
    const group = (id: string) => ({ id, name: { en: id } });
    const components = [
      record({ publicId: 'c', position: 3, group: group('second') }),
      record({ publicId: 'a', position: 1, group: group('first') }),
      record({ publicId: 'b', position: 2, group: group('second') }),
    ];
    const page = compose(input({ components }));
    expect(page.components.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(page.groups.map(({ id }) => id)).toEqual(['first', 'second']);
  });

  test('has an address without a trailing slash', () => {
    expect(compose(input()).url).toBe('https://status.example/example-air');
  });
});
