import * as z from 'zod';
import { type Instant, millisOf } from '../instant.ts';
import { Slug } from '../plan/slug.ts';
import { textOf } from '../text.ts';
import { wallMillis } from '../wall-clock.ts';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'clock' });
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Who is on duty when, by the clock of the organization's time zone. A shift whose end is not after its beginning ends on the next day. */
const Shift = z.strictObject({
  people: z.array(Slug).min(1).max(20),
  /** On which days it begins; without it, on all. */
  days: z.array(z.enum(weekdays)).min(1).max(7).optional(),
  from: clock,
  until: clock,
  /** The first and the last day on which it begins. */
  first: z.iso.date().optional(),
  last: z.iso.date().optional(),
});
type Shift = z.infer<typeof Shift>;

export const RosterInput = z.strictObject({ title: textOf(200), shifts: z.array(Shift).max(500).default([]) });
export type RosterInput = z.infer<typeof RosterInput>;

export interface Roster extends RosterInput {
  readonly id: string;
  readonly version: number;
  readonly updatedAt: Instant;
}

const minuteMillis = 60_000;
const dayMillis = 24 * 60 * minuteMillis;

/** Milliseconds after midnight of a wall clock such as `09:30`. */
export const clockMillis = (text: string): number => (Number(text.slice(0, 2)) * 60 + Number(text.slice(3))) * minuteMillis;

const dayOf = (midnight: number): string => new Date(midnight).toISOString().slice(0, 10);
// The first of January 1970 was a Thursday.
const weekdayOf = (midnight: number) => weekdays[(Math.floor(midnight / dayMillis) + 3) % 7] ?? 'mon';

/** Whether a shift covers a moment on the wall clock, given in milliseconds as if it were UTC. */
const covers = ({ days, from, until, first = '', last = '9999' }: Shift, wall: number): boolean => {
  const [start, end] = [clockMillis(from), clockMillis(until)];
  const length = end > start ? end - start : end - start + dayMillis;
  const today = Math.floor(wall / dayMillis) * dayMillis;
  return [today, today - dayMillis].some((midnight) => {
    const begins = midnight + start;
    const day = dayOf(midnight);
    return begins <= wall && wall < begins + length && day >= first && day <= last && (days?.includes(weekdayOf(midnight)) ?? true);
  });
};

/** The people on duty at an instant, in the order of the shifts. */
export const onDuty = ({ shifts }: Pick<Roster, 'shifts'>, at: Instant, timeZone: string): readonly string[] => {
  const wall = wallMillis(Math.floor(millisOf(at) / 1000) * 1000, timeZone);
  return [...new Set(shifts.filter((shift) => covers(shift, wall)).flatMap(({ people }) => people))];
};
