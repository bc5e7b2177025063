/** `npm start [-- --fresh]`: the whole product on this machine until it is stopped. */
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

async function main(): Promise<void> {
  const startedAt = performance.now();
  const { fresh } = readArguments(process.argv.slice(2));
  const data = resolve(root, process.env['MUSTER_DATA'] || '.muster');

  const shown = data.startsWith(root + sep) ? relative(root, data) : data;

  // A signal while starting waits for the start, and then stops what there is: nothing is left half way.
  let stopWanted = false;
  const running: { stack?: Stack } = {};
  function stop(): void {
    if (stopWanted) return;
    stopWanted = true;
    showText('\nStopping …');
    if (running.stack !== undefined) void finish(running.stack);
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);

  showText('Starting Muster …');
  const stack = await startStack({
    data,
    fresh,
    apiPort: portFrom('MUSTER_API_PORT', 8787),
    statusPort: portFrom('MUSTER_STATUS_PORT', 8788),
    seed: true,
    onProgress: showProgress,
  });
  if (stopWanted) return finish(stack);
  running.stack = stack;
  writeLocalFile(stack);
  showSummary(stack, performance.now() - startedAt, shown);
  stack.onEvent((event) => {
    if (event.kind === 'ended' && !stopWanted)
      showNote(`${event.name} ended (${event.how}) and is started again; see ${join(shown, 'logs', event.name)}.log`);
  });
}

async function finish(stack: Stack): Promise<void> {
  await stack.stop();
  showText('Stopped.');
  process.exit(0);
}

main().catch((error: unknown) => {
  const known = error instanceof Failure || error instanceof TemplateError;
  showFailure(known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exit(1);
});
