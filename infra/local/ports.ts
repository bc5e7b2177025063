import { createServer } from 'node:net';
import { randomInt } from 'node:crypto';
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
