import { type Instant, plus } from '../../instant.ts';
import { say } from '../../text.ts';
import { plainOf } from '../markdown/html.ts';
import type { PageMaintenance, StatusPage } from '../page.ts';
import { spanOf } from '../overall.ts';
import { entryUrl } from './address.ts';
import { plainLine } from './plain.ts';

/** Control characters but tab and line ends; halves of surrogate pairs. Neither has a place in a line of text. */
const forbidden = /(?![\t\n\r])\p{Cc}|\p{Cs}/gu;

/** A TEXT value (RFC 5545, 3.3.11). */
const text = (value: string): string =>
  value
    .replace(forbidden, '')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n|\r|\n/g, '\\n');

const utc = (instant: Instant): string => instant.replace(/[-:]|\.\d+/g, '');

const octetsMax = 75;
const nameMax = 200;
const octetsOf = (character: string): number => {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
};

/** A content line in pieces of at most 75 octets, never within a character (RFC 5545, 3.1). */
const folded = (line: string): string => {
  const pieces = [''];
  let octets = 0;
  for (const character of line) {
    if (octets + octetsOf(character) > octetsMax) {
      pieces.push(' ');
      octets = 1;
    }
    pieces[pieces.length - 1] += character;
    octets += octetsOf(character);
  }
  return pieces.join('\r\n');
};

const eventOf = (page: StatusPage, maintenance: PageMaintenance): readonly string[] => {
  const language = page.languages[0] ?? 'en';
  const [latest] = maintenance.updates;
  const { from, until } = spanOf(maintenance);
  return [
    'BEGIN:VEVENT',
    `UID:${maintenance.id}@${new URL(page.namedAfter).hostname}`,
    // The moment of the last change and not of this copy: a calendar in which nothing happened keeps its bytes.
    `DTSTAMP:${utc(maintenance.updatedAt)}`,
    `CREATED:${utc(maintenance.createdAt)}`,
    `LAST-MODIFIED:${utc(maintenance.updatedAt)}`,
    `SEQUENCE:${maintenance.revision}`,
    `DTSTART:${utc(from)}`,
    `DTEND:${utc(until > from ? until : plus(from, 60_000))}`,
    `SUMMARY:${text(say(maintenance.title, language))}`,
    ...(latest ? [`DESCRIPTION:${text(plainOf(say(latest.body, language)))}`] : []),
    `URL:${entryUrl(page, maintenance)}`,
    `STATUS:${maintenance.phase === 'cancelled' ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
};

// A calendar has to hold something (RFC 5545, 3.6).
const nothing = [
  'BEGIN:VTIMEZONE',
  'TZID:Etc/UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
];

/** `maintenance.ics` (RFC 5545, with the name and the refresh interval of RFC 7986): what is planned, runs, or ended in the last 90 days. */
export const calendar = (page: StatusPage): string => {
  const name = text(plainLine(say(page.name, page.languages[0] ?? 'en'), nameMax));
  const events = page.maintenances.flatMap((maintenance) => eventOf(page, maintenance));
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Muster//Status pages//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${name}`,
    `X-WR-CALNAME:${name}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT15M',
    'X-PUBLISHED-TTL:PT15M',
    ...(events.length > 0 ? events : nothing),
    'END:VCALENDAR',
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join('');
};
