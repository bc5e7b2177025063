/** How each process of a stack is started. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { call } from './aws.ts';
import type { Endpoints } from './drivers/driver.ts';
import { wrapper } from './engines/table.ts';
import { baseEnvironment, type Environment } from './environment.ts';
import type { HostPlan } from './host.ts';
import type { InboxPlan } from './inbox/main.ts';
import type { ProcessSpec } from './keeper.ts';
import { loopback } from './place.ts';
import type { FunctionPlan, SitePlan } from './plan.ts';

const here = import.meta.dirname;
const leash = join(here, 'leash.mjs');

/**
 * Small heaps: these processes are idle nearly always, and ten of them share a laptop. The space for new objects is a trade of memory
 * for time: 1 MB keeps a process at a third of the memory that it would take under load; the API, which people wait for, and the publisher get more.
 */
const leanFlags = (newMegabytes: number) => ['--max-old-space-size=256', `--max-semi-space-size=${newMegabytes}`, '--v8-pool-size=1'];

function node(name: string, script: string, args: readonly string[], env: Environment, newMegabytes = 1): ProcessSpec {
  return { name, command: process.execPath, args: [...leanFlags(newMegabytes), '--import', leash, join(here, script), ...args], env };
}

/** Resolves once the engine answers; gives up when it takes implausibly long. */
async function tableAnswers(endpoint: string): Promise<void> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    try {
      await call('dynamodb', endpoint, 'ListTables', {});
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await pause(10);
    }
  }
}

export const tableProcess = (binary: string, port: number, file: string): ProcessSpec => ({
  name: 'table',
  command: '/bin/sh',
  args: [wrapper, binary, 'serve', '--host', loopback, '--port', String(port), '--db-path', file],
  env: baseEnvironment(),
  ready: () => tableAnswers(`http://${loopback}:${port}`),
  namesItsPid: true,
});

export const messagingProcess = (port: number, folder: string): ProcessSpec =>
  node('messaging', 'engines/messaging.ts', [String(port), folder], baseEnvironment());

export const objectsProcess = (port: number, folder: string, statusPort: number, site: SitePlan | undefined): ProcessSpec =>
  node('objects', 'engines/objects.ts', [String(port), folder, String(statusPort), JSON.stringify(site ?? null)], baseEnvironment());

export const inboxProcess = (plan: InboxPlan): ProcessSpec => node('inbox', 'inbox/main.ts', [JSON.stringify(plan)], baseEnvironment());

export interface HostOptions {
  readonly plan: FunctionPlan;
  readonly functions: string;
  readonly endpoints: Endpoints;
  readonly httpPort: number;
  readonly checkpoints: string;
  readonly env: Environment;
}

export function functionProcess(options: HostOptions): ProcessSpec {
  const { plan, endpoints } = options;
  const host: HostPlan = {
    // Its environment is in the environment; command lines can be read by others.
    plan: { ...plan, environment: {} },
    bundle: join(options.functions, plan.name, 'index.mjs'),
    endpoints: { table: endpoints.table, messaging: endpoints.messaging },
    httpPort: options.httpPort,
    checkpointFolder: options.checkpoints,
  };
  // Rendering makes more that is soon thrown away than anything else; in a small space, half of its time would go into clearing up. 16 MB is what Node gives by itself.
  const spacious = plan.name === 'publish' || plan.sources.some((source) => source.kind === 'http');
  return node(plan.name, 'host.ts', [JSON.stringify(host)], options.env, spacious ? 16 : 1);
}
