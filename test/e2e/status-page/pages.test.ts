import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { fixtures } from '../../../status-site/src/fixtures.ts';
import { launchBrowser } from './browser.ts';
import { builtSite, type Site } from './built.ts';
import { serveStatus, type StatusServer } from './server.ts';
import {
  endlessId,
  faintOn,
  fixture,
  hostileId,
  looked,
  openId,
  plannedId,
  runningId,
  toldId,
  violationsOf,
  visit as visitAddress,
} from './visit.ts';

vi.setConfig({ testTimeout: 30_000 });

let site: Site;
let server: StatusServer;
let browser: Browser;

beforeAll(async () => {
  site = await builtSite();
  server = await serveStatus(site);
  // A page that stays open for long enough looks for it, and a browser complains about what is missing.
  server.beat(new Date().toISOString());
  for (const [name, page] of Object.entries(fixtures)) server.publish(`/${name}`, page);
  browser = await launchBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const visit = <T>(path: string, options: BrowserContextOptions, look: (page: Page, complaints: string[]) => Promise<T>): Promise<T> =>
  visitAddress(browser, server.url + path, options, look);

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
      await page.getByText('总览').click();
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
    if (name === 'many') continue;
    for (const path of site.paths(page)) {
      const html = await site.render(path, page);
      const links = [...html.matchAll(/<(?:a|link) (?!rel="(?:canonical|alternate" hreflang))[^>]*?href="([^"]*)"(?! rel="nofollow)/g)]
        .map(([, link = '']) => link)
        .filter((link) => !/^(#|data:|mailto:|tel:)/.test(link));
      for (const link of links) {
        expect(link).not.toMatch(/^(\/|\w+:)/);
        expect(server.has(new URL(link, `http://status.invalid/${name}/${path}`).pathname), `${path} → ${link}`).toBe(true);
      }
    }
  }
});

test('what tells search engines where a page lies is absolute, agrees in all languages and leads to something published', async () => {
  const page = fixture('busy');
  for (const path of site.paths(page)) {
    const html = await site.render(path, page);
    const addresses = [...html.matchAll(/<link rel="(?:canonical|alternate" hreflang="[^"]+)" href="([^"]*)"/g)].map(
      ([, link = '']) => link,
    );
    expect(addresses).toHaveLength(3);
    for (const address of addresses) {
      expect(address.startsWith(`${page.url}/`)).toBe(true);
      expect(server.has(address.replace(page.url, '/busy'))).toBe(true);
    }
    expect(html).toContain(`<link rel="alternate" hreflang="zh-CN" href="${page.url}/zh-CN/`);
    expect(addresses[0]).toBe(`${page.url}/${path.replace(/^en\//, '')}`);
  }
});

test.each([true, false])(
  'walking every link from the overview meets only whole pages (JavaScript: %s)',
  async (javaScriptEnabled) => {
    for (const name of ['busy', 'maintenance']) {
      const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 320, height: 640 } });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(String(error)));
      const met = new Set<string>();
      const ahead = [`/${name}/en/`, `/${name}/zh-CN/`];
      for (let path = ahead.pop(); path !== undefined; path = ahead.pop()) {
        if (met.has(path)) continue;
        met.add(path);
        const answer = await page.goto(server.url + path);
        expect(answer?.status(), path).toBe(200);
        expect(await page.locator('h1').innerText(), path).not.toBe('');
        expect(await page.locator('html').getAttribute('lang'), path).toBe(path.includes('/zh-CN/') ? 'zh-CN' : 'en');
        expect(await page.locator('main').evaluate((main) => main.ownerDocument.documentElement.scrollWidth), path).toBe(320);
        for (const link of await page
          .locator('a[href]:not([href^="http"]):not([href^="#"])')
          .evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? '')))
          if (link.endsWith('/')) ahead.push(new URL(link, server.url + path).pathname);
      }
      // Whatever is in a language's folder is found from the overview.
      const inFolders = site.paths(fixture(name)).filter((path) => /^(en|zh-CN)\//.test(path));
      const reachable = [...met].filter((path) => /^\/\w+\/(en|zh-CN)\//.test(path)).map((path) => path.slice(name.length + 2));
      expect(reachable.toSorted()).toEqual(inFolders.toSorted());
      expect(complaints).toEqual([]);
      await context.close();
    }
  },
  120_000,
);

