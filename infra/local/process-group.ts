/** The processes of one stack. */
import { keep, type ManagedProcess, type ProcessSpec } from './keeper.ts';
import type { StackEvent } from './stack-options.ts';

export interface ProcessGroup {
  readonly processes: Readonly<Record<string, ManagedProcess>>;
  add(spec: ProcessSpec): ManagedProcess;
  named(name: string): ManagedProcess;
  onEvent(listener: (event: StackEvent) => void): () => void;
  stop(): Promise<void>;
}

const engines = ['table', 'messaging', 'objects'];

export function createProcessGroup(onOutput: (name: string, line: string) => void): ProcessGroup {
  const processes: Record<string, ManagedProcess> = {};
  const listeners = new Set<(event: StackEvent) => void>();
  const emit = (event: StackEvent) => listeners.forEach((listener) => listener(event));
  const end = (names: string[]) => Promise.all(names.map((name) => processes[name]?.stop()));
  return {
    processes,
    add: (spec) =>
      (processes[spec.name] = keep(spec, {
        onOutput,
        onExit: (name, how) => emit({ kind: 'ended', name, how }),
        onAnswers: (name) => emit({ kind: 'answers', name }),
      })),
    named(name) {
      const found = processes[name];
      if (found === undefined) throw new Error(`There is no process ${name}; there are ${Object.keys(processes).join(', ')}`);
      return found;
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Functions first, so that they can finish what they do; engines last. */
    async stop() {
      await end(Object.keys(processes).filter((name) => !engines.includes(name)));
      await end(engines);
    },
  };
}

/** Waits for all of them even if one fails, so that none is still starting when what has started is stopped. */
export async function allStarted(starts: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(starts);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
