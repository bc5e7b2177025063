import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { dryRunPage } from '../../../functions/api/plans/pages/dry-run-page.ts';
import { rehearse } from '../../../functions/api/plans/rehearse.ts';
import type { Organization } from '../../../shared/organization/records.ts';
import type { Language } from '../../../shared/text.ts';
import { start, template } from '../../support/play.ts';
import { everybody, templates } from '../../support/rehearsing.ts';
import { launchBrowser } from '../status-page/browser.ts';

vi.setConfig({ testTimeout: 60_000 });

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser?.close());

const organization = { name: { en: 'Example City', 'zh-CN': '示例市' }, timeZone: 'Asia/Shanghai' } as Organization;
const answers = [
  { after: 'PT2M', person: null },
  { after: 'PT3H', restored: true as const },
];

/** The page of the kind of incident about which a template says most. */
const pageOf = (slug: string, language: Language): string => {
  const bound = template(slug);
  // Some seats are held and some are not, and nobody can be reached.
  const plan = { ...bound, seats: bound.seats.map((seat, index) => (index % 2 === 0 ? seat : { ...seat, holders: [] })) };
  const [type] = plan.incidentTypes.toSorted((a, b) => b.steps.length - a.steps.length);
  const input = { plan, facts: {}, answers, ...(type ? { incidentType: type.id } : {}) };
  const rehearsed = rehearse(input, { plan, people: [], directory: everybody(plan), startAt: start, language });
  if (!('answer' in rehearsed)) throw new Error(JSON.stringify(rehearsed));
  return dryRunPage(rehearsed.viewFor(organization)).text;
};

const looks = [
  ['en', 'light', 1280],
  ['zh-CN', 'light', 390],
  ['en', 'dark', 390],
] as const;

describe.each(templates)('the rehearsal of %s', (slug) => {
  test.each(looks)('has no fault that axe finds, and nothing that is cut, in %s, %s, %d px', async (language, colorScheme, width) => {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 844 } });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    await page.setContent(pageOf(slug, language));
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    await page.evaluate(axe.source);
    const found = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }));
    expect(found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} ${html}`))).toEqual([]);
    const dead = "[...document.querySelectorAll('nav a')].filter((a) => !document.getElementById(a.hash.slice(1))).length";
    expect(await page.evaluate(dead)).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
