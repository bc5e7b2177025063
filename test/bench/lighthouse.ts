/** What Lighthouse says of the status pages as a phone loads them. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { freePorts } from '../../infra/local/ports.ts';
import { fixtures } from '../../status-site/src/fixtures.ts';
import { launchBrowser } from '../e2e/status-page/browser.ts';
import { builtSite } from '../e2e/status-page/built.ts';
import { serveStatus } from '../e2e/status-page/server.ts';
import type { Bench, Figure } from './bench.ts';
import { median } from './numbers.ts';

interface Result {
  readonly lhr: {
    readonly categories: Readonly<Record<string, { readonly score: number | null }>>;
    readonly audits: Readonly<Record<string, { readonly numericValue?: number }>>;
  };
}
type Lighthouse = (url: string, flags: object) => Promise<Result | undefined>;

const folder = join(import.meta.dirname, 'lighthouse');
const runs = 3;
const categories = ['performance', 'accessibility', 'best-practices', 'seo'];
const targets = [98, 100, 100, 100];

/** Lighthouse has a lock of its own: it is large, and only this bench needs it. */
const lighthouse = async (): Promise<Lighthouse> => {
  const file = join(folder, 'node_modules/lighthouse/core/index.js');
  if (!existsSync(file)) execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
  return ((await import(pathToFileURL(file).href)) as { default: Lighthouse }).default;
};

export const lighthouseScores: Bench = {
  name: 'lighthouse',
  about: `Lighthouse, mobile, of the sample status pages, median of ${runs}`,
  async run({ say }) {
    const audit = await lighthouse();
    const server = await serveStatus(await builtSite());
    const [port = 0] = await freePorts(1);
    const browser = await launchBrowser([`--remote-debugging-port=${port}`]);
    try {
      server.beat(new Date().toISOString());
      const busy = fixtures['busy'];
      if (!busy) throw new Error('there is no busy sample page');
      server.publish('/air', { ...busy, url: `${server.url}/air` });
      const pages = {
        overview: 'en/',
        'overview, zh-CN': 'zh-CN/',
        incident: `en/incidents/${busy.notices[0]?.id}/`,
        history: 'en/history/',
      };
      const figures: Figure[] = [];
      for (const [name, path] of Object.entries(pages)) {
        const results: Result['lhr'][] = [];
        while (results.length < runs) {
          const result = await audit(`${server.url}/air/${path}`, { port, logLevel: 'error', onlyCategories: categories });
          if (result) results.push(result.lhr);
        }
        const scores = categories.map((category) =>
          median(results.map((result) => Math.round((result.categories[category]?.score ?? 0) * 100))),
        );
        const value = (id: string) => median(results.map((result) => result.audits[id]?.numericValue ?? Number.NaN));
        say(`${name}: ${scores.join('/')}`);
        figures.push({
          name: `Lighthouse, mobile: ${name}`,
          measured: `${scores.join('/')} · LCP ${(value('largest-contentful-paint') / 1000).toFixed(2)} s · CLS ${value('cumulative-layout-shift')}`,
          target: `≥ ${targets.join('/')}`,
          met: scores.every((score, index) => score >= (targets[index] ?? 0)),
          note: 'Performance, accessibility, best practices, search engines; simulated throttling, on this machine.',
        });
      }
      return figures;
    } finally {
      await browser.close();
      await server.close();
    }
  },
};
