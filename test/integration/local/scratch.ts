/** Stacks of the real template over functions of a test's own, in folders that are thrown away. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startStack, type Stack, type StackOptions } from '../../../infra/local/stack.ts';
import { functions, type FunctionName } from '../../../shared/names.ts';

export const root = resolve(import.meta.dirname, '..', '..', '..');

export interface Scratch {
  readonly folder: string;
  readonly templates: string;
  readonly functions: string;
  readonly data: string;
  start(options?: Partial<StackOptions>): Promise<Stack>;
  /** The events that a function received, oldest first. */
  events<T>(name: FunctionName): T[];
  /** Waits until something is true; fails the test after ten seconds. */
  until(what: string, check: () => boolean | Promise<boolean>): Promise<void>;
  remove(): Promise<void>;
}

/** A function that writes down each event, and then does what the test says: `answer` is the body of an async function. */
const source = (name: string, folder: string, answer: string) => `
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
export const handler = async (event, context) => {
  appendFileSync(${JSON.stringify(join(folder, `${name}.jsonl`))}, JSON.stringify(event) + '\\n');
  ${answer}
};
`;

export function createScratch(answers: Partial<Record<FunctionName, string>> = {}): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'muster-local-'));
  const bundles = join(folder, 'functions');
  for (const name of functions) {
    mkdirSync(join(bundles, name), { recursive: true });
    writeFileSync(join(bundles, name, 'index.mjs'), source(name, folder, answers[name] ?? 'return {};'));
  }
  const templates = join(folder, 'cdk.out');
  execFileSync(process.execPath, [join(root, 'infra', 'app.ts')], {
    cwd: root,
    env: { ...process.env, MUSTER_FUNCTIONS_DIRECTORY: bundles, CDK_OUTDIR: templates },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const stacks: Stack[] = [];
  return {
    folder,
    templates,
    functions: bundles,
    data: join(folder, 'data'),
    async start(options = {}) {
      const stack = await startStack({ data: join(folder, 'data'), templates, functions: bundles, ...options });
      stacks.push(stack);
      return stack;
    },
    events<T>(name: FunctionName): T[] {
      try {
        const lines = readFileSync(join(folder, `${name}.jsonl`), 'utf8').split('\n');
        return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as T);
      } catch {
        return [];
      }
    },
    async until(what, check) {
      const deadline = performance.now() + 10_000;
      while (!(await check())) {
        if (performance.now() > deadline) throw new Error(`not within ten seconds: ${what}`);
        await pause(20);
      }
    },
    async remove() {
      await Promise.all(stacks.map((stack) => stack.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A process and everything that it started, as far as the system tells. */
export function descendants(pid: number): number[] {
  let children: number[] = [];
  try {
    children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
  return [pid, ...children.flatMap(descendants)];
}

/** True while the process runs; one that ended and was not taken leave of yet does not. */
export function isRunning(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
}
