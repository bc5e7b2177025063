import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { buildStatusSite } from '../infra/build-site.ts';
import type { StatusPage } from '../shared/status-page/page.ts';
import type * as adapter from './adapter/render.d.mts';
import { fixtures } from './src/fixtures.ts';

// `npm run budget`: builds the site and prints the published bytes of its sample pages beside what they may cost. Fails where one costs
// more.

const folder = await mkdtemp(join(tmpdir(), 'muster-budget-'));
const file = join(folder, 'render.mjs');
await buildStatusSite(file);
const { render, renderNotFound } = (await import(pathToFileURL(file).href)) as typeof adapter;
await rm(folder, { recursive: true });

const fixture = (name: string): StatusPage => {
  const page = fixtures[name];
  if (!page) throw new Error(`no fixture ${name}`);
  return page;
};
const compressed = (text: string): number => gzipSync(text, { level: 6 }).length;
/** What a reader waits for before the first incident can be read. */
const firstView = (html: string): string => html.slice(0, html.indexOf('</article>') + '</article>'.length);
const scriptOf = (html: string): string => /<script type="module">([^]*?)<\/script>/.exec(html)?.[1] ?? '';

const rows: { page: string; raw: number; 'gzip -6': number; budget: number | string; met: string }[] = [];
const row = (page: string, html: string, budget?: number): void => {
  const bytes = compressed(html);
  const met = budget === undefined ? '–' : bytes <= budget ? 'yes' : 'NO';
  rows.push({ page, raw: Buffer.byteLength(html), 'gzip -6': bytes, budget: budget ?? '–', met });
};

const busy = fixture('busy');
const incident = busy.notices[0]?.id ?? '';
const busyEn = await render('en/', busy);
row('overview, busy, en', busyEn, 11_000);
row('overview, busy, zh-CN', await render('zh-CN/', busy), 12_000);
row('first view of the busy overview, en', firstView(busyEn), 6_500);
row('first view of the busy overview, zh-CN', firstView(await render('zh-CN/', busy)), 6_500);
row('overview, 80 components, 5 bad days each', await render('en/', fixture('many')), 14_600);
row('overview, an incident with 10,000 updates', await render('en/', fixture('endless')), 14_600);
row('overview, calm, en', await render('en/', fixture('calm')));
row('overview, maintenance, zh-CN', await render('zh-CN/', fixture('maintenance')));
row('incident, en', await render(`en/incidents/${incident}/`, busy));
row('incident with 10,000 updates', await render(`en/incidents/${fixture('endless').notices.at(-1)?.id}/`, fixture('endless')));
row('history, en', await render('en/history/', busy));
row('no such page', await renderNotFound());
row('live script, within each page', scriptOf(busyEn), 1_024);
console.table(rows);
process.exitCode = rows.some(({ met }) => met === 'NO') ? 1 : 0;
