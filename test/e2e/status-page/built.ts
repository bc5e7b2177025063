import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type * as adapter from '../../../status-site/adapter/render.d.mts';

const builder = fileURLToPath(new URL('../../../infra/build-site.ts', import.meta.url));

export type Site = typeof adapter;

/** Builds the site as a deployment would, in a process of its own and without a home folder, and hands the file to `use`. */
export const withBuild = async <T>(use: (file: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'muster-site-test-'));
  try {
    const file = join(folder, 'render.mjs');
    await promisify(execFile)(process.execPath, [builder, file], { env: { PATH: process.env['PATH'] ?? '', HOME: '' } });
    return await use(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** The built site, loaded. */
export const builtSite = (): Promise<Site> => withBuild(async (file) => (await import(pathToFileURL(file).href)) as Site);
