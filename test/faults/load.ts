import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from '../../infra/local/stack.ts';
import { http } from '../support/http.ts';
import type { Tenant } from './organization.ts';
import type { Random } from './random.ts';

/** What was accepted and must therefore be true in the end. */
export interface Accepted {
  readonly tenant: Tenant;
  readonly incident: string;
  /** The sender's key, for incidents that came through a monitoring system. */
  readonly dedupKey: string | null;
  acknowledgedBy: string | null;
  restored: boolean;
  closed: boolean;
}

export interface Load {
  readonly accepted: readonly Accepted[];
  /** Requests that a client is waiting for. */
  readonly inFlight: () => number;
  /** Requests that failed and were sent again. */
  readonly retries: () => number;
  stop(): Promise<void>;
}

const patienceMillis = 60_000;

/** Clients that behave: they repeat what was not answered, under the same key, until it is. */
export const startLoad = (stack: Stack, tenants: readonly Tenant[], random: Random, clients: number): Load => {
  const accepted: Accepted[] = [];
  let running = true;
  let inFlight = 0;
  let retries = 0;
  let serial = 0;

  const insist = async (path: string, options: Parameters<typeof http>[2]): Promise<Record<string, unknown>> => {
    const deadline = performance.now() + patienceMillis;
    for (;;) {
      inFlight++;
      const answer = await http('POST', `${stack.apiUrl}${path}`, { timeoutMillis: 5_000, ...options }).catch(() => null);
      inFlight--;
      if (answer && answer.status < 300) return answer.body;
      // 409: the first try under this key is still at work. Everything else that is not the server's trouble is a fault of this test.
      if (answer && answer.status < 500 && answer.status !== 409 && answer.status !== 429)
        throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      if (performance.now() > deadline) throw new Error(`${path} was not answered in a minute`);
      retries++;
      await sleep(50 + random.integer(0, 100));
    }
  };

  const declare = async (tenant: Tenant): Promise<Accepted> => {
    const number = ++serial;
    const headers = { 'idempotency-key': `"drop-${random.seed}-${number}"` };
    const body = { plan: 'drop-test', summary: `Drop ${number}` };
    const { id } = await insist('/v1/incidents', { key: tenant.apiKey, body, headers });
    return { tenant, incident: id as string, dedupKey: null, acknowledgedBy: null, restored: false, closed: false };
  };
  const enqueue = (tenant: Tenant, event_action: string, dedup_key: string) =>
    insist('/v2/enqueue', {
      body: { routing_key: tenant.routingKey, event_action, dedup_key, payload: { summary: 'Drop', source: 'test', severity: 'critical' } },
    });
  const signal = async (tenant: Tenant): Promise<Accepted> => {
    const dedupKey = `drop-${random.seed}-${++serial}`;
    // Three senders say the same at once, as redundant monitors do.
    await Promise.all([1, 2, 3].map(() => enqueue(tenant, 'trigger', dedupKey)));
    return { tenant, incident: '', dedupKey, acknowledgedBy: null, restored: false, closed: false };
  };

  const live = async () => {
    while (running) {
      const tenant = random.pick(tenants);
      const one = random.next() < 0.25 ? await signal(tenant) : await declare(tenant);
      accepted.push(one);
      const act = (path: string, body: unknown = {}) => insist(`/v1/incidents/${one.incident}/${path}`, { key: tenant.apiKey, body });
      await sleep(random.integer(0, 600));
      if (one.dedupKey === null && random.next() < 0.5) {
        const person = random.pick(['a-1', 'a-2']);
        await act('acknowledge', { person });
        one.acknowledgedBy = person;
      }
      // Half of them stay open until the end, so that every rung must have been climbed.
      if (random.next() < 0.5) continue;
      await sleep(random.integer(0, 2500));
      if (one.dedupKey !== null) {
        await enqueue(tenant, 'resolve', one.dedupKey);
        one.restored = one.closed = true;
        continue;
      }
      await act('restore');
      one.restored = true;
      await act('close');
      one.closed = true;
    }
  };
  const clientsDone = Promise.all(Array.from({ length: clients }, live));
  clientsDone.catch(() => undefined);
  return {
    accepted,
    inFlight: () => inFlight,
    retries: () => retries,
    stop: async () => {
      running = false;
      await clientsDone;
    },
  };
};
