/** Customers read the pages when everything else of Muster is down, under the slug and at a host of the organization's own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startStack, type Stack } from '../../../infra/local/stack.ts';
import { heartbeatKey } from '../../../shared/names.ts';
import { http, must } from '../../support/http.ts';
import { launchBrowser } from '../status-page/browser.ts';
import { atOwnHost, keysOf, read, under, type Place } from './published.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

let stack: Stack;
let browser: Browser;
let data: string;
let places: readonly Place[];
/** Paths of all that is published of the organization, relative to its root. */
let paths: string[];

const slugOf = () => stack.organization!.slug;
const heartbeat = async () => ((await (await fetch(`${stack.statusUrl}/${heartbeatKey}`)).json()) as { at: string }).at;
const addressOf = (key: string) => key.replace(/(^|\/)index\.html$/, '$1');

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'muster-serving-'));
  [stack, browser] = await Promise.all([startStack({ data, seed: true }), launchBrowser()]);
  // An incident that customers are told of, so that there is a page for it.
  await must('POST', `${stack.apiUrl}/v2/enqueue`, {
    body: {
      routing_key: stack.organization!.routingKey,
      event_action: 'trigger',
      dedup_key: 'serving',
      payload: { summary: 'No calls arrive', source: 'test', severity: 'critical' },
    },
  });
  await stack.quiet();
  await stack.sweep();
  // A name that browsers take for this machine without asking anybody.
  places = [under(stack, slugOf()), await atOwnHost(stack, slugOf(), 'status.demo.localhost')];
  paths = (await keysOf(stack, `${slugOf()}/`)).map((key) => addressOf(key.slice(slugOf().length + 1)));
});

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
  await rm(data, { recursive: true, force: true });
});

const withPage = async (use: (page: Page) => Promise<void>): Promise<void> => {
  const context = await browser.newContext();
  try {
    await use(await context.newPage());
  } finally {
    await context.close();
  }
};

/** Every address of this site that the page names in a link, without what stands behind `#`. */
const linksOf = (page: Page): Promise<string[]> =>
  page.evaluate(`[...new Set([...document.querySelectorAll('a[href], link[rel=alternate][href]')]
    .filter((link) => !/^[a-z]+:/i.test(link.getAttribute('href')))
    .map((link) => link.href.split('#')[0]))]`);

/** Walks from the first page along every link; what was found, by its path from the place's root. */
const walk = async (page: Page, { url }: Place): Promise<Map<string, string>> => {
  const found = new Map<string, string>();
  const open = [`${url}/`];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (!next.startsWith(`${url}/`)) throw new Error(`${next} is not below ${url}/`);
    const path = next.slice(url.length + 1);
    if (found.has(path)) continue;
    if (path !== '' && !path.endsWith('/')) {
      found.set(path, String(await page.evaluate(`fetch(${JSON.stringify(next)}).then((answer) => answer.status)`)));
      continue;
    }
    const answer = await page.goto(next);
    found.set(path, `${answer?.status()} ${await page.title()}`);
    open.push(...(await linksOf(page)));
  }
  return found;
};

test('the same pages stand at both places, and every link of each stays in its place and leads somewhere', async () => {
  const walks = await Promise.all(
    places.map(async (place) => {
      let walked = new Map<string, string>();
      await withPage(async (page) => {
        const complaints: string[] = [];
        page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
        walked = await walk(page, place);
        expect(complaints).toEqual([]);
      });
      return walked;
    }),
  );
  expect([...walks[1]!]).toEqual([...walks[0]!]);
  for (const [path, answer] of walks[0]!) expect([path, answer]).toEqual([path, expect.stringMatching(/^200/)]);
  // From the first page one reaches every page there is but what stands in other sites, and the feeds.
  const pages = paths.filter((path) => path.endsWith('/') && !path.endsWith('embed/'));
  expect(pages.length).toBeGreaterThan(3);
  expect(pages.filter((path) => path.startsWith('en/') && !walks[0]!.has(path))).toEqual([]);
  expect([...walks[0]!.keys()]).toContain('history.atom');
});

