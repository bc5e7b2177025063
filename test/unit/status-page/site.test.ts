import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accents } from '../../../shared/status-page/page.ts';
import { fixtures, impactsShown } from '../../../status-site/src/fixtures.ts';
import { averageUptime, sinceOf, tellerOf } from '../../../status-site/src/lib/days.ts';
import { piecesOf } from '../../../shared/status-page/markdown/links.ts';
import { htmlOf, openingOf } from '../../../shared/status-page/markdown/html.ts';
import { firstSentence, plain } from '../../../status-site/src/lib/states.ts';
import { minutesBetween, monthOf, offsetOf, tell, tellMonth, tellMonthOfYear, tellRange } from '../../../status-site/src/lib/time.ts';
import { basisOf, pathsOf, presentOf, viewOf } from '../../../status-site/src/lib/view.ts';
import { words } from '../../../status-site/src/lib/words.ts';
import { component, notice, now, page } from './given.ts';

describe('the paths of a page', () => {
  const given = page({ notices: [notice({ id: 'abc' })] });

  test('are the default language at the root and every language in its folder', () => {
    const rests = ['', 'incidents/abc/', 'history/'];
    expect(pathsOf(given)).toEqual(['', 'en/', 'zh-CN/'].flatMap((language) => rests.map((rest) => language + rest)));
  });

  test('hold a page for every incident, maintenance and month, also of what is long over', () => {
    const busy = fixtures['busy'];
    const paths = busy ? pathsOf(busy) : [];
    for (const item of [...(busy?.notices ?? []), ...(busy?.maintenances ?? []), ...(busy?.archive ?? [])])
      expect(paths).toContain(`${item.kind === 'incident' ? 'incidents' : 'maintenance'}/${item.id}/`);
    expect(paths.filter((path) => /^history\/\d/.test(path))).toEqual(
      ['2026-03', '2026-02', '2026-01', '2025-12', '2025-11', '2025-10', '2025-02'].map((month) => `history/${month}/`),
    );
  });

  test('rest on the time at which nothing of theirs changed', () => {
    const later = page({ ...given, version: 9, generatedAt: '2026-04-01T00:00:00.000Z', updatedAt: '2026-04-01T00:00:00.000Z' });
    expect(basisOf('incidents/abc/', later)).toBe(basisOf('incidents/abc/', given));
    expect(basisOf('en/incidents/abc/', given)).not.toBe(basisOf('incidents/abc/', given));
    expect(basisOf('', later)).not.toBe(basisOf('', given));
  });

  test('lead back to the root by relative links', () => {
    const roots = pathsOf(given).map((path) => new URL(viewOf(path, given).root, `https://status.example/slug/${path}`).pathname);
    expect(new Set(roots)).toEqual(new Set(['/slug/']));
  });

  test('take the language from the folder, else the default', () => {
    expect(viewOf('', page({ languages: ['zh-CN', 'en'] })).language).toBe('zh-CN');
    expect(viewOf('en/', page({ languages: ['zh-CN', 'en'] })).language).toBe('en');
  });

  test.each(['incidents/other/', 'fr/', 'en', '500/', 'en/incidents/abc'])('do not include "%s"', (path) => {
    expect(() => viewOf(path, given)).toThrow('no page at');
  });
});

