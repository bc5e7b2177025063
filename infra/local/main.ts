/** `npm start [-- --fresh]`: the whole product on this machine until it is stopped. */
import { once } from 'node:events';
import { join, relative, resolve, sep } from 'node:path';
import { writePrivate } from './data-folder.ts';
import { Failure } from './failure.ts';
import { startStack, type Stack } from './stack.ts';
import { showFailure, showNote, showProgress, showSummary, showText } from './terminal.ts';
import { TemplateError } from './template.ts';

const root = resolve(import.meta.dirname, '..', '..');

function portFrom(name: string, fallback: number): number {
  const text = process.env[name];
  if (text === undefined || text === '') return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Failure(`${name} is "${text}", which is no port: use a number up to 65535.`);
}

function readArguments(args: readonly string[]): { fresh: boolean } {
  const unknown = args.filter((argument) => argument !== '--fresh');
  if (unknown.length > 0) throw new Failure(`There is no option ${unknown.join(' ')}. Use: npm start [-- --fresh]`);
  return { fresh: args.includes('--fresh') };
}

function writeLocalFile(stack: Stack): void {
  const { apiUrl, statusUrl, inboxUrl, operatorKey, organization } = stack;
  writePrivate(stack.data.localFile, `${JSON.stringify({ apiUrl, statusUrl, inboxUrl, operatorKey, organization }, null, 2)}\n`);
}

/** Resolves when the person or the system asks to stop; again and again makes no difference. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) return;
    showText('\nStopping …');
    controller.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  return controller.signal;
}

function watch(stack: Stack, data: string, signal: AbortSignal): void {
  stack.onEvent((event) => {
    if (event.kind !== 'ended' || signal.aborted) return;
    showNote(`${event.name} ended (${event.how}) and is started again; see ${join(data, 'logs', event.name)}.log`);
  });
}

async function main(signal: AbortSignal): Promise<void> {
  const startedAt = performance.now();
  const { fresh } = readArguments(process.argv.slice(2));
  const data = resolve(root, process.env['MUSTER_DATA'] || '.muster');
  const shown = data.startsWith(root + sep) ? relative(root, data) : data;
  const ports = { apiPort: portFrom('MUSTER_API_PORT', 8787), statusPort: portFrom('MUSTER_STATUS_PORT', 8788) };

  showText('Starting Muster …');
  const stack = await startStack({ data, fresh, ...ports, seed: true, onProgress: showProgress, signal });
  writeLocalFile(stack);
  showSummary(stack, performance.now() - startedAt, shown);
  watch(stack, shown, signal);
  if (!signal.aborted) await once(signal, 'abort');
  await stack.stop();
}

const stopping = stopSignal();
try {
  await main(stopping);
} catch (error) {
  if (!stopping.aborted) {
    const known = error instanceof Failure || error instanceof TemplateError;
    showFailure(known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exit(1);
  }
}
showText('Stopped.');
process.exit(0);
