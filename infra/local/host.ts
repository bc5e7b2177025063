/**
 * The process of one function: loads its bundle and feeds it from its event sources, as Lambda does. Argument: a HostPlan as JSON.
 * Its supervisor may also ask it to invoke the function, or whether it is idle.
 */
import { pathToFileURL } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { createInvoke, type Handler } from './invoke.ts';
import type { FunctionPlan, Source } from './plan.ts';
import type { RunningSource } from './sources/source.ts';

export interface HostPlan {
  readonly plan: FunctionPlan;
  readonly bundle: string;
  readonly endpoints: { readonly table: string; readonly messaging: string };
  readonly httpPort: number;
  readonly checkpointFolder: string;
}

export type HostRequest = { readonly id: number } & ({ readonly ask: 'idle' } | { readonly ask: 'invoke'; readonly event: unknown });

const { plan, bundle, endpoints, httpPort, checkpointFolder } = JSON.parse(process.argv[2] ?? '{}') as HostPlan;

const module = (await import(pathToFileURL(bundle).href)) as Record<string, Handler | undefined>;
const handler = module[plan.handler];
if (handler === undefined) throw new Error(`${bundle} does not export ${plan.handler}`);
const invoke = createInvoke(plan, handler);

/** Each kind of source is loaded only where it is needed. */
async function feed(source: Source): Promise<RunningSource> {
  switch (source.kind) {
    case 'queue':
      return (await import('./sources/queue.ts')).feedFromQueue(source, endpoints.messaging, invoke);
    case 'stream':
      return (await import('./sources/stream.ts')).feedFromStream({ source, functionArn: plan.arn, endpoints, checkpointFolder, invoke });
    case 'schedule':
      return (await import('./sources/schedule.ts')).feedFromSchedule(source, invoke);
    case 'http':
      return (await import('./sources/http.ts')).feedFromHttp(source, httpPort, invoke);
  }
}

const sources = await Promise.all(plan.sources.map(feed));

/** Looks for a moment, because a stream must be polled once more before it counts as empty. */
async function isIdle(): Promise<boolean> {
  const since = performance.now();
  for (let looks = 0; looks < 40; looks += 1) {
    if (sources.every((source) => source.isIdle(since))) return true;
    await pause(5);
  }
  return false;
}

async function answer(request: HostRequest): Promise<unknown> {
  return request.ask === 'idle' ? isIdle() : invoke(request.event);
}

process.on('message', (request: HostRequest) => {
  answer(request).then(
    (value) => process.send?.({ id: request.id, value }),
    (error: unknown) => process.send?.({ id: request.id, error: String(error) }),
  );
});

process.on('SIGTERM', () => {
  setTimeout(() => process.exit(0), 2000).unref();
  void Promise.all(sources.map((source) => source.stop())).finally(() => process.exit(0));
});

process.on('unhandledRejection', (error) => {
  // Lambda ends the environment, too; the supervisor starts a new one.
  console.error(error);
  process.exit(1);
});

process.send?.({ ready: true });
