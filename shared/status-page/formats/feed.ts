import type { Instant } from '../../instant.ts';
import { say } from '../../text.ts';
import type { PageNotice, PageUpdate, StatusPage } from '../page.ts';
import { noticeUrl, tagUri } from './address.ts';
import { htmlOfText, xmlAttribute, xmlText } from './xml.ts';

/** Entries in a feed. */
const entriesMax = 25;

// Labels stay English in every language: known readers match them.
const labels = { investigating: 'Investigating', identified: 'Identified', monitoring: 'Monitoring', resolved: 'Resolved' } as const;

/** A zone's parts of an instant in English, 24-hour clock. */
const partsOf = (instant: Instant, timeZone: string, options: Intl.DateTimeFormatOptions): Record<string, string> =>
  Object.fromEntries(
    new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...options })
      .formatToParts(Date.parse(instant))
      .map(({ type, value }) => [type, value]),
  );

const stamp = (instant: Instant, timeZone: string): string => {
  const part = partsOf(instant, timeZone, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' });
  const day = `<var data-var='date'>${(part['day'] ?? '').padStart(2)}</var>`;
  return `${part['month']} ${day}, <var data-var='time'>${part['hour']}:${part['minute']}</var> ${part['timeZoneName']}`;
};

/** RFC 822 date in a zone, e.g. `Tue, 18 Jun 2024 18:09:43 +0800`. */
const rfc822 = (instant: Instant, timeZone: string): string => {
  const part = partsOf(instant, timeZone, {
    weekday: 'short',
    day: '2-digit',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'longOffset',
  });
  const offset = (part['timeZoneName'] ?? '').replace('GMT', '').replace(':', '') || '+0000';
  return `${part['weekday']}, ${part['day']} ${part['month']} ${part['year']} ${part['hour']}:${part['minute']}:${part['second']} ${offset}`;
};

const seconds = (instant: Instant): string => instant.replace(/\.\d+Z$/, 'Z');

const paragraph = (page: StatusPage, update: PageUpdate, before: PageUpdate | undefined): string => {
  const label = before?.phase === update.phase ? 'Update' : labels[update.phase];
  const body = htmlOfText(say(update.body, page.languages[0] ?? 'en'));
  return `<p><small>${stamp(update.at, page.timeZone)}</small><br><strong>${label}</strong> - ${body}</p>`;
};

/** A notice's updates as HTML, newest first. */
const contentOf = (page: StatusPage, notice: PageNotice): string =>
  notice.updates.map((update, index) => paragraph(page, update, notice.updates[index + 1])).join('');

const publishedAt = (notice: PageNotice): Instant => notice.updates[0]?.at ?? notice.createdAt;

const entriesOf = (page: StatusPage): readonly PageNotice[] =>
  page.notices.toSorted((a, b) => Date.parse(publishedAt(b)) - Date.parse(publishedAt(a))).slice(0, entriesMax);

const nameOf = (page: StatusPage): string => say(page.name, page.languages[0] ?? 'en');

export const atom = (page: StatusPage): string => `<?xml version="1.0" encoding="UTF-8"?>
<feed xml:lang="${page.languages[0] === 'zh-CN' ? 'zh-CN' : 'en-US'}" xmlns="http://www.w3.org/2005/Atom">
  <id>${xmlText(tagUri(page, 'history', 'page'))}</id>
  <link rel="alternate" type="text/html" href="${xmlAttribute(page.url)}"/>
  <link rel="self" type="application/atom+xml" href="${xmlAttribute(page.url)}/history.atom"/>
  <title>${xmlText(nameOf(page))} Status - Incident History</title>
  <updated>${seconds(page.updatedAt)}</updated>
  <author>
    <name>${xmlText(nameOf(page))}</name>
  </author>
${entriesOf(page)
  .map(
    (notice) => `  <entry>
    <id>${xmlText(tagUri(page, `Incident/${notice.id}`, 'host'))}</id>
    <published>${seconds(publishedAt(notice))}</published>
    <updated>${seconds(notice.updatedAt)}</updated>
    <link rel="alternate" type="text/html" href="${xmlAttribute(noticeUrl(page, notice))}"/>
    <title>${xmlText(say(notice.title, page.languages[0] ?? 'en'))}</title>
    <content type="html">${xmlText(contentOf(page, notice))}</content>
  </entry>
`,
  )
  .join('')}</feed>
`;

export const rss = (page: StatusPage): string => `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel>
    <title>${xmlText(nameOf(page))} Status - Incident History</title>
    <link>${xmlText(page.url)}</link>
    <description>Statuspage</description>
    <pubDate>${rfc822(page.updatedAt, page.timeZone)}</pubDate>
${entriesOf(page)
  .map(
    (notice) => `    <item>
      <title>${xmlText(say(notice.title, page.languages[0] ?? 'en'))}</title>
      <description>
${xmlText(contentOf(page, notice)).replaceAll("'", '&apos;')}</description>
      <pubDate>${rfc822(publishedAt(notice), page.timeZone)}</pubDate>
      <link>${xmlText(noticeUrl(page, notice))}</link>
      <guid>${xmlText(noticeUrl(page, notice))}</guid>
    </item>
`,
  )
  .join('')}  </channel>
</rss>
`;
