import { describe, expect, test } from 'vitest';
import { fixtures, impactsShown } from '../../../status-site/src/fixtures.ts';
import { averageUptime } from '../../../status-site/src/lib/days.ts';
import { piecesOf } from '../../../status-site/src/lib/links.ts';
import { firstSentence, plain } from '../../../status-site/src/lib/states.ts';
import { offsetOf, tell } from '../../../status-site/src/lib/time.ts';
import { pathsOf, viewOf } from '../../../status-site/src/lib/view.ts';
import { words } from '../../../status-site/src/lib/words.ts';
import { notice, page } from './given.ts';

describe('the paths of a page', () => {
  const given = page({ notices: [notice({ id: 'abc' })] });

  test('are the default language at the root and every language in its folder', () => {
    const rests = ['', 'incidents/abc/', 'history/'];
    expect(pathsOf(given)).toEqual(['', 'en/', 'zh-CN/'].flatMap((language) => rests.map((rest) => language + rest)));
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
    expect(tell('2026-03-14T01:42:00.000Z', 'en', 'Asia/Shanghai', 'stamp')).toBe('14 Mar, 09:42 UTC+8');
    expect(tell('2026-03-14T01:42:00.000Z', 'zh-CN', 'Asia/Shanghai', 'stamp')).toBe('3月14日 09:42 UTC+8');
    expect(tell('2026-03-14T01:42:00.000Z', 'en', 'UTC', 'full')).toBe('14 Mar 2026, 01:42 UTC');
  });

  test('follow summer time', () => {
    expect(offsetOf('2026-01-01T00:00:00.000Z', 'Europe/Berlin')).toBe('UTC+1');
    expect(offsetOf('2026-07-01T00:00:00.000Z', 'Europe/Berlin')).toBe('UTC+2');
  });

  test('midnight is 00:00, not 24:00', () => {
    expect(tell('2026-03-13T16:00:00.000Z', 'zh-CN', 'Asia/Shanghai', 'stamp')).toBe('3月14日 00:00 UTC+8');
  });

  test('a duration names its two largest units', () => {
    expect([1, 59, 60, 71, 1440, 1501].map(words.en.lasting)).toEqual(['1 min', '59 min', '1 h', '1 h 11 min', '1 d', '1 d 1 h']);
    expect(words['zh-CN'].lasting(71)).toBe('1 小时 11 分钟');
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

test('the busy sample has what the measured page has', () => {
  const busy = fixtures['busy'];
  expect([busy?.components.length, busy?.groups.length]).toEqual([12, 3]);
  const open = busy?.notices.filter(({ phase }) => phase !== 'resolved') ?? [];
  expect(open.map(({ updates }) => updates.length)).toEqual([4, 4]);
  expect((busy?.notices.length ?? 0) - open.length).toBe(10);
  expect(busy && impactsShown(busy)).toEqual(['minor', 'major', 'critical']);
});
