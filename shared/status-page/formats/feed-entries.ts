import type { Instant } from '../../instant.ts';
import { say, type Language } from '../../text.ts';
import type { MaintenancePhase, PageMaintenance, PageNotice, PageUpdate, StatusPage } from '../page.ts';
import { entryUrl, tagUri } from './address.ts';
import { rangeIn, stampIn } from './times.ts';
import { toldOf } from './told.ts';
import { htmlOf } from '../markdown/html.ts';
import { xmlAttribute } from './xml.ts';

/** Entries in a feed. */
const entriesMax = 25;
/** Updates that an entry tells; the page that it leads to has more. */
const updatesMax = 25;
/** What separates the blocks of a text where all of it has to stand in one paragraph. */
const separators: readonly (readonly [RegExp, string])[] = [
  [/<br>/g, '\n'],
  [/<h4[^>]*>(.*?)<\/h4>/g, '<strong>$1</strong>\n\n'],
  [/<li[^>]*>(?:<p[^>]*>)?/g, '\n• '],
  [/<\/p>|<\/pre>|<\/[uo]l>|<hr>/g, '\n\n'],
  [/<\/?(?:p|pre|li|ul|ol|blockquote)(?: [^>]*)?>/g, ''],
];

/** An update's words in one paragraph, marks and links kept: readers of these feeds take a paragraph for an update. */
const inParagraph = (markdown: string): string =>
  separators
    .reduce((html, [block, between]) => html.replaceAll(block, between), htmlOf(markdown, 4))
    .trim()
    .replaceAll(/\n+(?=\n\n|\n• )/g, '')
    .replaceAll('\n', '<br />');

/** Which words a feed is in: a language for people, or Statuspage's own, whose labels known readers match in whatever language the rest is. */
export interface Voice {
  readonly language: Language;
  readonly labels: Language;
  /** Whether it is one of several feeds of the page, and so has addresses of its own. */
  readonly localised: boolean;
}

type Phase = PageUpdate['phase'] | MaintenancePhase | 'postmortem';
type Told = PageUpdate<Phase>;

const labels: Record<Language, Record<Phase | 'update', string>> = {
  en: {
    update: 'Update',
    investigating: 'Investigating',
    identified: 'Identified',
    monitoring: 'Monitoring',
    resolved: 'Resolved',
    postmortem: 'Postmortem',
    scheduled: 'Scheduled',
    in_progress: 'In progress',
    verifying: 'Verifying',
    completed: 'Completed',
    // Statuspage's readers know no other word for what is no longer planned.
    cancelled: 'Completed',
  },
  'zh-CN': {
    update: '更新',
    investigating: '调查中',
    identified: '已定位',
    monitoring: '观察中',
    resolved: '已解决',
    postmortem: '事后总结',
    scheduled: '已计划',
    in_progress: '进行中',
    verifying: '验证中',
    completed: '已完成',
    cancelled: '已取消',
  },
};

/** One incident or maintenance as feeds tell of it. */
export interface FeedEntry {
  readonly of: PageNotice | PageMaintenance;
  /** Never changes. */
  readonly id: string;
  readonly url: string;
  /** Its address where the page first stood: never changes either. */
  readonly guid: string;
  readonly title: string;
  /** Time of the latest update. */
  readonly published: Instant;
  /** Time of the last change. */
  readonly updated: Instant;
  /** The newest updates as HTML, newest first. */
  readonly content: string;
}

const told = (entry: PageNotice | PageMaintenance): readonly Told[] => (entry.kind === 'incident' ? toldOf(entry) : entry.updates);

const paragraph = (page: StatusPage, voice: Voice, update: Told, before: Told | undefined): string => {
  const label = labels[voice.labels][before?.phase === update.phase ? 'update' : update.phase];
  const heading = update.title ? `<strong>${xmlAttribute(say(update.title, voice.language))}</strong><br />` : '';
  const body = heading + inParagraph(say(update.body, voice.language));
  return `<p><small>${stampIn(update.at, page.timeZone, voice.labels)}</small><br><strong>${label}</strong> - ${body}</p>`;
};

const ahead: Record<Language, string> = { en: 'THIS IS A SCHEDULED EVENT', 'zh-CN': '计划维护' };

const further: Record<Language, (count: number) => string> = {
  en: (count) => `${count} earlier ${count === 1 ? 'update stands' : 'updates stand'} on the page.`,
  'zh-CN': (count) => `另有 ${count} 条更早的更新，请见页面。`,
};

const announcement = (page: StatusPage, { labels: language }: Voice, entry: PageNotice | PageMaintenance): string =>
  entry.kind === 'maintenance' && entry.phase === 'scheduled'
    ? `<p><strong>${ahead[language]} ${rangeIn(entry.scheduledFor, entry.scheduledUntil, page.timeZone, language)}</strong></p>`
    : '';

const entryOf = (page: StatusPage, voice: Voice, entry: PageNotice | PageMaintenance): FeedEntry => {
  const updates = told(entry);
  const published = updates[0]?.at ?? entry.createdAt;
  const folder = voice.localised ? `${voice.language}/` : '';
  return {
    of: entry,
    id: tagUri(page, `Incident/${entry.id}${voice.localised ? `/${voice.language}` : ''}`, 'host'),
    url: entryUrl({ ...page, url: `${page.url}/${folder}`.replace(/\/$/, '') }, entry),
    guid: entryUrl({ ...page, url: page.namedAfter }, entry),
    title: say(entry.title, voice.language),
    published,
    updated: entry.updatedAt > published ? entry.updatedAt : published,
    content: [
      announcement(page, voice, entry),
      ...updates.slice(0, updatesMax).map((update, index) => paragraph(page, voice, update, updates[index + 1])),
      updates.length > updatesMax ? `<p>${further[voice.labels](updates.length - updatesMax)}</p>` : '',
    ].join(''),
  };
};

const publishedAt = (entry: PageNotice | PageMaintenance): Instant => told(entry)[0]?.at ?? entry.createdAt;

/** Incidents and maintenance together, the one that was last told of first. */
export const entriesOf = (
  page: StatusPage,
  voice: Voice,
  wanted: (entry: PageNotice | PageMaintenance) => boolean = () => true,
): readonly FeedEntry[] =>
  [...page.notices, ...page.maintenances, ...page.archive]
    .filter(wanted)
    .map((entry) => ({ entry, at: publishedAt(entry) }))
    .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.entry.id < b.entry.id ? -1 : 1))
    .slice(0, entriesMax)
    .map(({ entry }) => entryOf(page, voice, entry));

/** The feed that every reader of Statuspage knows: texts in the page's default language, labels in English. */
export const knownVoice = (page: StatusPage): Voice => ({ language: page.languages[0] ?? 'en', labels: 'en', localised: false });

/** A feed for people, all of it in one language. */
export const voiceIn = (language: Language): Voice => ({ language, labels: language, localised: true });
