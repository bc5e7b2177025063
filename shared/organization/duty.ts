import { type Instant, millisOf, toInstant } from '../instant.ts';
import { wallMillis } from '../wall-clock.ts';
import { beginsOn, dayAt, dayMillis, hoursOf, onDuty, type Roster } from './roster.ts';

/** Milliseconds since 1970; `until` is not part of it. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** How far ahead duty is looked at. */
export const aheadDays = 90;
const aheadMillis = aheadDays * dayMillis;

const wholeSeconds = (millis: number) => Math.floor(millis / 1000) * 1000;
const offsetAt = (millis: number, timeZone: string): number => wallMillis(wholeSeconds(millis), timeZone) - wholeSeconds(millis);

/** The second at which the clocks of a zone were set between two instants. */
const settingBetween = (before: number, after: number, timeZone: string): number => {
  const offset = offsetAt(before, timeZone);
  let [low, high] = [wholeSeconds(before), wholeSeconds(after)];
  while (high - low > 1000) {
    const middle = wholeSeconds((low + high) / 2);
    if (offsetAt(middle, timeZone) === offset) low = middle;
    else high = middle;
  }
  return high;
};

/** A span cut where the clocks are set: in each part the wall clock runs as time does. */
const stretchesOf = ({ from, until }: Span, timeZone: string): readonly (Span & { readonly offset: number })[] => {
  const stretches: (Span & { offset: number })[] = [];
  let begin = from;
  let offset = offsetAt(from, timeZone);
  for (let at = from; at < until; at += dayMillis) {
    const next = Math.min(at + dayMillis, until);
    const later = offsetAt(next, timeZone);
    if (later === offset) continue;
    const set = settingBetween(at, next, timeZone);
    stretches.push({ from: begin, until: set, offset });
    [begin, offset] = [set, later];
  }
  return [...stretches, { from: begin, until, offset }];
};

/** When which shift (by its place) is on duty within a span, in no order. */
const dutiesIn = ({ shifts }: Pick<Roster, 'shifts'>, span: Span, timeZone: string): readonly (Span & { readonly shift: number })[] => {
  const hours = shifts.map(hoursOf);
  return stretchesOf(span, timeZone).flatMap(({ from, until, offset }) => {
    const duties: (Span & { shift: number })[] = [];
    const today = Math.floor((from + offset) / dayMillis) * dayMillis;
    // What began yesterday may not have ended.
    for (let midnight = today - dayMillis; midnight < until + offset; midnight += dayMillis) {
      const day = dayAt(midnight);
      for (const [shift, one] of shifts.entries()) {
        const { start, length } = hours[shift] ?? { start: 0, length: 0 };
        const begins = midnight + start - offset;
        const [first, last] = [Math.max(begins, from), Math.min(begins + length, until)];
        if (first < last && beginsOn(one, day)) duties.push({ from: first, until: last, shift });
      }
    }
    return duties;
  });
};

/** The times without anybody on duty in the 90 days from an instant on, by the clock of a zone. */
export const gapsOf = (roster: Pick<Roster, 'shifts'>, at: Instant, timeZone: string): readonly Span[] => {
  const span = { from: millisOf(at), until: millisOf(at) + aheadMillis };
  const gaps: Span[] = [];
  let reached = span.from;
  for (const { from, until } of dutiesIn(roster, span, timeZone).toSorted((a, b) => a.from - b.from)) {
    if (from > reached) gaps.push({ from: reached, until: from });
    reached = Math.max(reached, until);
  }
  return reached < span.until ? [...gaps, { from: reached, until: span.until }] : gaps;
};

/** Who is on duty from an instant on. */
export interface Change {
  readonly at: Instant;
  readonly people: readonly string[];
}

/** The first changes of who is on duty within 90 days after an instant. */
export const changesAfter = (roster: Pick<Roster, 'shifts'>, at: Instant, timeZone: string, most: number): readonly Change[] => {
  const span = { from: millisOf(at), until: millisOf(at) + aheadMillis };
  const duties = dutiesIn(roster, span, timeZone);
  const turns = Map.groupBy(
    duties.flatMap(({ from, until, shift }) => [
      { millis: from, shift, by: 1 },
      { millis: until, shift, by: -1 },
    ]),
    ({ millis }) => millis,
  );
  const standing = roster.shifts.map(() => 0);
  const changes: Change[] = [];
  let before = onDuty(roster, at, timeZone).join();
  for (const [millis, steps] of [...turns].toSorted(([a], [b]) => a - b)) {
    if (millis >= span.until || changes.length >= most) break;
    for (const { shift, by } of steps) standing[shift] = (standing[shift] ?? 0) + by;
    const people = [...new Set(roster.shifts.flatMap((shift, index) => (standing[index] ? shift.people : [])))];
    if (people.join() === before) continue;
    before = people.join();
    changes.push({ at: toInstant(millis), people });
  }
  return changes;
};
