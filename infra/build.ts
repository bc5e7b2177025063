/** Builds what is deployed: `node infra/build.ts` makes dist/status-site, then bundles the five functions into dist/functions. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type FunctionName, functions } from '../shared/names.ts';
import { digestOf } from './bundle/digest.ts';

export interface BuildOptions {
  /** Holds one folder per function, each with its index.ts. Another one than the project's is built without the site. */
  readonly sources?: string;
  /** Gets functions/<name>/index.mjs for each. */
  readonly output?: string;
}

const root = resolve(import.meta.dirname, '..');
const inRoot = (...paths: string[]) => paths.map((path) => join(root, path));

/** Returns at once what was already up to date as `[]`; otherwise the names of what was built. */
export async function build(options: BuildOptions = {}): Promise<readonly string[]> {
  const output = options.output ?? join(root, 'dist');
  const sources = options.sources ?? join(root, 'functions');
  const built: string[] = [];
  if (!options.sources && buildSite(join(output, 'status-site', 'render.mjs'))) built.push('status-site');
  const inputs = [sources, ...inRoot('shared', 'infra/build.ts', 'infra/bundle', 'package-lock.json'), join(output, 'status-site')];
  const outputs = functions.map((name) => join(output, 'functions', name, 'index.mjs'));
  const stamp = new Stamp(join(output, '.build-hash'), inputs, outputs);
  if (stamp.isFresh()) return built;
  await buildFunctions(sources, output);
  stamp.write();
  return [...built, ...functions];
}

function buildSite(outFile: string): boolean {
  const script = join(root, 'infra', 'build-site.ts');
  const stamp = new Stamp(
    join(dirname(outFile), '.build-hash'),
    inRoot('status-site', 'shared', 'infra/build-site.ts', 'package-lock.json'),
    [outFile],
  );
  if (stamp.isFresh()) return false;
  // In a process of its own: it changes the environment and keeps the site's tool chain in memory.
  execFileSync(process.execPath, [script, outFile], { cwd: root, stdio: 'inherit' });
  stamp.write();
  return true;
}

async function buildFunctions(sources: string, output: string): Promise<void> {
  const missing = functions.filter((name) => !existsSync(join(sources, name, 'index.ts')));
  if (missing.length > 0)
    throw new Error(`No ${missing.map((name) => join(sources, name, 'index.ts')).join(', ')}: every function needs its entry`);
  // The bundler is loaded only when there is something to build.
  const [{ bundle, formOf }, { warmUp }] = await Promise.all([import('./bundle/bundle.ts'), import('./bundle/warm-up.ts')]);
  const maps = join(output, 'source-maps');
  mkdirSync(maps, { recursive: true });
  const directoryOf = (name: FunctionName) => join(output, 'functions', name);
  await Promise.all(
    functions.map((name) =>
      bundle({
        form: formOf(name),
        entry: join(sources, name, 'index.ts'),
        directory: directoryOf(name),
        sourceMap: join(maps, `${name}.map`),
      }),
    ),
  );
  await warmUp(functions.map(directoryOf));
}

/** Remembers in a file from which inputs the outputs were made. */
class Stamp {
  private readonly file: string;
  private readonly outputs: readonly string[];
  private readonly digest: string;

  constructor(file: string, inputs: readonly string[], outputs: readonly string[]) {
    this.file = file;
    this.outputs = outputs;
    this.digest = digestOf(root, inputs);
  }

  isFresh(): boolean {
    return this.outputs.every((path) => existsSync(path)) && existsSync(this.file) && readFileSync(this.file, 'utf8') === this.digest;
  }

  write(): void {
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(this.file, this.digest);
  }
}

if (import.meta.main) {
  const built = await build();
  console.log(built.length > 0 ? `built ${built.join(', ')}` : 'everything is up to date');
}
