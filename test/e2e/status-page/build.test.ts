import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test, vi } from 'vitest';
import type { StatusPage } from '../../../shared/status-page/page.ts';
import { fixtures } from '../../../status-site/src/fixtures.ts';
import { builtSite, withBuild, type Site } from './built.ts';

const busy = fixtures['busy'] as StatusPage;
let site: Site;

beforeAll(async () => {
  site = await builtSite();
}, 60_000);

test('two builds give the same bytes, and nothing about where they were made', async () => {
  const read = (file: string) => readFile(file, 'utf8');
  const [first, second] = await Promise.all([withBuild(read), withBuild(read)]);
  expect(second === first).toBe(true);
  expect(first).not.toContain(fileURLToPath(new URL('../../../', import.meta.url)));
  expect(first).not.toContain(`${tmpdir()}/`);
}, 60_000);

test('what nobody changed keeps its bytes: the same basis makes the same page', async () => {
  const later = { ...busy, version: 99, generatedAt: '2026-03-14T05:00:00.000Z', updatedAt: '2026-03-14T04:00:00.000Z' };
  const change = { ...later, notices: later.notices.map((one, index) => (index === 0 ? { ...one, title: { en: 'Another title' } } : one)) };
  const rendered = async (page: StatusPage) =>
    new Map(
      await Promise.all(
        site.paths(page).map(async (path) => [path, { basis: site.basis(path, page), html: await site.render(path, page) }] as const),
      ),
    );
  const [before, after] = await Promise.all([rendered(busy), rendered(change)]);
  const moved = [...before].filter(([path, { basis }]) => after.get(path)?.basis !== basis).map(([path]) => path);
  expect(moved.toSorted()).toEqual(
    ['', 'en/', 'zh-CN/'].flatMap((prefix) => [prefix, `${prefix}incidents/${busy.notices[0]?.id}/`]).toSorted(),
  );
  const still = [...before].filter(([path]) => !moved.includes(path));
  expect(still.filter(([path, { html }]) => after.get(path)?.html !== html)).toEqual([]);
});

test('maintenance of another year says which, on the overview, on its tile and on its own page', async () => {
  const [planned] = busy.maintenances.filter(({ phase }) => phase === 'scheduled');
  const far = { ...planned!, scheduledFor: '2027-12-01T02:00:00.000Z', scheduledUntil: '2028-01-02T02:00:00.000Z' };
  const page = { ...busy, maintenances: [far] };
  const zh = await site.render('zh-CN/', page);
  // Once on the tile, once in the list.
  expect(zh.match(/>2027年12月1日/g)).toHaveLength(2);
  expect(zh).toMatch(/>2028年1月2日/);
  expect((await site.render('en/', page)).match(/1 Dec 2027, /g)).toHaveLength(2);
  expect(await site.render(`en/maintenance/${far.id}/`, page)).toMatch(/1 Dec 2027, .*2 Jan 2028, /s);
});

test('says which code renders', async () => {
  expect(site.build).toMatch(/^[\w-]{22}$/);
});

test('the first view of the busy overview and a page of eighty components stay within what one round trip carries', async () => {
  const size = (html: string) => gzipSync(html, { level: 6 }).length;
  for (const path of ['en/', 'zh-CN/']) {
    const html = await site.render(path, busy);
    expect(size(html.slice(0, html.indexOf('</article>')))).toBeLessThanOrEqual(6_500);
    expect(size(await site.render(path, fixtures['many'] as StatusPage))).toBeLessThanOrEqual(14_600);
  }
});

test.each([
  ['en/', 11_000],
  ['zh-CN/', 12_000],
])('the busy overview %s stays within %i compressed bytes', async (path, bytesMax) => {
  expect(gzipSync(await site.render(path, busy), { level: 6 }).length).toBeLessThanOrEqual(bytesMax);
});

test('a path that the page does not have is refused', async () => {
  for (const path of ['incidents/unknown/', '500/', 'en', 'history/2026-2/', 'en/en/'])
    await expect(site.render(path, busy)).rejects.toMatchObject({ cause: { message: `no page at "${path}"` } });
});

test('a page that cannot be rendered throws with the real cause', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  const failure = await site.render('', { ...busy, timeZone: 'Nowhere/Land' }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Error);
  expect((failure as Error).cause).toBeInstanceOf(RangeError);
});

test('of very many open incidents the overview tells the newest in full and leads to the others', async () => {
  const [one] = busy.notices.filter(({ phase }) => phase !== 'resolved');
  const notices = Array.from({ length: 30 }, (_, index) => ({ ...one!, id: `many${index}`, title: { en: `Trouble ${index}` } }));
  const html = await site.render('en/', { ...busy, maintenances: [], notices });
  expect(html.match(/<article/g)).toHaveLength(20);
  expect(html).toContain('10 more incidents');
  expect(html).toMatch(/<li>\s*<a href="\.\/incidents\/many29\/">Trouble 29<\/a>/);
});

test('pages rendered at the same time do not mix', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `Example ${index}`);
  const pages = await Promise.all(names.map((name) => site.render('', { ...busy, name: { en: name } })));
  pages.forEach((html, index) => expect(html).toContain(`<span>${names[index]}</span>`));
});

test('the page of a resolved incident keeps its bytes whatever else changes', async () => {
  const done = busy.notices.find(({ phase }) => phase === 'resolved');
  const later = { ...busy, version: 99, generatedAt: '2026-03-14T05:00:00.000Z', updatedAt: '2026-03-14T04:00:00.000Z' };
  const path = `en/incidents/${done?.id}/`;
  expect(await site.render(path, later)).toBe(await site.render(path, busy));
});
