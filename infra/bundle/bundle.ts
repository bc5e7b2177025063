import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import type { FunctionName } from '../../shared/names.ts';
import { builtins, leanSdk } from './plugins.ts';

/**
 * `script`: one script, for which V8's code cache is kept beside it. `answering script`: in addition, the Fetch API's globals are
 * the light ones, which suits a function that answers requests and makes none of its own with them. `module`: an ES module without
 * a cache, for what awaits at its top level.
 */
export type Form = 'script' | 'answering script' | 'module';

const forms: Partial<Record<FunctionName, Form>> = {
  api: 'answering script',
  // The site renders a page while it loads.
  publish: 'module',
};
export const formOf = (name: FunctionName): Form => forms[name] ?? 'script';

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
  plugins: [leanSdk, builtins],
};

/** Bundles one function. The name of the script holds its digest, so a running process never meets half of a new build. */
export async function bundle(options: BundleOptions): Promise<void> {
  const { directory, form } = options;
  const { code, map } = await compile(options);
  mkdirSync(directory, { recursive: true });
  let keep = 'index.mjs';
  if (form === 'module') {
    replace(directory, 'index.mjs', code);
  } else {
    const script = `(function(exports,require,module,__filename,__dirname,__url){${code}\n})`;
    const digest = createHash('sha256').update(script).digest('hex').slice(0, 12);
    keep = `main-${digest}`;
    replace(directory, `${keep}.js`, script);
    replace(directory, 'index.mjs', loader(digest));
  }
  for (const file of readdirSync(directory)) {
    if (file !== 'index.mjs' && !file.startsWith(keep)) rmSync(join(directory, file), { recursive: true, force: true });
  }
  writeFileSync(options.sourceMap, map);
}

async function compile({ form, entry }: BundleOptions): Promise<{ code: string; map: string }> {
  const paths = { 'import.meta.url': '__url', 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' };
  // The SDK looks for web streams, which Node would load for the question alone (5 ms). Its answers come as Node's streams here.
  const noWebStreams = { ReadableStream: 'undefined' };
  const answering = form === 'answering script';
  const shape: BuildOptions =
    form === 'module'
      ? { format: 'esm', banner: { js: "const require=process.getBuiltinModule('module').createRequire(import.meta.url);" } }
      : {
          format: 'cjs',
          define: answering ? { ...paths, ...noWebStreams } : paths,
          inject: answering ? [join(import.meta.dirname, 'light-web.ts')] : [],
        };
  const { outputFiles = [] } = await build({ ...common, ...shape, entryPoints: [entry], outfile: 'main.js' });
  const text = (name: string) => outputFiles.find((file) => basename(file.path) === name)?.text ?? '';
  return { code: text('main.js'), map: text('main.js.map') };
}

function replace(directory: string, file: string, contents: string): void {
  const temporary = join(directory, `.${file}.${process.pid}`);
  writeFileSync(temporary, contents);
  renameSync(temporary, join(directory, file));
}

/**
 * Runs the bundle from the code that V8 compiled at build time, if this is the Node that compiled it; V8 checks again by itself
 * and compiles anew when in doubt. Node's own compile cache is no help here: its folder is named for the user who wrote it.
 */
export const loader = (digest: string) => `const { readFileSync } = process.getBuiltinModule('fs');
const { Script } = process.getBuiltinModule('vm');
const directory = import.meta.dirname;
const filename = directory + '/main-${digest}.js';
let cachedData;
try {
  cachedData = readFileSync(directory + '/main-${digest}-' + process.version + '-' + process.arch + '.cache');
} catch {}
const script = new Script(readFileSync(filename, 'utf8'), { filename, cachedData });
const module = { exports: {} };
const require = process.getBuiltinModule('module').createRequire(import.meta.url);
script.runInThisContext()(module.exports, require, module, filename, directory, import.meta.url);
export const { handler } = module.exports;
/** For the build, which keeps what V8 has compiled by now. */
export const compiled = () => script.createCachedData();
`;