describe('times', () => {
  test('carry their zone, behind the time in both languages', () => {
    expect(tell('2026-03-14T01:42:00.000Z', 'en', 'Asia/Shanghai', 'stamp', now)).toBe('14 Mar, 09:42 UTC+8');
    expect(tell('2026-03-14T01:42:00.000Z', 'zh-CN', 'Asia/Shanghai', 'stamp', now)).toBe('3月14日 09:42 UTC+8');
    expect(tell('2026-03-14T01:42:00.000Z', 'en', 'UTC', 'full', now)).toBe('14 Mar 2026, 01:42 UTC');
  });

  test('follow summer time', () => {
    expect(offsetOf('2026-01-01T00:00:00.000Z', 'Europe/Berlin')).toBe('UTC+1');
    expect(offsetOf('2026-07-01T00:00:00.000Z', 'Europe/Berlin')).toBe('UTC+2');
  });

  test('a stretch of time names what both ends share once', () => {
    const from = '2026-03-20T18:00:00.000Z';
    expect(tellRange(from, '2026-03-20T20:00:00.000Z', 'en', 'Asia/Shanghai', now)).toEqual(['Sat 21 Mar, 02:00', '04:00 UTC+8']);
    expect(tellRange(from, '2026-03-21T20:00:00.000Z', 'zh-CN', 'Asia/Shanghai', now)).toEqual([
      '3月21日周六 02:00',
      '3月22日周日 04:00 UTC+8',
    ]);
    expect(tellRange('2026-03-28T22:00:00.000Z', '2026-03-29T04:00:00.000Z', 'en', 'Europe/Berlin', now)).toEqual([
      'Sat 28 Mar, 23:00 UTC+1',
      'Sun 29 Mar, 06:00 UTC+2',
    ]);
  });

  test('carry the year where it is not the present one', () => {
    const zone = 'Asia/Shanghai';
    // Already the first of January in Shanghai.
    const newYear = '2026-12-31T16:00:00.000Z';
    expect(tell(newYear, 'en', zone, 'stamp', now)).toBe('1 Jan 2027, 00:00 UTC+8');
    expect(tell(newYear, 'zh-CN', zone, 'stamp', now)).toBe('2027年1月1日 00:00 UTC+8');
    expect(tell(newYear, 'en', zone, 'stamp', newYear)).toBe('1 Jan, 00:00 UTC+8');
    const [from, until] = ['2027-12-01T02:00:00.000Z', '2028-01-02T02:00:00.000Z'];
    expect(tellRange(from, until, 'en', zone, now)).toEqual(['Wed, 1 Dec 2027, 10:00', 'Sun, 2 Jan 2028, 10:00 UTC+8']);
    expect(tellRange(from, until, 'zh-CN', zone, now)).toEqual(['2027年12月1日周三 10:00', '2028年1月2日周日 10:00 UTC+8']);
    expect(tellRange(from, until, 'en', zone, from)).toEqual(['Wed 1 Dec, 10:00', 'Sun, 2 Jan 2028, 10:00 UTC+8']);
    expect(tellRange(from, '2027-12-01T03:00:00.000Z', 'en', zone, now)).toEqual(['Wed, 1 Dec 2027, 10:00', '11:00 UTC+8']);
  });

  test('carry the year where the page may be read in any', () => {
    const [from, until] = ['2026-03-14T01:42:00.000Z', '2026-03-14T02:02:00.000Z'];
    expect(tell(from, 'en', 'Asia/Shanghai', 'stamp', null)).toBe('14 Mar 2026, 09:42 UTC+8');
    expect(tellRange(from, until, 'en', 'Asia/Shanghai', null, 'stamp')).toEqual(['14 Mar 2026, 09:42', '10:02 UTC+8']);
    const done = page({ notices: [notice({ phase: 'resolved', resolvedAt: now })] });
    expect([presentOf(viewOf('incidents/noti00000001/', done)), presentOf(viewOf('', done))]).toEqual([null, now]);
  });

  test('a stretch of time lasts as long as its stamps say', () => {
    expect(minutesBetween('2026-03-14T00:25:00.000Z', '2026-03-14T00:26:30.000Z')).toBe(1);
    expect(minutesBetween('2026-03-14T00:25:59.000Z', '2026-03-14T00:27:01.000Z')).toBe(2);
    expect(minutesBetween('2026-03-14T00:25:00.000Z', '2026-03-14T00:25:40.000Z')).toBe(1);
  });

  test('a month beside its year is a numeral in Chinese, as in every date', () => {
    expect([tellMonth('2025-12', 'zh-CN'), tellMonthOfYear('2025-12', 'zh-CN')]).toEqual(['2025年12月', '12月']);
    expect([tellMonth('2025-12', 'en'), tellMonthOfYear('2025-12', 'en')]).toEqual(['December 2025', 'December']);
  });

  test('a month is that of the zone', () => {
    expect(monthOf('2026-01-31T16:00:00.000Z', 'Asia/Shanghai')).toBe('2026-02');
    expect(monthOf('2026-01-31T16:00:00.000Z', 'UTC')).toBe('2026-01');
  });

  test('midnight is 00:00, not 24:00', () => {
    expect(tell('2026-03-13T16:00:00.000Z', 'zh-CN', 'Asia/Shanghai', 'stamp', now)).toBe('3月14日 00:00 UTC+8');
  });

  test('a duration names its two largest units', () => {
    expect([1, 59, 60, 71, 1440, 1501].map(words.en.lasting)).toEqual(
      ['1 min', '59 min', '1 h', '1 h 11 min', '1 d', '1 d 1 h'].map((text) => text.replaceAll(' ', '\u00a0')),
    );
    expect(words['zh-CN'].lasting(71)).toBe('1\u00a0小时\u00a011\u00a0分钟');
  });
});

