import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { StatusPage } from '../../../shared/status-page/page.ts';
import { fixtures } from '../../../status-site/src/fixtures.ts';

export const fixture = (name: string): StatusPage => {
  const page = fixtures[name];
  if (!page) throw new Error(`no fixture ${name}`);
  return page;
};

const first = <T>(items: readonly T[]): T => {
  const [item] = items;
  if (item === undefined) throw new Error('the sample has nothing of this kind');
  return item;
};
const busy = fixture('busy');
export const openId = first(busy.notices.filter(({ phase }) => phase !== 'resolved')).id;
export const pastId = first(busy.notices.filter(({ phase }) => phase === 'resolved')).id;
export const toldId = first(busy.archive.filter((one) => one.kind === 'incident' && one.followUp !== null)).id;
export const hostileId = first(fixture('hostile').notices).id;
export const plannedId = first(busy.maintenances.filter(({ phase }) => phase === 'scheduled')).id;
export const runningId = first(fixture('maintenance').maintenances.filter(({ phase }) => phase === 'in_progress')).id;
export const endlessId = first(fixture('endless').notices.filter(({ updates }) => updates.length > 100)).id;

/** One page of every kind, in every state that looks different. */
export const looked = [
  '/busy/en/',
  '/busy/zh-CN/',
  '/calm/en/',
  '/calm/zh-CN/',
  '/major/zh-CN/',
  '/maintenance/en/',
  '/maintenance/zh-CN/',
  '/hostile/en/',
  '/empty/en/',
  '/quiet/',
  `/busy/zh-CN/incidents/${openId}/`,
  `/busy/en/incidents/${pastId}/`,
  `/busy/en/incidents/${toldId}/`,
  `/hostile/zh-CN/incidents/${hostileId}/`,
  `/busy/en/maintenance/${plannedId}/`,
  `/maintenance/zh-CN/maintenance/${runningId}/`,
  '/busy/en/history/',
  '/busy/zh-CN/history/2026-02/',
  '/nothing/here/',
] as const;

const logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"><path d="M0 0h1v1H0z"/></svg>';

/** Opens a page in a fresh context and collects everything the browser complains about. */
export const visit = async <T>(
  browser: Browser,
  address: string,
  options: BrowserContextOptions,
  look: (page: Page, complaints: string[]) => Promise<T>,
): Promise<T> => {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      // A browser says so of every page that is not there; what matters is what the page itself does.
      if (!message.text().includes('404 (Not Found)')) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('dialog', (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.route('https://assets.example/logo.svg', (route) => route.fulfill({ contentType: 'image/svg+xml', body: logo }));
    await page.goto(address);
    return await look(page, complaints);
  } finally {
    await context.close();
  }
};

/** What axe finds wrong with a page, each with its places. */
export const violationsOf = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
};

/**
 * Text that stands out too little where the sky is at one of its ends: deeper than it is behind any text but the name at the top, or not
 * there at all. Tools cannot judge a gradient, so the colour of that end is laid flat under everything. Needs a page that is opened past
 * its policy.
 */
export const faintOn = async (page: Page, end: 'deepest' | 'clear'): Promise<readonly string[]> => {
  const colour = end === 'deepest' ? 'color-mix(in srgb,var(--c) 22%,var(--bg))' : 'var(--bg)';
  await page.addStyleTag({ content: `body::before{display:none}html,body{background:${colour}!important}` });
  await page.evaluate(axe.source);
  const { violations, incomplete } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({ runOnly: ['color-contrast'], resultTypes: ['violations', 'incomplete'] }),
  );
  const undecided = incomplete
    .flatMap(({ nodes }) => nodes)
    .filter(({ any }) => ['bgGradient', 'bgImage', 'imgNode'].includes((any[0]?.data as { messageKey?: string } | null)?.messageKey ?? ''));
  return [...violations.flatMap(({ nodes }) => nodes), ...undecided].map(({ html }) => html);
};
