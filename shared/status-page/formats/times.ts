import type { Instant } from '../../instant.ts';
import type { Language } from '../../text.ts';

const shapes = {
  stamp: { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' },
  rfc822: {
    weekday: 'short',
    day: '2-digit',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'longOffset',
  },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

// A formatter costs far more to make than to use, and a feed has hundreds of dates.
const known = new Map<string, Intl.DateTimeFormat>();

/** A zone's parts of an instant, 24-hour clock. */
const partsOf = (instant: Instant, timeZone: string, shape: keyof typeof shapes, locale = 'en-US'): Record<string, string> => {
  const key = `${locale} ${timeZone} ${shape}`;
  const format = known.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone, hourCycle: 'h23', ...shapes[shape] });
  known.set(key, format);
  return Object.fromEntries(format.formatToParts(Date.parse(instant)).map(({ type, value }) => [type, value]));
};

interface Told {
  readonly date: string;
  readonly time: string;
  readonly zone: string;
}

/** Statuspage marks date and time for the scripts of its readers; the day is padded with a space. */
const toldIn = (instant: Instant, timeZone: string, language: Language): Told => {
  const part = partsOf(instant, timeZone, 'stamp');
  const zone = part['timeZoneName'] ?? '';
  if (language === 'en')
    return {
      date: `${part['month']} <var data-var='date'>${(part['day'] ?? '').padStart(2)}</var>`,
      time: `<var data-var='time'>${part['hour']}:${part['minute']}</var>`,
      zone,
    };
  const local = partsOf(instant, timeZone, 'stamp', language);
  return { date: `${local['month']}${local['day']}日`, time: `${part['hour']}:${part['minute']}`, zone };
};

const between: Record<Language, string> = { en: ', ', 'zh-CN': ' ' };

/** An instant as feeds tell it, e.g. `Jun <var data-var='date'>18</var>, <var data-var='time'>18:09</var> UTC`. */
export const stampIn = (instant: Instant, timeZone: string, language: Language): string => {
  const { date, time, zone } = toldIn(instant, timeZone, language);
  return `${date}${between[language]}${time} ${zone}`;
};

/** A stretch of time; the second date stands only where it is another one. */
export const rangeIn = (from: Instant, until: Instant, timeZone: string, language: Language): string => {
  const [begin, end] = [toldIn(from, timeZone, language), toldIn(until, timeZone, language)];
  const second = begin.date === end.date ? end.time : `${end.date}${between[language]}${end.time}`;
  const zone = begin.zone === end.zone || begin.date === end.date ? '' : ` ${begin.zone}`;
  return `${begin.date}${between[language]}${begin.time}${zone} - ${second} ${end.zone}`;
};

/** RFC 822 date in a zone, e.g. `Tue, 18 Jun 2024 18:09:43 +0800`. */
export const rfc822 = (instant: Instant, timeZone: string): string => {
  const part = partsOf(instant, timeZone, 'rfc822');
  const offset = (part['timeZoneName'] ?? '').replace('GMT', '').replace(':', '') || '+0000';
  return `${part['weekday']}, ${part['day']} ${part['month']} ${part['year']} ${part['hour']}:${part['minute']}:${part['second']} ${offset}`;
};

/** RFC 3339 in whole seconds. */
export const seconds = (instant: Instant): string => instant.replace(/\.\d+Z$/, 'Z');
