import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { fixtures } from '../../../status-site/src/fixtures.ts';
import { launchBrowser } from './browser.ts';
import { builtSite } from './built.ts';
import { serveStatus, type StatusServer } from './server.ts';
import { endlessId, faintOn, looked, violationsOf, visit } from './visit.ts';

vi.setConfig({ testTimeout: 120_000 });

let server: StatusServer;
let browser: Browser;

beforeAll(async () => {
  server = await serveStatus(await builtSite());
  server.beat(new Date().toISOString());
  for (const [name, page] of Object.entries(fixtures)) server.publish(`/${name}`, page);
  browser = await launchBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const schemes = ['light', 'dark'] as const;
const widths = [1280, 390, 320];
const every = [...looked, '/many/en/', '/endless/en/', `/endless/zh-CN/incidents/${endlessId}/`, '/major/en/', '/hostile/zh-CN/'];

describe.each(every)('%s', (path) => {
  test.each(schemes.flatMap((scheme) => widths.map((width) => [scheme, width] as const)))(
    'has no accessibility violation, %s at %i px, and does not scroll sideways',
    async (colorScheme, width) => {
      await visit(browser, server.url + path, { colorScheme, viewport: { width, height: 800 } }, async (page, complaints) => {
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
        expect(await violationsOf(page)).toEqual([]);
        expect(complaints).toEqual([]);
      });
    },
  );

  test.each(schemes)('has text that stands out at both ends of the sky, %s', async (colorScheme) => {
    for (const width of widths)
      for (const end of ['deepest', 'clear'] as const)
        await visit(browser, server.url + path, { bypassCSP: true, colorScheme, viewport: { width, height: 800 } }, async (page) => {
          expect(await faintOn(page, end), `${width} px, ${end}`).toEqual([]);
        });
  });
});
