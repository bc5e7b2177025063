import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { StatusPage } from '../../../shared/status-page/page.ts';
import { fixtures } from '../../../status-site/src/fixtures.ts';
import { launchBrowser } from './browser.ts';
import { builtSite, type Site } from './built.ts';
import { serveStatus, type StatusServer } from './server.ts';

vi.setConfig({ testTimeout: 30_000 });

let site: Site;
let server: StatusServer;
let browser: Browser;

beforeAll(async () => {
  site = await builtSite();
  server = await serveStatus(site);
  // A page that stays open for long enough looks for it, and a browser complains about what is missing.
  server.beat(new Date().toISOString());
  for (const [name, page] of Object.entries(fixtures)) await server.publish(`/${name}`, page);
  browser = await launchBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const fixture = (name: string): StatusPage => {
  const page = fixtures[name];
  if (!page) throw new Error(`no fixture ${name}`);
  return page;
};

/** Opens a page in a fresh context and collects everything the browser complains about. */
const visit = async <T>(
  path: string,
  options: BrowserContextOptions,
  look: (page: Page, complaints: string[]) => Promise<T>,
): Promise<T> => {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('dialog', (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.goto(`${server.url}${path}`);
    return await look(page, complaints);
  } finally {
    await context.close();
  }
};

const openId = fixture('busy').notices.find(({ phase }) => phase !== 'resolved')?.id;
const pastId = fixture('busy').notices.find(({ phase }) => phase === 'resolved')?.id;
const hostileId = fixture('hostile').notices[0]?.id;
const looked = [
  '/busy/en/',
  '/busy/zh-CN/',
  '/calm/en/',
  '/major/zh-CN/',
  '/hostile/en/',
  '/empty/en/',
  '/quiet/',
  `/busy/zh-CN/incidents/${openId}/`,
  `/busy/en/incidents/${pastId}/`,
  `/hostile/zh-CN/incidents/${hostileId}/`,
];

describe('without JavaScript', () => {
  test.each([
    [
      'en',
      [
        'Some systems are not working',
        'Partial outage: Baggage tracking. Degraded: Payments.',
        'Last updated 14 Mar, 09:36 UTC+8',
        'Kiosks offline in two terminals',
        '99.98%',
        'About 6% of bags still miss a scan',
      ],
    ],
    [
      'zh-CN',
      [
        '部分系统无法使用',
        '部分中断：行李追踪。性能下降：支付。',
        '最近更新 3月14日 09:36 UTC+8',
        '两座航站楼自助机离线',
        '99.98%',
        '约 6% 的行李仍缺少扫描记录',
      ],
    ],
  ])('the overview says everything in %s', async (language, sentences) => {
    await visit(`/busy/${language}/`, { javaScriptEnabled: false }, async (page) => {
      const text = await page.locator('body').innerText();
      for (const sentence of sentences) expect(text).toContain(sentence);
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
    });
  });

  test('older updates unfold', async () => {
    await visit('/busy/en/', { javaScriptEnabled: false }, async (page) => {
      const older = page.getByText('Scans of checked bags appear late in the app.');
      expect(await older.isVisible()).toBe(false);
      await page.getByText('2 earlier updates').first().click();
      expect(await older.isVisible()).toBe(true);
    });
  });

  test('an incident page leads back, and to the same page in the other language', async () => {
    await visit(`/busy/en/incidents/${openId}/`, { javaScriptEnabled: false }, async (page) => {
      await page.getByText('简体中文').click();
      expect(await page.locator('h1').innerText()).toBe('行李追踪：北厅扫描延迟');
      await page.getByText('全部系统').click();
      expect(new URL(page.url()).pathname).toBe('/busy/zh-CN/');
    });
  });
});

test('a page costs one request', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  // The first look for news comes at a random moment; here time stands still.
  await page.clock.install();
  await page.goto(`${server.url}/busy/`, { waitUntil: 'networkidle' });
  await context.close();
  expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([`${server.url}/busy/`]);
});

test('every link of ours is relative and leads to something published', async () => {
  for (const [name, page] of Object.entries(fixtures)) {
    for (const path of site.paths(page)) {
      const html = await site.render(path, page);
      const links = [...html.matchAll(/ href="([^"]*)"(?! rel="nofollow)/g)]
        .map(([, link = '']) => link)
        .filter((link) => !/^(#|data:)/.test(link));
      for (const link of links) {
        expect(link).not.toMatch(/^(\/|\w+:)/);
        expect(server.has(new URL(link, `http://status.invalid/${name}/${path}`).pathname)).toBe(true);
      }
    }
  }
});

describe.each(looked)('%s', (path) => {
  test.each(['light', 'dark'] as const)('has no accessibility violation at 390 px, %s', async (colorScheme) => {
    await visit(path, { viewport: { width: 390, height: 844 }, colorScheme }, async (page, complaints) => {
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
      expect(complaints).toEqual([]);
    });
  });

  test('does not scroll sideways at 320 px', async () => {
    await visit(path, { viewport: { width: 320, height: 640 } }, async (page, complaints) => {
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
      expect(complaints).toEqual([]);
    });
  });
});

test.each(['light', 'dark'] as const)('text keeps its contrast on the deepest colour of the sky, %s', async (colorScheme) => {
  for (const path of ['/busy/en/', '/calm/en/', '/major/en/']) {
    await visit(path, { bypassCSP: true, colorScheme }, async (page) => {
      // A gradient cannot be judged by tools, so the deepest tint behind any text is laid flat under everything.
      await page.addStyleTag({
        content: 'body::before{display:none}html,body{background:color-mix(in srgb,var(--c) 22%,var(--bg))!important}',
      });
      await page.evaluate(axe.source);
      const found = await page.evaluate(() =>
        (globalThis as unknown as { axe: typeof axe }).axe.run({ runOnly: ['color-contrast'], resultTypes: ['violations', 'incomplete'] }),
      );
      expect(found.violations.flatMap(({ nodes }) => nodes.map(({ html }) => html))).toEqual([]);
    });
  }
});

describe('hostile text', () => {
  test('stays text', async () => {
    for (const path of site.paths(fixture('hostile'))) {
      await visit(`/hostile/${path}`, {}, async (page, complaints) => {
        expect(await page.locator('img, main script, main style').count()).toBe(0);
        expect(await page.locator('script').count()).toBe(1);
        expect(await page.locator('main').innerText()).toContain('<script>alert(1)</script>');
        expect(complaints).toEqual([]);
      });
    }
  });

  test('is allowed nothing by the policy of the page', async () => {
    const html = await site.render('en/', fixture('busy'));
    const policy = /http-equiv="content-security-policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    expect(policy).toMatch(/default-src 'none'.*style-src 'sha256-[^']+';script-src 'sha256-[^']+';/);
    expect(policy).not.toContain('unsafe');
    expect(html).not.toMatch(/ style="/);
  });

  test('in the other language is shown, marked as the original and with its language', async () => {
    await visit(`/hostile/en/incidents/${hostileId}/`, {}, async (page) => {
      const fallback = page.locator('.l p[lang=zh-CN]');
      expect(await fallback.count()).toBe(1);
      expect(await fallback.locator('.o').innerText()).toBe('original');
    });
    await visit(`/hostile/zh-CN/incidents/${hostileId}/`, {}, async (page) => {
      expect(await page.locator('h1 bdi').getAttribute('lang')).toBe('en');
      expect(await page.locator('h1 .o').innerText()).toBe('原文');
    });
  });
});

test('printing unfolds everything', async () => {
  await visit('/busy/en/', {}, async (page) => {
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByText('Scans of checked bags appear late in the app.').isVisible()).toBe(true);
  });
});
