import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { render as renderPage } from './adapter/render.d.mts';
import { fixtures } from './src/fixtures.ts';

// Prints the published bytes of the sample pages: node status-site/measure.ts [render.mjs]

const file = resolve(process.argv[2] ?? 'dist/status-site/render.mjs');
const { render } = (await import(pathToFileURL(file).href)) as { render: typeof renderPage };

const rows: Record<string, { raw: number; 'gzip -6': number }> = {};
const measure = async (label: string, path: string, fixture: string): Promise<void> => {
  const page = fixtures[fixture];
  if (!page) throw new Error(`no fixture ${fixture}`);
  const html = Buffer.from(await render(path, page));
  rows[label] = { raw: html.length, 'gzip -6': gzipSync(html, { level: 6 }).length };
};

const first = fixtures['busy']?.notices[0]?.id ?? '';
await measure('overview, busy, en', 'en/', 'busy');
await measure('overview, busy, zh-CN', 'zh-CN/', 'busy');
await measure('overview, calm, en', 'en/', 'calm');
await measure('overview, calm, zh-CN', 'zh-CN/', 'calm');
await measure('incident, en', `en/incidents/${first}/`, 'busy');
await measure('incident, zh-CN', `zh-CN/incidents/${first}/`, 'busy');
console.table(rows);
