/** Keeps one process running: starts it, restarts it when it dies, stops it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

export interface ProcessSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Resolves when the process answers; processes of ours say so themselves. */
  readonly ready?: () => Promise<void>;
  /** True for a process whose first line of output is the id of the one that does the work. */
  readonly namesItsPid?: boolean;
}

export interface KeeperEvents {
  readonly onOutput: (name: string, line: string) => void;
  readonly onExit: (name: string, how: string) => void;
  readonly onAnswers: (name: string) => void;
}

export interface ManagedProcess {
  readonly name: string;
  /** Of the process that does the work; undefined while there is none. */
  readonly pid: number | undefined;
  readonly restarts: number;
  /** Resolves when it answers; rejects if it ends before, on its first start. */
  start(): Promise<void>;
  /** Ends it and keeps it down until start(). */
  stop(): Promise<void>;
  /** Ends it with SIGKILL, as a crash would; it is restarted. */
  kill(): void;
  /** Asks a function's process something. */
  ask(request: object): Promise<unknown>;
}

const backoffFirstMilliseconds = 50;
const backoffMaxMilliseconds = 2000;
const steadyMilliseconds = 10_000;
const stopMaxMilliseconds = 4000;

interface Reply {
  readonly ready?: boolean;
  readonly id?: number;
  readonly value?: unknown;
  readonly error?: string;
}

export function keep(spec: ProcessSpec, events: KeeperEvents): ManagedProcess {
  let child: ChildProcess | undefined;
  let pid: number | undefined;
  let wanted = false;
  let restarts = 0;
  let backoff = backoffFirstMilliseconds;
  let questions = 0;
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let tail: string[] = [];

  function onLine(line: string): void {
    tail = [...tail.slice(-19), line];
    events.onOutput(spec.name, line);
  }

  function readLines(stream: NodeJS.ReadableStream | null, take: (line: string) => void): void {
    let rest = '';
    stream?.setEncoding('utf8');
    stream?.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(take);
    });
    stream?.on('end', () => rest !== '' && take(rest));
  }

  function onReply({ id, value, error }: Reply): void {
    const question = id === undefined ? undefined : waiting.get(id);
    if (id === undefined || question === undefined) return;
    waiting.delete(id);
    if (error === undefined) question.resolve(value);
    else question.reject(new Error(error));
  }

  function launch(): Promise<void> {
    // Standard input and the channel are never used for anything but to notice that we are gone.
    const ipc = spec.namesItsPid === true ? 'ignore' : 'ipc';
    // A group of its own: Ctrl-C reaches the supervisor only, which stops the others in order.
    const launched = spawn(spec.command, spec.args, { env: spec.env, stdio: ['pipe', 'pipe', 'pipe', ipc], detached: true });
    child = launched;
    tail = [];
    const startedAt = performance.now();
    pid = spec.namesItsPid === true ? undefined : launched.pid;
    launched.stdin?.on('error', () => undefined);
    readLines(launched.stdout, (line) => {
      if (spec.namesItsPid === true && pid === undefined && /^\d+$/.test(line)) pid = Number(line);
      else onLine(line);
    });
    readLines(launched.stderr, onLine);

    return new Promise((resolve, reject) => {
      const answers = () => {
        events.onAnswers(spec.name);
        resolve();
      };
      launched.on('message', (reply: Reply) => (reply.ready === true ? answers() : onReply(reply)));
      if (spec.ready !== undefined) spec.ready().then(answers, reject);
      launched.on('error', (error) => {
        // It never ran, so it will never end either.
        if (launched.pid === undefined && child === launched) child = undefined;
        reject(error);
      });
      launched.on('exit', (code, signal) => {
        if (child !== launched) return;
        child = undefined;
        pid = undefined;
        for (const { reject: refuse } of waiting.values()) refuse(new Error(`${spec.name} ended`));
        waiting.clear();
        // Closing its input ends what a wrapper left behind.
        launched.stdin?.destroy();
        const how = signal ?? `exit code ${code}`;
        reject(new Error(`${spec.name} ended (${how})${tail.length > 0 ? `:\n${tail.join('\n')}` : ''}`));
        if (!wanted) return;
        events.onExit(spec.name, how);
        if (performance.now() - startedAt > steadyMilliseconds) backoff = backoffFirstMilliseconds;
        void restart();
      });
    });
  }

  async function restart(): Promise<void> {
    const wait = backoff;
    backoff = Math.min(backoff * 2, backoffMaxMilliseconds);
    await pause(wait);
    if (!wanted || child !== undefined) return;
    restarts += 1;
    await launch().catch(() => undefined);
  }

  return {
    name: spec.name,
    get pid() {
      return pid;
    },
    get restarts() {
      return restarts;
    },
    async start() {
      if (child !== undefined) return;
      const started = launch();
      // Only from now on a death means a restart: a process that cannot start at all is an error of its own.
      await started;
      wanted = true;
      if (child === undefined) void restart();
    },
    async stop() {
      wanted = false;
      const stopping = child;
      if (stopping === undefined) return;
      const ended = once(stopping, 'exit');
      stopping.kill('SIGTERM');
      const timer = setTimeout(() => {
        if (pid !== undefined) process.kill(pid, 'SIGKILL');
        stopping.kill('SIGKILL');
      }, stopMaxMilliseconds);
      await ended;
      clearTimeout(timer);
      stopping.stdin?.destroy();
    },
    kill() {
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    },
    ask(request) {
      return new Promise((resolve, reject) => {
        if (child?.connected !== true) return reject(new Error(`${spec.name} is not running`));
        questions += 1;
        waiting.set(questions, { resolve, reject });
        child.send({ id: questions, ...request });
      });
    },
  };
}
