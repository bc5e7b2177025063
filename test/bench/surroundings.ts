/** Stacks and folders for benches. Whatever was made here is gone after `close`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStack, type Stack } from '../../infra/local/stack.ts';
import type { Surroundings } from './bench.ts';

export interface Opened extends Surroundings {
  readonly close: () => Promise<void>;
}

export const openSurroundings = (say: (text: string) => void): Opened => {
  const undo: (() => Promise<void>)[] = [];
  let shared: Promise<Stack> | undefined;

  const folder = async (): Promise<string> => {
    const path = await mkdtemp(join(tmpdir(), 'muster-bench-'));
    undo.unshift(() => rm(path, { recursive: true, force: true, maxRetries: 5 }));
    return path;
  };
  const start = async (): Promise<Stack> => {
    say('starting a stack …');
    const stack = await startStack({ data: await folder(), seed: true });
    undo.unshift(() => stack.stop());
    return stack;
  };
  return {
    say,
    folder,
    ownStack: start,
    stack: () => (shared ??= start()),
    async close() {
      for (const step of undo.splice(0)) await step();
    },
  };
};
