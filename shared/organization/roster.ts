import * as z from 'zod';
import { type Instant, millisOf } from '../instant.ts';
import { Slug } from '../plan/slug.ts';
import { textOf } from '../text.ts';
import { wallMillis } from '../wall-clock.ts';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'clock' });
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Who is on duty when, by the clock of the organization's time zone. A shift whose end is not after its beginning ends on the next day. */
export const Shift = z.strictObject({
  people: z
    .array(Slug)
    .min(1)
    .max(20)
    .meta({ examples: [['sample-day']] }),
  /** On which days it begins; without it, on all. */
  days: z
    .array(z.enum(weekdays))
    .min(1)
    .max(7)
    .meta({ examples: [['sat', 'sun']] })
    .optional(),
  from: clock,
  until: clock,
  /** The first and the last day on which it begins. */
  first: z.iso.date().optional(),
  last: z.iso.date().optional(),
});
export type Shift = z.infer<typeof Shift>;

export const RosterInput = z.strictObject({
  title: textOf(200),
  shifts: z
    .array(Shift)
    .max(500)
    .meta({ examples: [[{ people: ['sample-day'], from: '08:00', until: '20:00' }]] })
    .default([]),
});
export type RosterInput = z.infer<typeof RosterInput>;

export interface Roster extends RosterInput {
  readonly id: string;
  readonly version: number;
  readonly updatedAt: Instant;
}

const minuteMillis = 60_000;
export const dayMillis = 24 * 60 * minuteMillis;

/** Milliseconds after midnight of a wall clock such as `09:30`. */
export const clockMillis = (text: string): number => (Number(text.slice(0, 2)) * 60 + Number(text.slice(3))) * minuteMillis;

/** A day of the wall clock: its midnight in milliseconds as if it were UTC, and what shifts ask of it. */
interface Day {
  readonly midnight: number;
  readonly date: string;
  readonly weekday: (typeof weekdays)[number];
}
// The first of January 1970 was a Thursday.
export const dayAt = (midnight: number): Day => ({
  midnight,
  date: new Date(midnight).toISOString().slice(0, 10),
  weekday: weekdays[(((Math.floor(midnight / dayMillis) + 3) % 7) + 7) % 7] ?? 'mon',
});

/** Whether a shift begins on a day. */
export const beginsOn = ({ days, first = '', last = '9999' }: Shift, { date, weekday }: Day): boolean =>
  date >= first && date <= last && (days?.includes(weekday) ?? true);

/** When after midnight a shift begins, and how long it is, in milliseconds of the wall clock. */
export const hoursOf = ({ from, until }: Shift): { readonly start: number; readonly length: number } => {
  const [start, end] = [clockMillis(from), clockMillis(until)];
  return { start, length: end > start ? end - start : end - start + dayMillis };
};

/** Whether a shift covers a moment on the wall clock, given in milliseconds as if it were UTC. */
const covers = (shift: Shift, wall: number): boolean => {
  const { start, length } = hoursOf(shift);
  const today = Math.floor(wall / dayMillis) * dayMillis;
  return [today, today - dayMillis].some(
    (midnight) => midnight + start <= wall && wall < midnight + start + length && beginsOn(shift, dayAt(midnight)),
  );
};

/** The people on duty at an instant, in the order of the shifts. */
export const onDuty = ({ shifts }: Pick<Roster, 'shifts'>, at: Instant, timeZone: string): readonly string[] => {
  const wall = wallMillis(Math.floor(millisOf(at) / 1000) * 1000, timeZone);
  return [...new Set(shifts.filter((shift) => covers(shift, wall)).flatMap(({ people }) => people))];
};
