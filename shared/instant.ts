import * as z from 'zod';

/** RFC 3339 in UTC with milliseconds, e.g. `2026-03-14T01:42:00.000Z`. Sorts as text. */
export type Instant = string;

const offsetTime = z.iso.datetime({ offset: true, local: false });

/** So far from the ends of what sorts as text that adding or taking off any duration stays within. */
const [earliest, latest] = [Date.UTC(1200, 0), Date.UTC(8000, 0)];

/** Accepts any RFC 3339 instant of the years 1200 to 7999 and yields the canonical UTC form with milliseconds. */
export const Instant = offsetTime
  // What is no instant at all is said once, by its form.
  .refine((value) => !(Date.parse(value) < earliest || Date.parse(value) >= latest), { params: { code: 'instant' } })
  .transform((value) => toInstant(Date.parse(value)));

export const toInstant = (millis: number): Instant => new Date(millis).toISOString();
export const millisOf = (instant: Instant): number => Date.parse(instant);
export const plus = (instant: Instant, millis: number): Instant => toInstant(millisOf(instant) + millis);

// As many digits as make a few centuries: beyond the year 9999 instants would no longer sort as text, and soon there are none.
const duration = /^P(?!$)(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,10})S)?)?$/;

/** ISO 8601 duration of weeks, days (of 24 hours), hours, minutes and seconds, e.g. `PT10M`. */
export const Duration = z.string().regex(duration, { error: 'duration' });
/** A {@link Duration} where a word may stand for one, which says so when it is neither. */
export const DurationOrWord = z.string().regex(duration, { error: 'deadline' });
export type Duration = string;

const lengths = new Map<Duration, number>();
const lengthsMax = 1000;

/** Length in milliseconds of a {@link Duration}; throws on text that the schema would refuse. */
export const durationMillis = (text: Duration): number => {
  const known = lengths.get(text);
  if (known !== undefined) return known;
  if (lengths.size >= lengthsMax) lengths.clear();
  const made = millisIn(text);
  lengths.set(text, made);
  return made;
};

const millisIn = (text: Duration): number => {
  const match = duration.exec(text);
  if (!match) throw new Error(`not a duration: ${text}`);
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
};
