import { build as buildSite } from 'astro';
import { build as bundle, type Plugin } from 'esbuild';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const cloneRoot = fileURLToPath(new URL('../', import.meta.url));
const siteRoot = join(cloneRoot, 'status-site/');

// Encrypts the properties of server islands, of which the site has none. Fixed, because a random key would make every build differ.
const islandKey = 'bm8gaXNsYW5kcywgc28gbm90aGluZyB0byBlbmNyeXA=';

/**
 * The site's build writes the folders it ran in into its code, where nothing reads them as paths afterwards. They go before the code is
 * minified: how often each letter occurs decides the short names, so that even a temporary folder's name would show in the result.
 */
const withoutPlaces = (work: string): Plugin => ({
  name: 'without-places',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.mjs$/ }, async ({ path }) => {
      if (!path.startsWith(work)) return undefined;
      const code = await readFile(path, 'utf8');
      return { contents: code.replaceAll(`${work}/`, '/build/').replaceAll(cloneRoot, '/') };
    });
  },
});

/** What stands in the code for the digest of that code; see the adapter. */
const buildName = 'muster-site-build';

/**
 * Builds the status site into one self-contained module at `outFile`, with its types next to it. The same sources give the same bytes.
 * Uses no network and writes only to the clone and a temporary folder.
 */
export const buildStatusSite = async (outFile: string): Promise<void> => {
  process.env['ASTRO_KEY'] = islandKey;
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
  const work = await mkdtemp(join(tmpdir(), 'muster-site-'));
  try {
    // Not 'silent': the level is built in, and errors while rendering must stay visible.
    await buildSite({ root: siteRoot, outDir: join(work, 'astro'), cacheDir: join(work, 'cache'), logLevel: 'warn' });
    await mkdir(dirname(outFile), { recursive: true });
    const { outputFiles } = await bundle({
      entryPoints: [join(work, 'astro/server/entry.mjs')],
      write: false,
      plugins: [withoutPlaces(work)],
      bundle: true,
      // The site was built outside the clone, where no package can be found by walking up.
      nodePaths: [join(cloneRoot, 'node_modules')],
      minify: true,
      platform: 'node',
      format: 'esm',
      target: 'node24',
      charset: 'utf8',
      legalComments: 'none',
      logLevel: 'warning',
    });
    await copyFile(join(siteRoot, 'adapter/render.d.mts'), outFile.replace(/\.mjs$/, '.d.mts'));
    const fresh = join(dirname(outFile), `.${basename(outFile)}.${process.pid}`);
    const code = outputFiles[0]?.text ?? '';
    await writeFile(fresh, code.replace(buildName, createHash('sha256').update(code).digest('base64url').slice(0, 22)));
    // Last and atomic: whoever reads the module while it is rebuilt sees the old one or the new one.
    await rename(fresh, outFile);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
};

if (import.meta.main) await buildStatusSite(resolve(process.argv[2] ?? join(cloneRoot, 'dist/status-site/render.mjs')));
