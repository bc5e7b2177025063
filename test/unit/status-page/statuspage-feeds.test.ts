import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { PageMaintenance, PageNotice } from '../../../shared/status-page/page.ts';
import { fixtures } from '../../../status-site/src/fixtures.ts';
import { bodyOf, keysOf, made, readXml, unescaped, type Json } from './reading.ts';

const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const each = Object.entries(fixtures);

const stampPattern = "[A-Z][a-z]{2} <var data-var='date'>[ \\d]\\d</var>, <var data-var='time'>\\d\\d:\\d\\d</var>";
const knownLabels = 'Update|Investigating|Identified|Monitoring|Resolved|Postmortem|Scheduled|In progress|Verifying|Completed';
const contentPattern = new RegExp(
  `^(?:<p><strong>THIS IS A SCHEDULED EVENT ${stampPattern}(?: [^ ]+)? - (?:[A-Z][a-z]{2} <var data-var='date'>[ \\d]\\d</var>, )?<var data-var='time'>\\d\\d:\\d\\d</var> [^<]+</strong></p>)?` +
    `(?:<p><small>${stampPattern} [^<]+</small><br><strong>(?:${knownLabels})</strong> - (?:[^<]|<br />|</?(?:strong|em|code)>|<a href="[^"<>]+" rel="nofollow noopener ugc">|</a>)*</p>)+` +
    `(?:<p>\\d+ earlier updates? stands? on the page\\.</p>)?$`,
);

const itemsOf = (elements: ReturnType<typeof readXml>): readonly Json[] => {
  const items: Json[] = [];
  for (const { name, text } of elements.filter(({ path }) => path.startsWith('rss/channel/item/'))) {
    if (name === 'title') items.push({});
    Object.assign(items.at(-1) ?? {}, { [name]: text });
  }
  return items;
};

/** When maintenance begins and ends, as consumers of the feed decide it. */
const datesOf = ({ pubDate, maintenanceEndDate }: Json): string[] =>
  maintenanceEndDate === undefined ? [] : [pubDate, maintenanceEndDate].map((date: string) => new Date(date).toISOString());

describe.each(each)('a reader of the feeds of "%s"', (_name, page) => {
  const entries: readonly (PageNotice | PageMaintenance)[] = [...page.notices, ...page.maintenances, ...page.archive];

  test('finds an Atom feed: one entry each, the one last told of first, at most 25', () => {
    const elements = readXml(bodyOf(page, 'history.atom'));
    expect(elements.filter(({ path }) => path.split('/').length === 2 && path !== 'feed/entry').map(({ name }) => name)).toEqual([
      'id',
      'link',
      'link',
      'title',
      'updated',
      'author',
    ]);
    const inside = elements.filter(({ path }) => path.startsWith('feed/entry/'));
    const count = elements.filter(({ path }) => path === 'feed/entry').length;
    expect(count).toBe(Math.min(25, entries.length));
    expect(inside.map(({ name }) => name)).toEqual(
      Array.from({ length: count }, () => ['id', 'published', 'updated', 'link', 'title', 'content']).flat(),
    );
    const texts = (name: string) => inside.filter((one) => one.name === name).map(({ text }) => text);
    expect(texts('published')).toEqual(texts('published').toSorted().toReversed());
    for (const stamp of [...texts('published'), ...texts('updated')]) expect(stamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const ids = texts('id').map((id) => /^tag:[^,]+,2005:Incident\/([A-Za-z0-9]+)$/.exec(id)?.[1]);
    expect(new Set(ids).size).toBe(count);
    expect(ids.every((id) => entries.some((entry) => entry.id === id))).toBe(true);
    for (const content of texts('content')) expect(unescaped(content)).toMatch(contentPattern);
  });

  test('finds an RSS feed whose items say when maintenance begins and ends', () => {
    const elements = readXml(bodyOf(page, 'history.rss'));
    expect(elements.filter(({ path }) => /^rss\/channel\/(?!item)\w+$/.test(path)).map(({ name }) => name)).toEqual([
      'title',
      'link',
      'description',
      'pubDate',
    ]);
    for (const item of itemsOf(elements)) {
      const entry = entries.find(({ id }) => item['link']?.endsWith(`/${id}/`));
      expect(keysOf(item)).toBe(`title description ${entry?.kind === 'maintenance' ? 'pubDate maintenanceEndDate' : 'pubDate'} link guid`);
      expect(item['guid']).toBe(item['link']);
      expect(item['description']).toMatch(/^\n&lt;p&gt;/);
      expect(item['description']).not.toContain("'");
      expect(datesOf(item)).toEqual(entry?.kind === 'maintenance' ? [entry.scheduledFor, entry.endedAt ?? entry.scheduledUntil] : []);
      const isOver = unescaped(item['description'] ?? '').includes('<strong>Resolved</strong>');
      expect(isOver).toBe(entry?.kind === 'incident' && entry.phase === 'resolved');
    }
  });

  test('finds the JSON feed and the feeds of other languages', () => {
    for (const object of made(page).filter(({ path }) => path.startsWith('feed.'))) {
      const feed = JSON.parse(object.body) as Json;
      expect(feed['version']).toBe('https://jsonfeed.org/version/1.1');
      expect(feed['feed_url']).toBe(`${page.url}/${object.path}`);
      for (const item of feed['items']) {
        expect(typeof item['id']).toBe('string');
        expect(item['url']).toMatch(/^https:\/\//);
        expect([item['date_published'], item['date_modified']].every((at) => iso.test(at))).toBe(true);
      }
    }
    for (const { path, body } of made(page).filter(({ path: one }) => one.endsWith('.atom'))) expect(readXml(body), path).toBeTruthy();
  });

  test('finds badges and a notice to embed that are whole, however hostile the texts', () => {
    for (const { path, body } of made(page).filter((object) => object.path.endsWith('.svg'))) {
      expect(Buffer.byteLength(body), path).toBeLessThanOrEqual(1024);
      expect(readXml(body, false)[0]?.name).toBe('svg');
    }
    const html = bodyOf(page, 'embed/index.html');
    expect(Buffer.byteLength(html)).toBeLessThan(2_500);
    expect(html.match(/<[a-z!][^>]*/gi)?.map((tag) => tag.slice(1).split(' ')[0])).toEqual([
      '!doctype',
      'html',
      'head',
      'meta',
      'meta',
      'meta',
      'meta',
      'title',
      'style',
      'body',
      'a',
      'b',
      ...(html.includes('<br>') ? ['br'] : []),
    ]);
    const style = /<style>([^]*)<\/style>/.exec(html)?.[1] ?? '';
    expect(html).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
  });
});