describe('texts', () => {
  test('addresses become links and leave the punctuation behind them alone', () => {
    expect(piecesOf('See https://example.org/a?b=1. Or（https://example.net）。')).toEqual([
      { text: 'See ', address: null },
      { text: 'https://example.org/a?b=1', address: 'https://example.org/a?b=1' },
      { text: '. Or（', address: null },
      { text: 'https://example.net', address: 'https://example.net' },
      { text: '）。', address: null },
    ]);
  });

  test('no other kind of address becomes a link', () => {
    expect(piecesOf('javascript:alert(1) data:text/html,x https:// http://[').every(({ address }) => address === null)).toBe(true);
  });

  test('an outcome is the first sentence', () => {
    expect(firstSentence('All is well. More later.', 80)).toBe('All is well.');
    expect(firstSentence('已经恢复。稍后再报。', 80)).toBe('已经恢复。');
    expect(firstSentence('Version 1.2 is out', 80)).toBe('Version 1.2 is out');
    expect(firstSentence('🚀'.repeat(20), 5)).toBe('🚀🚀🚀🚀…');
  });

  test('a title holds no direction marks', () => {
    expect(plain({ en: 'a\u202Eb\u2066c' }, 'en')).toBe('abc');
  });

  test('the average uptime is floored and never looks perfect unless it is', () => {
    expect(averageUptime(['100.00', '100.00', '99.99'])).toBe('99.99');
    expect(averageUptime(['100.00', null])).toBe('100');
    expect(averageUptime([null])).toBeNull();
  });
});

