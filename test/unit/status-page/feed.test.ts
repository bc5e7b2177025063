import { describe, expect, test } from 'vitest';
import { badge } from '../../../shared/status-page/formats/badge.ts';
import { atom, rss } from '../../../shared/status-page/formats/feed.ts';
import { component, notice, page, update } from './given.ts';

const resolved = notice({
  id: 'noti00000009',
  title: { en: 'Kiosks & gates' },
  phase: 'resolved',
  updatedAt: '2026-03-09T04:05:06.000Z',
  updates: [
    update({ phase: 'resolved', at: '2026-03-09T04:05:06.000Z', body: { en: 'Fixed.\nThank you for <b>waiting</b>.' } }),
    update({ phase: 'identified', at: '2026-03-09T03:00:00.000Z', body: { en: "It's the network." } }),
    update({ phase: 'identified', at: '2026-03-09T02:00:00.000Z', body: { en: 'Found it.' } }),
  ],
});
const many = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    notice({ id: `n${index}`, updates: [update({ at: new Date(Date.parse('2026-01-01T00:00:00.000Z') + index * 60_000).toISOString() })] }),
  );
const entryIds = (xml: string) => [...xml.matchAll(/Incident\/([A-Za-z0-9]+)</g)].map(([, id]) => id);

describe('the Atom feed', () => {
  test('carries one entry per notice, at most 25, latest update first', () => {
    const ids = entryIds(atom(page({ notices: many(30) })));
    expect(ids).toHaveLength(25);
    expect(ids[0]).toBe('n29');
    expect(ids.at(-1)).toBe('n5');
  });

  test('gives seconds, the time of the latest update and of the last edit', () => {
    const xml = atom(page({ notices: [resolved] }));
    expect(xml).toContain('<published>2026-03-09T04:05:06Z</published>\n    <updated>2026-03-09T04:05:06Z</updated>');
    expect(xml).toContain('<id>tag:status.example,2005:Incident/noti00000009</id>');
  });

  test('labels an update that keeps the phase as Update, in English', () => {
    const labels = [...atom(page({ notices: [resolved], languages: ['zh-CN'] })).matchAll(/strong&gt;(\w+)&lt;\/strong/g)].map(
      ([, label]) => label,
    );
    expect(labels).toEqual(['Resolved', 'Update', 'Identified']);
  });

  test('tells times in the zone of the page, the day padded with a space', () => {
    expect(atom(page({ notices: [resolved] }))).toContain(
      "&lt;p&gt;&lt;small&gt;Mar &lt;var data-var='date'&gt; 9&lt;/var&gt;, &lt;var data-var='time'&gt;12:05&lt;/var&gt; GMT+8&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Resolved&lt;/strong&gt; - Fixed.&lt;br /&gt;Thank",
    );
  });

  test('shows markup in a text as text', () => {
    expect(atom(page({ notices: [resolved] }))).toContain('Thank you for &amp;lt;b&amp;gt;waiting&amp;lt;/b&amp;gt;.');
  });

  test('tells Markdown as marks and links, each update in one paragraph', () => {
    const body = '## Cause\n\nA **fuse**, see [more](https://example.org/).\n\n- one\n- two\n\n```\n<a>\n```\n\n> so\n> it is';
    const [, content = ''] =
      /<content type="html">(.*?)<\/content>/s.exec(atom(page({ notices: [notice({ updates: [update({ body: { en: body } })] })] }))) ?? [];
    const html = content.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
    expect(html.slice(html.indexOf(' - '))).toBe(
      ' - <strong>Cause</strong><br /><br />A <strong>fuse</strong>, see <a href="https://example.org/" rel="nofollow noopener ugc">more</a>.' +
        '<br />• one<br />• two<br /><br /><code>&lt;a&gt;</code><br /><br />so<br />it is</p>',
    );
  });

  test('heads an update by its title where it has one', () => {
    const xml = atom(page({ notices: [notice({ updates: [update({ title: { en: 'It <works>' }, body: { en: 'Again.' } })] })] }));
    expect(xml).toContain(' - &lt;strong&gt;It &amp;lt;works&amp;gt;&lt;/strong&gt;&lt;br /&gt;Again.');
  });

  test('tells the newest 25 updates of an incident, and how many there are besides', () => {
    const updates = Array.from({ length: 10_000 }, (_, index) => update({ id: `u${index}`, body: { en: `Word ${index}.` } }));
    const xml = atom(page({ notices: [notice({ updates })] }));
    expect(xml).toContain('Word 24.');
    expect(xml).not.toContain('Word 25.');
    expect(xml).toContain('9975 earlier updates stand on the page.');
  });

  test('drops characters that XML cannot hold', () => {
    const xml = atom(page({ name: { en: 'Bell\u0007 null\u0000 half\ud800 whole\ud83d\ude80' } }));
    expect(xml).toContain('<name>Bell null half whole\ud83d\ude80</name>');
  });

  test('has an id of its own although pages share a host', () => {
    expect(atom(page())).toContain('<id>tag:status.example,2005:/example-air/history</id>');
    const own = page({ url: 'https://status.air.example', namedAfter: 'https://status.air.example' });
    expect(atom(own)).toContain('<id>tag:status.air.example,2005:/history</id>');
  });

  test('keeps its ids when the page gets a domain of its own', () => {
    const ids = (xml: string) => xml.match(/<id>.*?<\/id>/g);
    const moved = page({ url: 'https://status.air.example', notices: [resolved] });
    expect(ids(atom(moved))).toEqual(ids(atom(page({ notices: [resolved] }))));
    expect(atom(moved)).toContain('href="https://status.air.example/incidents/noti00000009/"');
  });
});

describe('the RSS feed', () => {
  test('has its parts in the order readers know', () => {
    const names = [...rss(page({ notices: [resolved] })).matchAll(/<(\w+)[ >]/g)].map(([, name]) => name);
    expect(names).toEqual([
      'rss',
      'channel',
      'title',
      'link',
      'description',
      'pubDate',
      'item',
      'title',
      'description',
      'pubDate',
      'link',
      'guid',
    ]);
  });

  test('tells dates in the zone of the page, as RFC 822 has them', () => {
    expect(rss(page({ notices: [resolved] }))).toContain('<pubDate>Mon, 09 Mar 2026 12:05:06 +0800</pubDate>');
    expect(rss(page({ notices: [resolved], timeZone: 'UTC' }))).toContain('<pubDate>Mon, 09 Mar 2026 04:05:06 +0000</pubDate>');
  });

  test('escapes apostrophes and calls itself Statuspage', () => {
    const xml = rss(page({ notices: [resolved] }));
    expect(xml).toContain('<description>Statuspage</description>');
    expect(xml).toContain('<description>\n&lt;p&gt;');
    expect(xml).toContain('data-var=&apos;date&apos;');
    expect(xml).not.toContain("data-var='");
  });
});

describe('the badge', () => {
  test.each(['en', 'zh-CN'] as const)('stays below a kilobyte and says the state to screen readers (%s)', (language) => {
    const svg = badge(page({ languages: [language], components: [component({ state: 'partial_outage' })] }));
    expect(Buffer.byteLength(svg)).toBeLessThanOrEqual(1024);
    expect(svg).toContain(language === 'en' ? '<title id="t">status: partial outage</title>' : '<title id="t">状态: 部分中断</title>');
  });
});
