import type { Instant } from '../../../shared/instant.ts';
import type { Language } from '../../../shared/text.ts';

// A formatter costs far more to make than to use, and a page has dozens of dates.
const known = new Map<string, Intl.DateTimeFormat>();
const formatter = (
  language: Language | 'en-US',
  timeZone: string,
  name: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat => {
  const key = `${language} ${timeZone} ${name}`;
  const found = known.get(key);
  if (found) return found;
  const locale = language === 'en' ? 'en-GB' : language;
  const made = new Intl.DateTimeFormat(locale, { timeZone, hourCycle: 'h23', ...options });
  known.set(key, made);
  return made;
};

const shapes = {
  stamp: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  full: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  weekday: { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  weekdayYear: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  clock: { hour: '2-digit', minute: '2-digit' },
  day: { day: 'numeric', month: 'short' },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  monthName: { month: 'short' },
  dayNumber: { day: 'numeric' },
  dayName: { weekday: 'short' },
  month: { month: 'long', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type Shape = keyof typeof shapes;

const namedPart = (format: Intl.DateTimeFormat, instant: Instant): string =>
  format.formatToParts(Date.parse(instant)).find(({ type }) => type === 'timeZoneName')?.value ?? '';

/** Offset of a zone at an instant, e.g. `UTC+8`. Written apart from the date because Chinese would put it in front. */
export const offsetOf = (instant: Instant, timeZone: string): string =>
  namedPart(formatter('en-US', timeZone, 'offset', { timeZoneName: 'shortOffset' }), instant)
    .replace('GMT', 'UTC')
    .replace(/[+-]0$/, '');

/** A zone's name in words, e.g. `China Standard Time`. */
export const zoneNameOf = (instant: Instant, language: Language, timeZone: string): string =>
  namedPart(formatter(language, timeZone, 'zone', { timeZoneName: 'long' }), instant);

/** An instant in a page's zone, without the zone. */
const bare = (instant: Instant, language: Language, timeZone: string, shape: Shape): string => {
  const text = formatter(language, timeZone, shape, shapes[shape]).format(Date.parse(instant));
  // Chinese writes the day of the month with its unit, which a calendar's tile has no room for.
  return shape === 'dayNumber' ? text.replace(/\D/g, '') : text;
};

const withYear: Partial<Record<Shape, Shape>> = { stamp: 'full', weekday: 'weekdayYear' };

/** By when a page is read: null where that may be in any year. */
type Present = Instant | null;

const yearOf = (instant: Instant, timeZone: string): string => monthOf(instant, timeZone).slice(0, -3);

const dated = (instant: Instant, language: Language, timeZone: string, shape: Shape, present: Present): string => {
  const sameYear = present !== null && yearOf(instant, timeZone) === yearOf(present, timeZone);
  return bare(instant, language, timeZone, (!sameYear && withYear[shape]) || shape);
};

/** An instant in a page's zone; shapes with a time of day carry the zone, and the year where it is another than that of `present`. */
export const tell = (instant: Instant, language: Language, timeZone: string, shape: Shape, present: Present): string => {
  const date = dated(instant, language, timeZone, shape, present);
  return 'hour' in shapes[shape] ? `${date} ${offsetOf(instant, timeZone)}` : date;
};

/** Both ends of a stretch of time; the zone stands once, and the date twice only where it changes. Years as in {@link tell}. */
export const tellRange = (
  from: Instant,
  until: Instant,
  language: Language,
  timeZone: string,
  present: Present,
  shape: 'weekday' | 'stamp' = 'weekday',
): readonly [string, string] => {
  const sameDay = bare(from, language, timeZone, 'date') === bare(until, language, timeZone, 'date');
  const sameOffset = offsetOf(from, timeZone) === offsetOf(until, timeZone);
  return [
    sameOffset ? dated(from, language, timeZone, shape, present) : tell(from, language, timeZone, shape, present),
    tell(until, language, timeZone, sameDay ? 'clock' : shape, present),
  ];
};

/** `yyyy-mm` in a page's zone. */
export const monthOf = (instant: Instant, timeZone: string): string => {
  const parts = formatter('en-US', timeZone, 'filed', { year: 'numeric', month: '2-digit' }).formatToParts(Date.parse(instant));
  const part = (name: string) => parts.find(({ type }) => type === name)?.value ?? '';
  return `${part('year')}-${part('month')}`;
};

/** A month by its name, from `yyyy-mm`. */
export const tellMonth = (month: string, language: Language): string => bare(`${month}-15T00:00:00.000Z`, language, 'UTC', 'month');

/** The same beside its year. A month alone is a numeral in Chinese as in every date, where its long name would be a word. */
export const tellMonthOfYear = (month: string, language: Language): string => tellMonth(month, language).replace(/^\d+年| \d+$/, '');

const minuteOf = (instant: Instant): number => Math.floor(Date.parse(instant) / 60_000);

/** Whole minutes between two instants as their stamps show them, at least one. */
export const minutesBetween = (from: Instant, until: Instant): number => Math.max(1, minuteOf(until) - minuteOf(from));

/** An instant for machines that read the page, to the minute. */
export const stampOf = (at: Instant): string => at.replace(/:\d\d\.\d+Z$/, 'Z');
