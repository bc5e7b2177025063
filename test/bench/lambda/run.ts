/** Starts a handler in a process of its own, as Lambda does for the first request. */
import { spawn } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Stack } from '../../../infra/local/stack.ts';

const bootstrap = fileURLToPath(new URL('./bootstrap.mjs', import.meta.url));
/** A function that does nothing. */
export const emptyHandler = fileURLToPath(new URL('./empty.mjs', import.meta.url));
const timeoutMillis = 20_000;

/** What Lambda and the template tell the API, and where the engines are. */
export const apiEnvironment = (stack: Stack): NodeJS.ProcessEnv => ({
  ...stack.env,
  ...stack.functions['api']?.environment,
  MUSTER_SECRET_FILE: stack.data.secretFile,
  TZ: 'UTC',
});

/** Milliseconds from the start of the process to its last answer, all of which must have the status `expected`. */
export const runHandler = (module: string, events: readonly unknown[], env: NodeJS.ProcessEnv, expected = 200): Promise<number> =>
  new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, [bootstrap, pathToFileURL(module).href, JSON.stringify(events)], {
      env,
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      timeout: timeoutMillis,
    });
    let answered = 0;
    let answers = '';
    let errors = '';
    child.stdio[3]?.on('data', (chunk: Buffer) => {
      answered = performance.now();
      answers += chunk.toString();
    });
    child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.once('error', reject).once('close', () => {
      const statuses = answers.trim().split('\n');
      if (statuses.length === events.length && statuses.every((status) => status === String(expected))) resolve(answered - started);
      else reject(new Error(`${module} answered ${statuses.join(', ') || 'nothing'}: ${errors}`));
    });
  });
