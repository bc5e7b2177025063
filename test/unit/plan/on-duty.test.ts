import { describe, expect, test } from 'vitest';
import { onDuty, RosterInput } from '../../../shared/organization/roster.ts';

const roster = (...shifts: readonly object[]) => RosterInput.parse({ title: { en: 'Roster' }, shifts });
const shift = (people: string, from: string, until: string, more: object = {}) => ({ people: people.split(' '), from, until, ...more });
const at = (one: RosterInput, instant: string, timeZone = 'Etc/UTC') => onDuty(one, `2026-${instant}.000Z`, timeZone).join(' ');

describe('who is on duty', () => {
  test('is who has a shift that has begun and has not ended', () => {
    const day = roster(shift('ada', '08:00', '16:00'), shift('bo', '16:00', '22:00'));
    expect(['03-14T07:59:59', '03-14T08:00:00', '03-14T15:59:59', '03-14T16:00:00', '03-14T22:00:00'].map((one) => at(day, one))).toEqual([
      '',
      'ada',
      'ada',
      'bo',
      '',
    ]);
  });

  test('at night is who came on in the evening, on the days on which it began', () => {
    // The 14th of March 2026 is a Saturday.
    const night = roster(shift('ada', '22:00', '06:00', { days: ['sat'] }), shift('bo', '22:00', '06:00', { days: ['sun'] }));
    expect(['03-14T05:00:00', '03-14T22:00:00', '03-15T05:59:59', '03-15T06:00:00', '03-16T05:00:00'].map((one) => at(night, one))).toEqual(
      ['', 'ada', 'ada', '', 'bo'],
    );
  });

  test('all day is a shift that ends when it begins', () => {
    const whole = roster(shift('ada', '08:00', '08:00', { days: ['sat'] }));
    expect(['03-14T07:59:59', '03-14T08:00:00', '03-15T07:59:59', '03-15T08:00:00'].map((one) => at(whole, one))).toEqual([
      '',
      'ada',
      'ada',
      '',
    ]);
  });

  test('counts from the first to the last day on which the shift begins', () => {
    const week = roster(shift('ada', '22:00', '06:00', { first: '2026-03-14', last: '2026-03-15' }));
    expect(['03-14T05:00:00', '03-14T23:00:00', '03-15T23:00:00', '03-16T05:00:00', '03-16T23:00:00'].map((one) => at(week, one))).toEqual([
      '',
      'ada',
      'ada',
      'ada',
      '',
    ]);
  });

  test('is everybody whose shifts overlap, in the order of the roster, each once', () => {
    const both = roster(shift('bo ada', '08:00', '16:00'), shift('ada cy', '12:00', '20:00'));
    expect(at(both, '03-14T13:00:00')).toBe('bo ada cy');
  });

  test('goes by the clocks of the zone, over their changes', () => {
    const night = roster(shift('ada', '22:00', '06:00'), shift('bo', '06:00', '22:00'));
    expect(['03-28T20:59:59', '03-28T21:00:00', '03-29T03:59:59', '03-29T04:00:00'].map((one) => at(night, one, 'Europe/Berlin'))).toEqual([
      'bo',
      'ada',
      'ada',
      'bo',
    ]);
  });
});
