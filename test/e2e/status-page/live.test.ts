import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { plus } from '../../../shared/instant.ts';
import type { StatusPage } from '../../../shared/status-page/page.ts';
import { fixtures } from '../../../status-site/src/fixtures.ts';
import { launchBrowser } from './browser.ts';
import { builtSite, type Site } from './built.ts';
import { serveStatus, type StatusServer } from './server.ts';

vi.setConfig({ testTimeout: 30_000 });

let site: Site;
let server: StatusServer;
let browser: Browser;

const before = fixtures['busy'] as StatusPage;
const start = before.generatedAt;
const pollMax = 40_000;
/** The same page a minute later, with check-in down. */
const after: StatusPage = {
  ...before,
  version: before.version + 1,
  updatedAt: plus(start, 60_000),
  components: before.components.map((component) =>
    component.name.en === 'Check-in and kiosks' ? { ...component, state: 'major_outage' } : component,
  ),
};

beforeAll(async () => {
  site = await builtSite();
  server = await serveStatus(site);
  browser = await launchBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

beforeEach(async () => {
  server.down(false);
  server.beat(start);
  server.publish('/air', before);
  server.publish('', before);
});

/** A visitor whose clock stands at the time of the page and moves only when told to. */
const visit = async (path: string, look: (page: Page) => Promise<void>): Promise<void> => {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.clock.install({ time: start });
    await page.goto(server.url + path);
    await look(page);
  } finally {
    await context.close();
  }
};

/** Lets the page's clock run in steps shorter than its time-outs, with a moment of real time for each answer to arrive. */
const pass = async (page: Page, millis: number): Promise<void> => {
  for (let passed = 0; passed < millis; passed += 8_000) {
    await page.clock.runFor(8_000);
    await pause(25);
  }
};

const headline = (page: Page) => page.locator('h1').innerText();
const note = (page: Page) => page.locator('#n').innerText();
const eventually = (look: () => Promise<void>) => vi.waitFor(look, { timeout: 10_000, interval: 50 });

test.each(['/air/', '/air/zh-CN/', '/', '/en/'])(
  '%s shows a change by itself, announces it and keeps what the reader opened',
  async (path) => {
    await visit(path, async (page) => {
      const older = page.locator('details').first();
      await older.locator('summary').click();
      server.publish('/air', after);
      server.publish('', after);
      await pass(page, pollMax);
      const expected = path === '/air/zh-CN/' ? '严重中断' : 'Major outage';
      await eventually(async () => expect(await headline(page)).toBe(expected));
      expect(await page.title()).toContain(expected);
      expect(await page.locator('#s[role=status]').textContent()).toContain(expected);
      expect(await page.locator('html').getAttribute('class')).toBe('mj');
      expect(await older.getAttribute('open')).not.toBeNull();
      expect(await page.evaluate('document.activeElement?.tagName')).toBe('SUMMARY');
      expect(await note(page)).toBe('');
    });
  },
);

test('an incident page follows its incident to the end and then rests', async () => {
  const open = before.notices.find(({ phase }) => phase !== 'resolved');
  await visit(`/air/en/incidents/${open?.id}/`, async (page) => {
    const resolvedAt = plus(start, 60_000);
    const notices = before.notices.map((notice) =>
      notice.id === open?.id ? { ...notice, phase: 'resolved' as const, affects: [], resolvedAt } : notice,
    );
    server.publish('/air', { ...after, notices });
    await pass(page, pollMax);
    await eventually(async () => expect(await page.title()).toContain('Resolved'));
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await pass(page, 10 * pollMax);
    expect(asked).toEqual([]);
  });
});

test('a page without changes is left alone', async () => {
  await visit('/air/en/', async (page) => {
    const main = await page.locator('main').elementHandle();
    await pass(page, pollMax);
    expect(await main?.evaluate((element) => (element as unknown as { isConnected: boolean }).isConnected)).toBe(true);
    expect(await page.locator('#s').textContent()).toBe('');
  });
});

test('a silent publisher is admitted after fifteen minutes, and forgotten when it is back', async () => {
  await visit('/air/en/', async (page) => {
    server.beat(plus(start, -14.9 * 60_000));
    await pass(page, pollMax);
    await pass(page, 60_000);
    await eventually(async () => expect(await note(page)).toContain('This page may be out of date. It was last confirmed'));
    expect(await note(page)).toMatch(/14 Mar, 09:27 GMT\+8$/);
    expect(await headline(page)).toBe('Some systems are not working');
    server.beat(plus(start, 120_000));
    await pass(page, pollMax);
    await eventually(async () => expect(await note(page)).toBe(''));
  });
});

test('an origin that does not answer is admitted, the page stays, and polling slows down', async () => {
  await visit('/air/zh-CN/', async (page) => {
    server.down(true);
    let asked = 0;
    page.on('request', () => (asked += 1));
    await pass(page, pollMax);
    await eventually(async () => expect(await note(page)).toBe('目前无法刷新本页，内容可能已过时。'));
    expect(await headline(page)).toBe('部分系统无法使用');
    await pass(page, 30 * 60_000);
    // Without backing off, half an hour would be sixty requests; at five minutes apart it is six, and a few on the way there.
    expect(asked).toBeLessThan(15);
    server.down(false);
    server.beat(plus(start, 45 * 60_000));
    await pass(page, 6 * 60_000);
    await eventually(async () => expect(await note(page)).toBe(''));
  });
});
