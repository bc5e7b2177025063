import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import type { FunctionName } from '../../shared/names.ts';
import { replace } from './files.ts';
import { builtins, documents, lean } from './plugins.ts';
import { undocumented } from './undocumented.ts';

/** `script`: one script, for which V8's code cache is kept beside it. `module`: an ES module without a cache, for what awaits at its top level. */
export type Form = 'script' | 'module';

/** The status site renders a page while it loads, so what holds it is a module. */
export const formOf = (name: FunctionName): Form => (name === 'publish' ? 'module' : 'script');

export interface BundleOptions {
  readonly form: Form;
  readonly entry: string;
  /** The function's folder: afterwards it holds index.mjs and the bundle that this loads. */
  readonly directory: string;
  /** Where the source map goes: beside the artifact, not in it. */
  readonly sourceMap: string;
}

const common: BuildOptions = {
  write: false,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  // The SDK's ES modules, which can be tree-shaken; their CommonJS twins cannot.
  mainFields: ['module', 'main'],
  conditions: ['module'],
  legalComments: 'none',
  sourcemap: 'external',
  charset: 'utf8',
  logLevel: 'error',
};

/** Bundles one function. Names hold digests, so a running process never meets half of a new build. */
export async function bundle(options: BundleOptions): Promise<void> {
  const { directory, form } = options;
  const found = new Map<string, string>();
  const { code, map } = await compile(options, found);
  mkdirSync(directory, { recursive: true });
  for (const [file, document] of found) replace(directory, file, document);
  const keep = ['index.mjs', ...found.keys()];
  if (form === 'module') {
    replace(directory, 'index.mjs', code);
  } else {
    const script = `(function(exports,require,module,__filename,__dirname,__url){${code}\n})`;
    const digest = createHash('sha256').update(script).digest('hex').slice(0, 12);
    keep.push(`main-${digest}`);
    replace(directory, `main-${digest}.js`, script);
    replace(directory, 'index.mjs', loader(digest));
  }
  for (const file of readdirSync(directory)) {
    // What begins with a dot is being written by another build.
    if (!file.startsWith('.') && !keep.some((start) => file.startsWith(start)))
      rmSync(join(directory, file), { recursive: true, force: true });
  }
  writeFileSync(options.sourceMap, map);
}

async function compile({ form, entry }: BundleOptions, found: Map<string, string>): Promise<{ code: string; map: string }> {
  const shape: BuildOptions =
    form === 'module'
      ? { format: 'esm', banner: { js: "const require=process.getBuiltinModule('module').createRequire(import.meta.url);" } }
      : {
          format: 'cjs',
          // A script cannot import; it requires.
          supported: { 'dynamic-import': false },
          define: {
            'import.meta.url': '__url',
            'import.meta.dirname': '__dirname',
            'import.meta.filename': '__filename',
            // The SDK asks whether an answer is a web stream, and Node loads all of them for the question (5 ms). Here it never is.
            ReadableStream: 'undefined',
          },
        };
  const plugins = [documents(found), undocumented, lean, builtins];
  const { outputFiles = [] } = await build({ ...common, ...shape, plugins, entryPoints: [entry], outfile: 'main.js' });
  const text = (name: string) => outputFiles.find((file) => basename(file.path) === name)?.text ?? '';
  return { code: text('main.js'), map: text('main.js.map') };
}

/**
 * Runs the bundle from the code that V8 compiled at build time, if this is the Node that compiled it. V8 takes back the code of another
 * version or of other flags by itself, but trusts the bytes; so their digest is checked first. Node's own compile cache would do the
 * same more slowly: it keeps a script as it was before it ran, without the functions that were compiled meanwhile.
 */
export const loader = (digest: string) => `const { readFileSync } = process.getBuiltinModule('fs');
const { Script } = process.getBuiltinModule('vm');
const directory = import.meta.dirname;
const filename = directory + '/main-${digest}.js';
let cachedData;
try {
  const file = readFileSync(directory + '/main-${digest}-' + process.version + '-' + process.arch + '.cache');
  const code = file.subarray(32);
  if (process.getBuiltinModule('crypto').hash('sha256', code, 'buffer').equals(file.subarray(0, 32))) cachedData = code;
} catch {}
const script = new Script(readFileSync(filename, 'utf8'), { filename, cachedData });
const module = { exports: {} };
const require = process.getBuiltinModule('module').createRequire(import.meta.url);
script.runInThisContext()(module.exports, require, module, filename, directory, import.meta.url);
export const { handler } = module.exports;
/** For the build, which keeps what V8 has compiled by now, and for tests. */
export const compiled = () => script.createCachedData();
export const fromCache = cachedData !== undefined && !script.cachedDataRejected;
`;
