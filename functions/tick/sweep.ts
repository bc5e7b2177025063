import { plus } from '../../shared/instant.ts';
import { wakeFor } from '../../shared/messaging/messages.ts';
import { heartbeatKey } from '../../shared/names.ts';
import { dueShards, outboxShards } from '../../shared/table/keys.ts';
import { outgoingIn } from '../adapters/dynamodb/outbox.ts';
import type { Table } from '../adapters/dynamodb/table.ts';
import { type Clock, wallClock } from '../runtime/clock.ts';
import { log, said } from '../runtime/log.ts';
import { relay, type Relaying, sendWake } from '../relay/relay.ts';

export interface Sweeping {
  readonly table: Table;
  readonly clock: Clock;
  readonly relaying: Relaying;
  /** Puts a small object into the site bucket. */
  readonly putHeartbeat: (key: string, body: string) => Promise<void>;
}

/** An outbox item that the stream has not seen to by then is relayed by the sweep. */
const outboxAgeMillis = 60_000;
/** Timers due up to two sweeps ahead are woken, so that those beyond the reach of an SQS delay get their wake in time. */
const aheadMillis = 120_000;
/** How much one sweep takes from each shard; what is left comes a minute later, or is woken by its own message. */
const pageMax = 1_000;

const relayStranded = async ({ table, relaying }: Sweeping, shard: string): Promise<number> => {
  const items = await table.query({ pk: shard, limit: pageMax });
  const until = plus(wallClock(), -outboxAgeMillis);
  const stranded = items.filter(({ sk }) => sk.slice(0, until.length) <= until);
  let relayed = 0;
  for (const item of stranded) {
    try {
      await relay(relaying, outgoingIn(item));
      await table.write({ remove: { pk: item.pk, sk: item.sk } });
      relayed++;
    } catch (error) {
      // One item that cannot go out steps aside for the others.
      log('error', 'a stranded outbox item cannot be relayed', { shard, error: said(error) });
    }
  }
  return relayed;
};

const wakeDue = async ({ table, clock, relaying }: Sweeping, shard: string): Promise<number> => {
  const due = await table.due(shard, plus(clock(), aheadMillis), pageMax);
  for (const row of due) await sendWake(relaying, wakeFor(row));
  return due.length;
};

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

/** Once a minute: what the fast path lost is found here, and the heartbeat says that publishing lives. */
export const sweep = async (sweeping: Sweeping): Promise<void> => {
  const relayed = sum(await Promise.all(outboxShards.map((shard) => relayStranded(sweeping, shard))));
  const woken = sum(await Promise.all(dueShards.map((shard) => wakeDue(sweeping, shard))));
  await sweeping.putHeartbeat(heartbeatKey, JSON.stringify({ at: wallClock() }));
  log('info', 'swept', { relayed, woken });
};
