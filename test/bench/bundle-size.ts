/** How much code a cold API environment has to load. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../../infra/build.ts';
import type { Bench } from './bench.ts';

export const root = join(import.meta.dirname, '..', '..');
export const apiFolder = join(root, 'dist', 'functions', 'api');

const targets = { minified: 400, zipped: 130 };
const kilobytes = (bytes: number) => bytes / 1000;

export const bundleSize: Bench = {
  name: 'bundle-size',
  about: 'size of the API as it is deployed',
  async run() {
    await build();
    const files = readdirSync(apiFolder);
    const code = files.filter((name) => /\.m?js$/.test(name)).map((name) => join(apiFolder, name));
    const minified = kilobytes(code.reduce((sum, path) => sum + statSync(path).size, 0));
    const zipped = kilobytes(execFileSync('gzip', ['-9', '-c'], { input: Buffer.concat(code.map((path) => readFileSync(path))) }).length);
    const cache = files.filter((name) => name.endsWith('.cache')).reduce((sum, name) => sum + statSync(join(apiFolder, name)).size, 0);
    return [
      {
        name: 'API bundle, minified',
        measured: `${minified.toFixed(0)} KB`,
        target: `≤ ${targets.minified} KB`,
        met: minified <= targets.minified,
        note: `KB of 1000 bytes; all JavaScript in dist/functions/api. Beside it lies V8's code cache of ${kilobytes(cache).toFixed(0)} KB, which is data and is only mapped in.`,
      },
      { name: 'API bundle, gzip -9', measured: `${zipped.toFixed(0)} KB`, target: `≤ ${targets.zipped} KB`, met: zipped <= targets.zipped },
    ];
  },
};
