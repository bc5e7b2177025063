import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plus, toInstant } from '../../../shared/instant.ts';
import { changesAfter, gapsOf } from '../../../shared/organization/duty.ts';
import { onDuty, RosterInput, weekdays } from '../../../shared/organization/roster.ts';

const roster = (...shifts: Record<string, unknown>[]): RosterInput =>
  RosterInput.parse({ title: { en: 'Desk' }, shifts: shifts.map((shift) => ({ people: ['ada'], ...shift })) });
/** Gaps as instants to the minute. */
const gaps = (one: RosterInput, at: string, timeZone = 'Etc/UTC') =>
  gapsOf(one, at, timeZone).map(({ from, until }) => `${toInstant(from).slice(0, 16)} ${toInstant(until).slice(0, 16)}`);
const hour = 3_600_000;
const hoursIn = (one: RosterInput, at: string, timeZone: string) =>
  gapsOf(one, at, timeZone).reduce((sum, { from, until }) => sum + until - from, 0) / hour;

const day = { from: '08:00', until: '20:00' };
const night = { from: '20:00', until: '08:00', people: ['bo'] };
// A Wednesday.
const now = '2026-11-25T12:00:00.000Z';

describe('hours without anybody on duty', () => {
  test('are none where a day shift and a shift over midnight meet, nor with one shift around the clock', () => {
    expect(gaps(roster(day, night), now)).toEqual([]);
    expect(gaps(roster({ from: '08:00', until: '08:00' }), now)).toEqual([]);
  });

  test('are all of them where there is no shift', () => {
    expect(gaps(roster(), now)).toEqual(['2026-11-25T12:00 2027-02-23T12:00']);
  });

  test('are every night without a night shift, by the clock of the organization', () => {
    const found = gaps(roster(day), now, 'Asia/Shanghai');
    expect(found).toHaveLength(90);
    expect(found[0]).toBe('2026-11-25T12:00 2026-11-26T00:00');
    expect(hoursIn(roster(day), now, 'Asia/Shanghai')).toBe(90 * 12);
  });

  test('at a weekend begin when the night of Friday ends', () => {
    const days = ['mon', 'tue', 'wed', 'thu', 'fri'];
    expect(gaps(roster({ ...day, days }, { ...night, days }), now).slice(0, 2)).toEqual([
      '2026-11-28T08:00 2026-11-30T08:00',
      '2026-12-05T08:00 2026-12-07T08:00',
    ]);
  });

  test('begin after the last day on which a shift begins, and end with the first day of the next', () => {
    const until = roster(
      { ...day, last: '2026-11-30' },
      { ...night, last: '2026-11-30' },
      { ...day, first: '2026-12-03' },
      { ...night, first: '2026-12-03' },
    );
    expect(gaps(until, now)).toEqual(['2026-12-01T08:00 2026-12-03T08:00']);
  });

  test('are as long as the night is when clocks go forward or back', () => {
    // Clocks in Berlin go forward on 28 March 2027 and back on 25 October 2026, both in the night.
    const wake = { from: '06:00', until: '22:00' };
    expect(gaps(roster(wake), '2027-03-27T12:00:00.000Z', 'Europe/Berlin').slice(0, 2)).toEqual([
      '2027-03-27T21:00 2027-03-28T04:00',
      '2027-03-28T20:00 2027-03-29T04:00',
    ]);
    expect(gaps(roster(wake), '2026-10-24T12:00:00.000Z', 'Europe/Berlin').slice(0, 2)).toEqual([
      '2026-10-24T20:00 2026-10-25T05:00',
      '2026-10-25T21:00 2026-10-26T05:00',
    ]);
  });

  test('follow the clock where an hour is left out or comes twice', () => {
    const but = { from: '02:30', until: '02:00' };
    // From 2:00 to 2:30 there is nobody: on 28 March clocks skip that half hour, on 25 October they show it twice.
    expect(gaps(roster(but), '2027-03-27T12:00:00.000Z', 'Europe/Berlin')[0]).toBe('2027-03-29T00:00 2027-03-29T00:30');
    expect(gaps(roster(but), '2026-10-24T12:00:00.000Z', 'Europe/Berlin').slice(0, 2)).toEqual([
      '2026-10-25T00:00 2026-10-25T00:30',
      '2026-10-25T01:00 2026-10-25T01:30',
    ]);
  });

  test('are exactly the moments at which nobody is on duty, in every zone and over every change of clocks', () => {
    const clock = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '45'))
      .map(([h, m]) => `${String(h).padStart(2, '0')}:${m}`);
    const date = fc.integer({ min: -20, max: 100 }).map((days) => plus('2026-10-01T00:00:00.000Z', days * 24 * hour).slice(0, 10));
    const shift = fc.record(
      {
        people: fc.subarray(['ada', 'bo', 'cy'], { minLength: 1 }),
        from: clock,
        until: clock,
        days: fc.subarray([...weekdays], { minLength: 1 }),
        first: date,
        last: date,
      },
      { requiredKeys: ['people', 'from', 'until'] },
    );
    const zone = fc.constantFrom('Etc/UTC', 'Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu');
    const start = fc.integer({ min: 0, max: 60 * 24 * 60 }).map((minutes) => plus('2026-09-20T00:00:13.500Z', minutes * 60_000));
    fc.assert(
      fc.property(
        fc.array(shift, { maxLength: 6 }),
        zone,
        start,
        fc.array(fc.nat({ max: 90 * 24 * 60 - 1 }), { minLength: 30 }),
        (shifts, timeZone, at, minutes) => {
          const one = roster(...shifts);
          const found = gapsOf(one, at, timeZone);
          const changes = changesAfter(one, at, timeZone, 10_000);
          for (const minute of minutes) {
            const millis = Date.parse(at) + minute * 60_000;
            const people = onDuty(one, toInstant(millis), timeZone);
            expect(found.some(({ from, until }) => from <= millis && millis < until)).toBe(people.length === 0);
            const last = changes.findLast((change) => Date.parse(change.at) <= millis)?.people ?? onDuty(one, at, timeZone);
            expect(last).toEqual(people);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the next changes', () => {
  test('say who is on duty from when on, and pass over what changes nothing', () => {
    const relay = roster(day, night, { ...day, people: ['ada'], from: '10:00', until: '12:00' });
    expect(changesAfter(relay, now, 'Etc/UTC', 3)).toEqual([
      { at: '2026-11-25T20:00:00.000Z', people: ['bo'] },
      { at: '2026-11-26T08:00:00.000Z', people: ['ada'] },
      { at: '2026-11-26T20:00:00.000Z', people: ['bo'] },
    ]);
    expect(changesAfter(roster({ from: '00:00', until: '00:00' }), now, 'Etc/UTC', 3)).toEqual([]);
  });
});