describe('Markdown', () => {
  test('is paragraphs, line breaks, emphasis, code, quotes, lists and links', () => {
    expect(htmlOf('One *two* **three**  \nfour `<five>`\n\n> six', 3)).toBe(
      '<p dir="auto">One <em>two</em> <strong>three</strong><br>four <code>&lt;five&gt;</code></p><blockquote><p dir="auto">six</p></blockquote>',
    );
    expect(htmlOf('3. a\n4. b', 3)).toBe(
      '<ol start="3"><li dir="auto"><p dir="auto">a</p></li><li dir="auto"><p dir="auto">b</p></li></ol>',
    );
    expect(htmlOf('[more](https://example.org/a?b=1&c=2)', 3)).toBe(
      '<p dir="auto"><a href="https://example.org/a?b=1&amp;c=2" rel="nofollow noopener ugc">more</a></p>',
    );
  });

  test('has headings of the one level that the page has room for', () => {
    expect(htmlOf('# One\n\n#### Two', 4)).toBe('<h4 dir="auto">One</h4><h4 dir="auto">Two</h4>');
  });

  test('turns plain addresses into links, once', () => {
    expect(htmlOf('See https://example.org.', 3)).toContain(
      '<a href="https://example.org" rel="nofollow noopener ugc">https://example.org</a>.',
    );
    expect(htmlOf('[https://example.net](https://example.org)', 3).match(/<a /g)).toHaveLength(1);
  });

  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](data:text/html,x)',
    '[x](vbscript:x)',
    '[x](//evil.example)',
    '[x](/path)',
    '[x][1]\n\n[1]: javascript:alert(1)',
    '![x](javascript:alert(1))',
    '<javascript:alert(1)>',
    '<div>\n\n<b onclick=x>\n\n</div>',
    '&lt;script&gt;',
    '`<b>`',
  ])('%j stays text', (text) => {
    expect(htmlOf(text, 3).replaceAll(/<\/?(p|em|code)( dir="auto")?>/g, '')).not.toMatch(/[<>]/);
  });

  test('loads no picture: it becomes a link to it', () => {
    expect(htmlOf('![map](https://example.org/map.png)', 3)).toContain(
      '<a href="https://example.org/map.png" rel="nofollow noopener ugc">map</a>',
    );
  });

  test.each(['>'.repeat(5_000), '> - '.repeat(1_250), `${'> '.repeat(2_000)}deep`, '> - '.repeat(2_500), `\uFEFF${'1) '.repeat(3_000)}`])(
    'that nests without end is shown as it was written (%#)',
    (text) => {
      const shown = text.replace('\uFEFF', '').replaceAll('>', '&gt;');
      expect(htmlOf(text, 3)).toBe(`<p dir="auto">${shown}</p>`);
      expect(openingOf(text)).toBe(text.replace('\uFEFF', ''));
    },
  );

  test('that nests deeper than anybody reads is shown as it was written from there on', () => {
    const html = htmlOf(`${'> '.repeat(20)}so **deep** <b>`, 3);
    expect(html.match(/<blockquote>/g)).toHaveLength(20);
    expect(html).toContain('so **deep** &lt;b&gt;');
    expect(htmlOf(`${'**a _b '.repeat(120)}${'c_ d** '.repeat(120)}`, 3).match(/<em>/g)?.length).toBeLessThan(20);
    expect(htmlOf('- - **three**', 3)).toContain('<strong>three</strong>');
  });

  test.each(['*_', 'a*_', '``\\', '[', '\n=', '>\n'])('with more of %j than a text has is shown as it was written', (unit) => {
    expect(htmlOf(unit.repeat(1000), 3)).not.toMatch(/<(?:em|strong|code|h3|blockquote)/);
  });

  test('draws a rule, however long', () => {
    expect(htmlOf('- '.repeat(40), 3)).toBe('<hr>');
  });

  test('lets any text be written, in elements that are closed', () => {
    const nasty = fc.constantFrom(
      ...'> - * + _ ` ~ # [ ] ( ) ! < & " \\ : 1. 2) \t \n \r\n ** __ ``` ![ ]( \uFEFF \0 \uD800 你 https://a.b/'.split(' '),
      ' ',
      '    ',
    );
    const nested = fc
      .tuple(fc.array(nasty, { minLength: 1, maxLength: 4 }), fc.nat(2_000))
      .map(([unit, times]) => unit.join('').repeat(times));
    const text = fc.array(
      fc.oneof(
        nested,
        fc.array(nasty, { maxLength: 40 }).map((parts) => parts.join('')),
      ),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(text, (parts) => {
        const body = parts.join('').slice(0, 10_000);
        openingOf(body);
        const open: string[] = [];
        for (const [, end, name = ''] of htmlOf(body, 3).matchAll(/<(\/?)(\w+)[^>]*>/g)) {
          if (end && open.at(-1) === name) open.pop();
          else if (name !== 'br' && name !== 'hr') open.push(`${end}${name}`);
        }
        expect(open).toEqual([]);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  test('begins with words, for a list that shows no marks', () => {
    expect(openingOf('## All **well**\n\nMore.')).toBe('All well');
  });
});

describe('the days of the bars', () => {
  const born = (age: number) => component({ days: Array.from({ length: 90 }, (_, day) => (day < 90 - age ? null : 'operational')) });

  test('say since when there are any, where that is less than ninety', () => {
    const since = (...ages: number[]) => sinceOf(ages.map(born), viewOf('', page({ components: ages.map(born) })));
    expect([since(1), since(3, 2), since(90, 1), since(0), since()]).toEqual(['14 Mar', '12 Mar', null, null, null]);
    expect(words.en.uptimeOver('99.96', '12 Mar')).toBe('99.96% uptime since 12 Mar');
    expect(words['zh-CN'].uptimeOver('99.96', '3月12日')).toBe('3月12日以来可用率 99.96%');
    expect(words.en.uptimeOver('99.96', null)).toBe('99.96% uptime over 90 days');
  });

  test('lead to what is open, else to the month in which it began, else nowhere', () => {
    const touched = { componentIds: ['comp00000001'] };
    const over = notice({
      ...touched,
      id: 'over',
      phase: 'resolved',
      startedAt: '2026-02-28T12:00:00.000Z',
      resolvedAt: '2026-03-01T12:00:00.000Z',
    });
    const open = notice({ ...touched, id: 'open', startedAt: '2026-03-12T12:00:00.000Z' });
    const pathOf = tellerOf(viewOf('', page({ components: [component()], notices: [open, over] })));
    // 28 February, 1 and 2 March, 11, 12 and 14 March.
    expect([75, 76, 77, 86, 87, 89].map((day) => pathOf('comp00000001', day))).toEqual([
      'history/2026-02/',
      'history/2026-02/',
      undefined,
      undefined,
      'incidents/open/',
      'incidents/open/',
    ]);
    expect(pathOf('another', 87)).toBeUndefined();
  });
});

describe('accents', () => {
  const css = readFileSync(new URL('../../../status-site/src/styles/colours.css', import.meta.url), 'utf8');
  const [light = '', dark = ''] = css.split('@media screen and (prefers-color-scheme: dark)');
  const value = (sheet: string, selector: string, name: string): string =>
    new RegExp(`(?:^|\\s)${selector} \\{[^}]*--${name}: (#\\w+)`).exec(sheet)?.[1] ?? '';
  const luminance = (colour: string): number => {
    const digits = colour.length === 4 ? colour.replaceAll(/\w/g, '$&$&') : colour;
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const channel = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
      return channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string): number => {
    const [dim = 0, bright = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
    return (bright + 0.05) / (dim + 0.05);
  };

  test.each(accents)('%s can be read on every background, light and dark', (accent) => {
    for (const sheet of [light, dark]) {
      const colour = value(sheet, accent === 'slate' ? 'body' : `\\.${accent}`, 'a');
      expect(colour).toMatch(/^#/);
      for (const background of ['bg', 'card']) expect(contrast(colour, value(sheet, ':root', background))).toBeGreaterThanOrEqual(5);
    }
  });
});

test('the busy sample has what the measured page has', () => {
  const busy = fixtures['busy'];
  expect([busy?.components.length, busy?.groups.length]).toEqual([12, 3]);
  const open = busy?.notices.filter(({ phase }) => phase !== 'resolved') ?? [];
  expect(open.map(({ updates }) => updates.length)).toEqual([4, 4]);
  expect((busy?.notices.length ?? 0) - open.length).toBe(10);
  expect(busy && impactsShown(busy)).toEqual(['minor', 'major', 'critical']);
});
