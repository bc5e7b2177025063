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
  day: { day: 'numeric', month: 'short' },
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

/** An instant in a page's zone; shapes with a time of day carry the zone. */
export const tell = (instant: Instant, language: Language, timeZone: string, shape: Shape): string => {
  const date = formatter(language, timeZone, shape, shapes[shape]).format(Date.parse(instant));
  return shape === 'stamp' || shape === 'full' ? `${date} ${offsetOf(instant, timeZone)}` : date;
};

/** Whole minutes between two instants, at least one. */
export const minutesBetween = (from: Instant, until: Instant): number =>
  Math.max(1, Math.round((Date.parse(until) - Date.parse(from)) / 60_000));