describe('with the API, the table, the messaging and every function stopped', () => {
  const others = () => Object.values(stack.processes).filter(({ name }) => name !== 'objects');
  let before: Map<string, string>;
  let beat: string;

  beforeAll(async () => {
    before = new Map();
    for (const path of paths) before.set(path, (await read(stack, places[0]!, path)).body);
    beat = await heartbeat();
    await Promise.all(others().map((one) => one.stop()));
  });

  afterAll(async () => {
    await start();
  });

  const start = async () => {
    for (const name of ['table', 'messaging']) await stack.processes[name]!.start();
    await Promise.all(others().map((one) => one.start()));
  };

  test('the API is away indeed', async () => {
    expect(others().filter(({ pid }) => pid !== undefined)).toEqual([]);
    await expect(http('GET', `${stack.apiUrl}/healthz`)).rejects.toThrow('fetch failed');
  });

  test('every page, feed and document of the organization still answers at both places, byte for byte', async () => {
    expect(paths).toEqual(expect.arrayContaining(['', 'en/', 'zh-CN/', 'history.atom', 'history.rss', 'api/v2/summary.json']));
    for (const place of places) {
      for (const path of paths) {
        const { status, body, type } = await read(stack, place, path);
        expect([place.host, path, status, body === before.get(path)]).toEqual([place.host, path, 200, true]);
        expect(type).toMatch(
          /^(text\/html|application\/(json|atom\+xml|rss\+xml|feed\+json|javascript)|text\/(calendar|javascript|plain)|image\/svg\+xml)/,
        );
      }
    }
  });

  test('what is not there is still 404, and another host still shows nothing', async () => {
    const stranger: Place = { url: '', host: 'status.rival.example', root: '' };
    for (const place of [...places, stranger]) {
      for (const path of ['nothing/', 'api/v2/nothing.json', 'en/incidents/000000000000/'])
        expect([place.host, path, (await read(stack, place, path)).status]).toEqual([place.host, path, 404]);
    }
    expect((await read(stack, stranger, '')).status).toBe(404);
  });

  test('an open page says after a while that it may be out of date, at both places, and takes it back when Muster is back', async () => {
    const pages: Page[] = [];
    const contexts = await Promise.all(places.map(() => browser.newContext()));
    try {
      for (const [index, { url }] of places.entries()) {
        const page = await contexts[index]!.newPage();
        await page.clock.install({ time: beat });
        await page.goto(`${url}/en/`);
        pages.push(page);
      }
      const notes = () => Promise.all(pages.map((page) => page.locator('#n').innerText()));
      /** In steps shorter than the page's own patience with an answer, each with a moment of real time to arrive. */
      const pass = async (minutes: number) => {
        for (let seconds = 0; seconds < minutes * 60; seconds += 8) {
          await Promise.all(pages.map((page) => page.clock.runFor(8_000)));
          await pause(25);
        }
      };
      await pass(13);
      expect(await notes()).toEqual(['', '']);
      await pass(3);
      const outdated = expect.stringContaining('This page may be out of date');
      await vi.waitFor(async () => expect(await notes()).toEqual([outdated, outdated]), { timeout: 10_000 });
      // What it showed, it still shows.
      for (const page of pages) expect(await page.locator('h1').innerText()).not.toBe('');
      await start();
      await stack.sweep();
      const now = await heartbeat();
      expect(now > beat).toBe(true);
      // The heartbeat is of the machine's clock; the readers' clocks return to it.
      for (const page of pages) await page.clock.setSystemTime(now);
      await vi.waitFor(
        async () => {
          await pass(1);
          expect(await notes()).toEqual(['', '']);
        },
        { timeout: 20_000 },
      );
    } finally {
      await Promise.all(contexts.map((context) => context.close()));
    }
  });
});