describe.each(looked)('%s', (path) => {
  test.each(['light', 'dark'] as const)('has no accessibility violation at 390 px, %s', async (colorScheme) => {
    await visit(path, { viewport: { width: 390, height: 844 }, colorScheme }, async (page, complaints) => {
      expect(await violationsOf(page)).toEqual([]);
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
  for (const path of ['/busy/en/', '/calm/en/', '/major/en/', '/maintenance/en/', '/busy/en/history/']) {
    await visit(path, { bypassCSP: true, colorScheme }, async (page) => {
      expect(await faintOn(page, 'deepest'), path).toEqual([]);
    });
  }
});

describe('maintenance', () => {
  test('that runs is what the overview says first, and shows in the bars, the tiles and a card', async () => {
    await visit('/maintenance/en/', { javaScriptEnabled: false }, async (page) => {
      expect(await page.locator('h1').innerText()).toBe('Maintenance in progress');
      expect(await page.locator('.h').innerText()).toContain('Affects Loyalty accounts.');
      expect(await page.locator('.t').innerText()).toContain('Maintenance, 1 of 4');
      expect(await page.locator('.k li', { hasText: 'Loyalty accounts' }).locator('rect.mt').count()).toBe(1);
      expect(await page.locator('.y').first().innerText()).toContain('Sat 14 Mar, 09:00–12:00 UTC+8');
      await page.getByText('Loyalty accounts move to new machines').click();
      expect(new URL(page.url()).pathname).toBe(`/maintenance/en/maintenance/${runningId}/`);
    });
  });

  test('that is planned is announced, and colours nothing', async () => {
    await visit('/busy/zh-CN/', { javaScriptEnabled: false }, async (page) => {
      expect(await page.locator('.t').innerText()).toContain('3月21日 02:00 UTC+8');
      expect(await page.locator('.y').innerText()).toContain('3月21日周六 02:00–04:00 UTC+8');
      expect(await page.locator('.k li', { hasText: '贵宾室' }).locator('rect.mt').count()).toBe(0);
    });
  });
});

describe('history', () => {
  test('leads from month to month, each with what was over and how it ended', async () => {
    await visit('/busy/en/', { javaScriptEnabled: false }, async (page) => {
      await page.getByText('All history').click();
      expect(await page.locator('main').innerText()).toContain('Kiosks offline in two terminals');
      await page.getByText('October', { exact: true }).click();
      expect(await page.locator('h1').innerText()).toBe('October 2025');
      await page.getByText('November 2025 →').click();
      expect(await page.locator('main').innerText()).toContain('The release was rolled back.');
      await page.getByText('← October 2025').click();
      expect(await page.locator('h1').innerText()).toBe('October 2025');
    });
  });

  test('keeps what was written afterwards', async () => {
    await visit(`/busy/en/incidents/${toldId}/`, { javaScriptEnabled: false }, async (page) => {
      expect(await page.locator('h2', { hasText: 'Follow-up' }).count()).toBe(1);
      expect(await page.locator('.f h3').allInnerTexts()).toEqual(['What happened', 'What we change']);
      expect(await page.locator('.f ol > li').count()).toBe(2);
      expect(await page.locator('.f a').getAttribute('rel')).toBe('nofollow noopener ugc');
    });
  });
});

describe('ten thousand updates', () => {
  test('leave the overview as it is, with the way to more', async () => {
    await visit('/endless/en/', { javaScriptEnabled: false }, async (page) => {
      const card = page.locator('article', { hasText: 'Updated by a script' });
      expect(await card.locator('.l > li').count()).toBe(20);
      await card.getByText('10,000 updates in all').click();
      expect(await page.locator('.l > li').count()).toBe(500);
      expect(await page.locator('.e').innerText()).toBe('9,500 older updates are not shown.');
    });
    expect((await site.render(`en/incidents/${endlessId}/`, fixture('endless'))).length).toBeLessThan(150_000);
  });
});

describe('what an organization sets', () => {
  test('shows: logo, announcement, contact, footer, and that it is not to be listed', async () => {
    await visit('/calm/en/', {}, async (page) => {
      const box = await page.locator('.n img').boundingBox();
      expect([box?.width, box?.height]).toEqual([160, 40]);
      expect(await page.locator('aside').innerText()).toContain('check your departure time');
      expect(await page.locator('footer').innerText()).toContain('Operated by Example Air Lines.');
      expect(await page.locator('footer a[href="mailto:help@air.example"]').count()).toBe(1);
      expect(await page.locator('footer a[href="tel:+861055550100"]').count()).toBe(1);
      expect(await page.locator('meta[name=robots]').getAttribute('content')).toBe('noindex');
    });
    expect(await site.render('en/', fixture('busy'))).not.toContain('noindex');
  });

  test('is announced on the overview only', async () => {
    await visit('/calm/en/history/', {}, async (page) => expect(await page.locator('aside').count()).toBe(0));
  });
});

test('nothing moves while a page loads', async () => {
  for (const path of ['/busy/en/', '/calm/zh-CN/', `/busy/en/maintenance/${plannedId}/`]) {
    await visit(path, {}, async (page) => {
      const shift = await page.evaluate(`new Promise((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (sum += value))).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(sum), 300);
      })`);
      expect(shift, path).toBe(0);
    });
  }
});

describe('an address at which there is nothing', () => {
  test('says so in both languages, without a script too', async () => {
    await visit('/nothing/here/', { javaScriptEnabled: false }, async (page) => {
      expect(await page.locator('h1').innerText()).toBe('There is no such page');
      expect(await page.locator('[lang=zh-CN] h2').innerText()).toBe('页面不存在');
      expect(await page.locator('a').isVisible()).toBe(false);
    });
  });

  test.each([
    ['/busy/incidents/gone/', 'en-GB', '/busy/', 'There is no such page'],
    ['/busy/incidents/gone/', 'zh-CN', '/busy/', '页面不存在'],
    ['/busy/zh-CN/incidents/gone/', 'en-GB', '/busy/', '页面不存在'],
    ['/busy/en/incidents/gone/', 'zh-CN', '/busy/', 'There is no such page'],
    ['/history/2020-01/', 'en-GB', '/', 'There is no such page'],
  ])('leads from %s, for a reader of %s, to %s', async (path, locale, root, says) => {
    server.publish('', fixture('busy'));
    await visit(path, { locale }, async (page, complaints) => {
      expect(await page.locator('h1').innerText()).toBe(says);
      expect(await page.locator('html').getAttribute('lang')).toBe(says === '页面不存在' ? 'zh-CN' : 'en');
      await page.getByText('← Example Air Lines').click();
      expect(new URL(page.url()).pathname).toBe(root);
      expect(complaints).toEqual([]);
    });
  });

  test('leads nowhere where there is no organization', async () => {
    await visit('//nothing/here/', {}, async (page, complaints) => {
      await page.waitForLoadState('networkidle');
      expect(await page.locator('h1').innerText()).toBe('There is no such page');
      expect(complaints).toEqual([]);
    });
  });
});

/** A phone's width, and the narrowest that a page must bear. */
const narrow = [390, 320];

describe.each(narrow)('at %i px', (width) => {
  const viewport = { width, height: 800 };

  test('bars show half of the days, each wide enough to see, and say so', async () => {
    await visit('/busy/en/', { viewport }, async (page) => {
      const box = await page.locator('.b').first().boundingBox();
      expect((box?.width ?? 0) / 90).toBeGreaterThan(3.5);
      expect(
        await page
          .locator('.b')
          .first()
          .evaluate((bars) => bars.ownerDocument.defaultView!.getComputedStyle(bars).clipPath),
      ).toBe('inset(0px 0px 0px 50%)');
      expect((await page.locator('.k > .r').first().innerText()).split(/\s*\n\s*/)).toEqual(['Booking', '45 days ago', 'Today']);
      expect(await page.locator('p.k').innerText()).toMatch(
        /One bar per day:\s+Operational\s+Degraded\s+Partial outage\s+Major outage\s+No data yet/,
      );
    });
  });

  test('no tile cuts what it says', async () => {
    for (const path of ['/busy/en/', '/busy/zh-CN/', '/maintenance/en/'])
      await visit(path, { viewport }, async (page) => {
        const cut = await page.locator('.t span').evaluateAll((all) => all.filter((one) => one.scrollHeight > one.clientHeight + 1).length);
        expect(cut, path).toBe(0);
        const lines = await page.locator('.t span').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
        expect(Math.max(...lines), path).toBeLessThan(30);
      });
  });

  test('what can be pressed is large enough', async () => {
    for (const path of ['/busy/en/', '/calm/zh-CN/', '/busy/en/history/', `/busy/en/incidents/${openId}/`])
      await visit(path, { viewport }, async (page) => {
        for (const summary of await page.locator('summary').all()) await summary.click();
        const small = await page
          .locator('a:visible:not(.x a), summary:visible')
          .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 24).map((one) => one.outerHTML));
        expect(small, path).toEqual([]);
      });
  });

  test('contacts stay whole', async () => {
    await visit('/calm/en/', { viewport }, async (page) => {
      const heights = await page.locator('footer .fx a').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
      expect(heights).toHaveLength(8);
      expect(Math.max(...heights)).toBeLessThan(32);
    });
  });
});

test('at a desk, bars show all ninety days', async () => {
  await visit('/busy/zh-CN/', {}, async (page) => {
    expect((await page.locator('.k > .r').first().innerText()).split(/\s*\n\s*/)).toEqual(['预订', '90 天前', '今天', '可用率', '状态']);
    expect(
      await page
        .locator('.b')
        .first()
        .evaluate((bars) => bars.ownerDocument.defaultView!.getComputedStyle(bars).clipPath),
    ).toBe('none');
  });
});

test('the days in the table lead to what happened then', async () => {
  await visit('/busy/en/', { javaScriptEnabled: false }, async (page) => {
    await page.getByText('Days with incidents, as a table').click();
    await page.locator('tr', { hasText: 'Website and app' }).locator('a').click();
    expect(new URL(page.url()).pathname).toBe('/busy/en/history/2026-02/');
    await page.goto(new URL('/busy/en/', page.url()).href);
    await page.getByText('Days with incidents, as a table').click();
    await page.locator('tr', { hasText: 'Baggage tracking' }).locator('a').click();
    expect(await page.locator('h1').innerText()).toBe('Baggage tracking: late scans in the north hall');
  });
});

test('the way to the feeds stands in the head of every page', async () => {
  for (const path of ['/busy/zh-CN/', '/busy/en/history/', `/busy/en/incidents/${openId}/`])
    await visit(path, { javaScriptEnabled: false }, async (page) => {
      await page
        .locator('header')
        .getByText(/^(Subscribe|订阅)$/)
        .click();
      expect(
        await page
          .locator('#feeds')
          .evaluate((feeds) => feeds.getBoundingClientRect().bottom <= feeds.ownerDocument.documentElement.clientHeight),
      ).toBe(true);
    });
});

test('a logo that does not load leaves the name to be read', async () => {
  const context = await browser.newContext({ colorScheme: 'dark' });
  const page = await context.newPage();
  await page.route('https://assets.example/logo.svg', (route) => route.abort());
  await page.goto(`${server.url}/calm/en/`);
  const look = () =>
    page.locator('.n img').evaluate((image) => {
      const { color, backgroundColor, lineHeight } = image.ownerDocument.defaultView!.getComputedStyle(image);
      return { color, backgroundColor, lines: Math.floor(image.clientHeight / Number.parseFloat(lineHeight)) };
    });
  expect(await look()).toEqual({ color: 'rgb(16, 24, 32)', backgroundColor: 'rgb(255, 255, 255)', lines: 2 });
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await look()).toMatchObject({ lines: 2 });
  await context.close();
});

test('the ring around what is folded is whole', async () => {
  await visit('/busy/en/', {}, async (page) => {
    const summary = page.locator('.c summary').first();
    await page.keyboard.press('Tab');
    await summary.focus();
    expect(await summary.evaluate((one) => one.ownerDocument.defaultView!.getComputedStyle(one).outlineOffset)).toBe('-3px');
  });
});

test("a reader's own colours leave the newest update and the current language apart", async () => {
  await visit('/busy/en/', { forcedColors: 'active' }, async (page) => {
    const dots = await page
      .locator('.c > .l')
      .first()
      .locator('li')
      .evaluateAll((all) => all.map((one) => one.ownerDocument.defaultView!.getComputedStyle(one, '::before').backgroundColor));
    expect(new Set(dots).size).toBe(2);
    expect(
      await page.locator('header nav [aria-current]').evaluate((one) => one.ownerDocument.defaultView!.getComputedStyle(one).outlineStyle),
    ).toBe('solid');
  });
});

test('machines read what a page is', async () => {
  const data = async (path: string, name: string) => {
    const html = await site.render(path, fixture(name));
    return JSON.parse(/<script type="application\/ld\+json">([^<]*)<\/script>/.exec(html)?.[1] ?? '') as Record<string, unknown>;
  };
  expect(await data('en/', 'busy')).toMatchObject({
    '@type': 'WebPage',
    dateModified: fixture('busy').updatedAt,
    url: `${fixture('busy').url}/`,
    inLanguage: 'en',
  });
  expect(await data(`zh-CN/maintenance/${plannedId}/`, 'busy')).toMatchObject({
    mainEntity: {
      '@type': 'Event',
      name: '贵宾室：更换读卡器',
      startDate: '2026-03-20T18:00:00.000Z',
      endDate: '2026-03-20T20:00:00.000Z',
    },
  });
  expect(await data(`en/maintenance/${fixture('hostile').maintenances[0]?.id}/`, 'hostile')).toMatchObject({ '@type': 'WebPage' });
});

describe('hostile text', () => {
  test('stays text', async () => {
    for (const path of site.paths(fixture('hostile'))) {
      await visit(`/hostile/${path}`, {}, async (page, complaints) => {
        expect(await page.locator('img, main script, main style').count()).toBe(0);
        expect(await page.locator('script:not([type="application/ld+json"])').count()).toBeLessThanOrEqual(1);
        expect(
          await page
            .locator('[onerror], [onload], [onclick], [onmouseover], svg[onload], a[href^="javascript" i], a[href^="data"]')
            .count(),
        ).toBe(0);
        expect(await page.locator('body').innerText()).toContain('<script>alert(1)</script>');
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
      const fallback = page.locator('.l [lang=zh-CN]');
      expect(await fallback.count()).toBe(1);
      expect(await fallback.locator('.o').innerText()).toBe('original');
    });
    await visit(`/hostile/zh-CN/incidents/${hostileId}/`, {}, async (page) => {
      expect(await page.locator('h1 bdi').getAttribute('lang')).toBe('en');
      expect(await page.locator('h1 .o').innerText()).toBe('原文');
    });
  });
});

test('paper bears the address, breaks between rows and shows nothing to press', async () => {
  await visit('/busy/en/', { colorScheme: 'dark' }, async (page) => {
    await page.emulateMedia({ media: 'print' });
    const of = (selector: string, pseudo?: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((one, part) => {
          const { content, display, breakInside } = one.ownerDocument.defaultView!.getComputedStyle(one, part);
          return { content, display, breakInside };
        }, pseudo);
    expect(await of('[rel=canonical]', '::before')).toMatchObject({ content: `"${fixture('busy').url}/"` });
    expect((await page.locator('[rel=canonical]').boundingBox())?.height).toBeGreaterThan(10);
    expect(await of('summary', '::before')).toMatchObject({ display: 'none' });
    expect([(await of('.c')).breakInside, (await of('li.r')).breakInside]).toEqual(['auto', 'avoid']);
    expect(await page.locator('.ab').isVisible()).toBe(false);
    const ink = await page.locator('h1').evaluate((one) => one.ownerDocument.defaultView!.getComputedStyle(one).color);
    expect(ink).toBe('rgb(16, 24, 32)');
  });
});

test('printing unfolds everything', async () => {
  await visit('/busy/en/', {}, async (page) => {
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByText('Scans of checked bags appear late in the app.').isVisible()).toBe(true);
  });
});
