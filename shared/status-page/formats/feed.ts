import { say, type Language } from '../../text.ts';
import type { PageMaintenance, PageNotice, StatusPage } from '../page.ts';
import { tagUri } from './address.ts';
import { spanOf } from '../overall.ts';
import { entriesOf, knownVoice, voiceIn, type FeedEntry, type Voice } from './feed-entries.ts';
import { plainLine } from './plain.ts';
import { rfc822, seconds } from './times.ts';
import { xmlAttribute, xmlText } from './xml.ts';

/** Most characters of an organization's name. */
const nameMax = 200;

const titleOf = (page: StatusPage, { language, labels }: Voice): string => {
  const name = plainLine(say(page.name, language), nameMax);
  return labels === 'en' ? `${name} Status - Incident History` : `${name} 状态 - 事件历史`;
};

const atomOf = (page: StatusPage, voice: Voice): string => {
  const { language, localised } = voice;
  const [suffix, folder] = localised ? [`.${language}`, `/${language}/`] : ['', ''];
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xml:lang="${language === 'en' ? 'en-US' : language}" xmlns="http://www.w3.org/2005/Atom">
  <id>${xmlText(tagUri(page, `history${suffix}`, 'page'))}</id>
  <link rel="alternate" type="text/html" href="${xmlAttribute(page.url + folder)}"/>
  <link rel="self" type="application/atom+xml" href="${xmlAttribute(page.url)}/history${suffix}.atom"/>
  <title>${xmlText(titleOf(page, voice))}</title>
  <updated>${seconds(page.updatedAt)}</updated>
  <author>
    <name>${xmlText(say(page.name, language))}</name>
  </author>
${entriesOf(page, voice)
  .map(
    (entry) => `  <entry>
    <id>${xmlText(entry.id)}</id>
    <published>${seconds(entry.published)}</published>
    <updated>${seconds(entry.updated)}</updated>
    <link rel="alternate" type="text/html" href="${xmlAttribute(entry.url)}"/>
    <title>${xmlText(entry.title)}</title>
    <content type="html">${xmlText(entry.content)}</content>
  </entry>
`,
  )
  .join('')}</feed>
`;
};

/** `history.atom`, as Statuspage's readers know it. */
export const atom = (page: StatusPage): string => atomOf(page, knownVoice(page));

/** `history.{language}.atom`, all of it in one language. */
export const atomIn = (page: StatusPage, language: Language): string => atomOf(page, voiceIn(language));

/** Readers decide by the dates alone whether maintenance is ahead: what was called off before it began must not stand there. */
const calledOff = (entry: PageNotice | PageMaintenance): boolean =>
  entry.kind === 'maintenance' && entry.phase === 'cancelled' && entry.startedAt === null;

const pubDate = (page: StatusPage, { of, published }: FeedEntry): string =>
  rfc822(of.kind === 'maintenance' ? spanOf(of).from : published, page.timeZone);

const endDate = (page: StatusPage, { of }: FeedEntry): string =>
  of.kind === 'maintenance'
    ? `
      <maintenanceEndDate>${rfc822(spanOf(of).until, page.timeZone)}</maintenanceEndDate>`
    : '';

/** `history.rss`, as Statuspage's readers know it. */
export const rss = (page: StatusPage): string => {
  const voice = knownVoice(page);
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel>
    <title>${xmlText(titleOf(page, voice))}</title>
    <link>${xmlText(page.url)}</link>
    <description>Statuspage</description>
    <pubDate>${rfc822(page.updatedAt, page.timeZone)}</pubDate>
${entriesOf(page, voice, (entry) => !calledOff(entry))
  .map(
    (entry) => `    <item>
      <title>${xmlText(entry.title)}</title>
      <description>
${xmlText(entry.content).replaceAll("'", '&apos;')}</description>
      <pubDate>${pubDate(page, entry)}</pubDate>${endDate(page, entry)}
      <link>${xmlText(entry.url)}</link>
      <guid isPermaLink="false">${xmlText(entry.guid)}</guid>
    </item>
`,
  )
  .join('')}  </channel>
</rss>
`;
};

/** `feed.json` (JSON Feed 1.1): in the page's default language, or `feed.{language}.json` in another. */
export const jsonFeed = (page: StatusPage, language: Language | null): object => {
  const voice: Voice = language ? voiceIn(language) : { ...voiceIn(page.languages[0] ?? 'en'), localised: false };
  const suffix = language ? `.${language}` : '';
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: titleOf(page, voice),
    home_page_url: `${page.url}/${language ? `${language}/` : ''}`,
    feed_url: `${page.url}/feed${suffix}.json`,
    language: voice.language,
    authors: [{ name: say(page.name, voice.language), url: `${page.url}/` }],
    items: entriesOf(page, voice).map(({ id, url, title, content, published, updated, of }) => ({
      id,
      url,
      title,
      content_html: content,
      date_published: published,
      date_modified: updated,
      tags: [of.kind],
    })),
  };
};
