import { expect, test } from 'vitest';
import { matches, tagsIn } from '../../../functions/api/etag.ts';
import { languageOf, preferred } from '../../../functions/api/http/negotiate.ts';
import { cursorOf, positionIn } from '../../../functions/api/incidents/cursor.ts';
import { routes } from '../../../shared/access/routes.ts';
import type { Route } from '../../../shared/access/route.ts';

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['zh', 'zh-CN'],
  ['zh-Hans-CN, en;q=0.8', 'zh-CN'],
  ['fr, zh-TW;q=0.4, en-GB;q=0.5', 'en'],
  ['en;q=0, zh', 'zh-CN'],
  ['fr', 'en'],
  ['*', 'en'],
  [';;;,,q=zz', 'en'],
])('Accept-Language %j reads as %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});

test.each([
  [undefined, true],
  ['*/*', true],
  ['application/*', true],
  ['application/problem+json', true],
  ['text/html, application/json;q=0.1', true],
  ['text/html', false],
  ['application/json;q=0', false],
])('Accept %j takes JSON: %s', (header, expected) => {
  expect(preferred(header, ['application/json']) !== undefined).toBe(expected);
});

test.each([
  [undefined, 'application/json'],
  ['*/*', 'application/json'],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html'],
  ['text/html;q=0.5, application/json', 'application/json'],
  ['text/*', 'text/html'],
  ['image/png', undefined],
])('Accept %j chooses %s of JSON and a page', (header, expected) => {
  expect(preferred(header, ['application/json', 'text/html'])).toBe(expected);
});

test('no path fits two routes', () => {
  for (const route of Object.values(routes) as Route[]) {
    const fitting = (Object.values(routes) as Route[]).filter(({ method, path: other }) => {
      const [mine, theirs] = [route.path.split('/'), other.split('/')];
      return (
        method === route.method &&
        mine.length === theirs.length &&
        theirs.every((part, index) => part === mine[index] || (part.startsWith('{') && !mine[index]?.startsWith('{')))
      );
    });
    expect(fitting).toHaveLength(1);
  }
});

test('a cursor works in the list and for the organization that it was made for, and nowhere else', () => {
  const list = { organizationId: 'org_a', list: 'incidents ' };
  const cursor = cursorOf(list, 'inc_1');
  expect(positionIn(list, cursor)).toBe('inc_1');
  expect(positionIn({ ...list, organizationId: 'org_b' }, cursor)).toBeNull();
  expect(positionIn({ ...list, list: 'incidents open' }, cursor)).toBeNull();
  for (const forged of ['', 'x', cursor.slice(1), `${cursor}AA`, Buffer.from('inc_1').toString('base64url')])
    expect(positionIn(list, forged)).toBeNull();
});

test.each([
  [undefined, null],
  ['*', '*'],
  ['"3"', ['3']],
  ['"3", "4"', ['3', '4']],
  ['W/"3"', []],
  ['3', 'malformed'],
  ['"3', 'malformed'],
])('If-Match %j reads as %j', (header, expected) => {
  expect(tagsIn(header)).toEqual(expected);
});

test('If-Match holds only for what is there in that version', () => {
  expect(matches(null, null)).toBe(true);
  expect(matches('*', null)).toBe(false);
  expect(matches('*', 2)).toBe(true);
  expect(matches(['2'], 2)).toBe(true);
  expect(matches(['1'], 2)).toBe(false);
  expect(matches([], 2)).toBe(false);
});
