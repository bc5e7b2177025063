import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { Failure } from './failure.ts';
import { loopback } from './place.ts';

/** Below the range from which systems take the ports of outgoing connections: a process gets its port back after a restart. */
const first = 20_000;
const last = 32_000;

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, loopback, () => probe.close(() => resolve(true)));
  });
}

/** Ports that nobody listens on now. */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  while (found.size < count) {
    const port = randomInt(first, last);
    if (!found.has(port) && (await isFree(port))) found.add(port);
  }
  return [...found];
}

export interface Ports {
  readonly table: number;
  readonly messaging: number;
  readonly objects: number;
  readonly inbox: number;
  readonly smtp: number;
  readonly api: number;
  readonly status: number;
}

/** One for each process that listens; only those of the API and the status pages may be asked for. */
export async function choosePorts(options: { readonly apiPort?: number; readonly statusPort?: number }): Promise<Ports> {
  const [table = 0, messaging = 0, objects = 0, inbox = 0, smtp = 0, api = 0, status = 0] = await freePorts(7);
  const fixed = [
    { port: options.apiPort ?? 0, setting: 'MUSTER_API_PORT' },
    { port: options.statusPort ?? 0, setting: 'MUSTER_STATUS_PORT' },
  ] as const;
  const [{ port: apiPort }, { port: statusPort }] = fixed;
  if (apiPort !== 0 && apiPort === statusPort)
    throw new Failure(`MUSTER_API_PORT and MUSTER_STATUS_PORT are both ${apiPort}; they must differ.`);
  for (const { port, setting } of fixed) {
    if (port !== 0 && !(await isFree(port))) {
      throw new Failure(`Port ${port} is in use. Stop what uses it, or choose another one: ${setting}=${port + 1000} npm start`);
    }
  }
  return { table, messaging, objects, inbox, smtp, api: options.apiPort || api, status: options.statusPort || status };
}
