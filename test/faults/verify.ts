import { loadIncident, noticeOf } from '../../functions/adapters/dynamodb/incidents.ts';
import { brokenAt, sha256 } from '../../functions/adapters/dynamodb/hash.ts';
import type { Table } from '../../functions/adapters/dynamodb/table.ts';
import { leaseMillis } from '../../functions/notify/deliver.ts';
import type { Event, EventOf, EventType } from '../../shared/incident/events.ts';
import type { Head } from '../../shared/incident/views.ts';
import { type Key, keys, listPrefix } from '../../shared/table/keys.ts';
import type { Accepted } from './load.ts';
import { rungs, type Tenant } from './organization.ts';
import type { Received } from './watch.ts';

export interface Kill {
  readonly process: string;
  /** Unix milliseconds. */
  readonly at: number;
  /** Deliveries that the killed sender had claimed and not settled, as `<pk> <sk>`. */
  underWay?: ReadonlySet<string>;
}

/** Counts of what must not be; each line of `lost` and `doubled` says what and where. */
export interface Verdict {
  readonly incidents: number;
  readonly sends: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  /** Sends that were under way at a kill and were repeated under the same id. */
  readonly repeated: readonly string[];
}

const of = <T extends EventType>(events: readonly Event[], type: T) =>
  events.filter((event): event is Event & EventOf<T> => event.type === type);

const twice = (values: readonly string[]): string[] => [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];

/** How long before its death a receiver may have written down what it then could not confirm. */
const unconfirmedMillis = 2_500;

const sendId = (organizationId: string, incidentId: string, alert: string) =>
  sha256(`${organizationId}/${incidentId}/${alert}`).slice(0, 40);
const nameOf = ({ pk, sk }: Key) => `${pk} ${sk}`;

const headsOf = async (table: Table, tenant: Tenant): Promise<Head[]> =>
  (await table.query({ pk: keys.organization.key(tenant.id).pk, prefix: listPrefix.head })).map((item) => item['head'] as Head);

/** Deliveries that nobody has settled, claimed before `at` in Unix milliseconds: asked after the sender was killed, these are the sends that were under way. */
export const underWay = async (table: Table, tenants: readonly Tenant[], at: number): Promise<Set<string>> => {
  const found = new Set<string>();
  for (const tenant of tenants)
    for (const { id } of await headsOf(table, tenant)) {
      const { pk, sk } = keys.delivery.key(tenant.id, id, '', 0);
      const rows = await table.query({ pk, prefix: sk.slice(0, sk.indexOf('#') + 1) });
      for (const row of rows) if (!row['result'] && Date.parse(row['leaseUntil'] as string) - leaseMillis <= at) found.add(nameOf(row));
    }
  return found;
};
const idOf = ({ kind, headers }: Received): string =>
  kind === 'webhook' ? (headers['webhook-id'] ?? '').replace(/^msg_/, '') : (headers['message-id'] ?? '').replace(/^<|@.*$/g, '');

const checkIncident = (one: Accepted, events: readonly Event[], received: ReadonlySet<string>, lost: string[], doubled: string[]): void => {
  const name = `${one.tenant.slug} ${events[0]?.stream}`;
  const want = (holds: boolean, what: string) => (holds ? undefined : lost.push(`${name}: ${what}`));
  const once = (values: readonly string[], what: string) => doubled.push(...twice(values).map((value) => `${name}: ${what} ${value}`));

  want(brokenAt(events) === null, 'the chain of events');
  want(
    one.acknowledgedBy === null || of(events, 'incident.acknowledged').some(({ data }) => data.person === one.acknowledgedBy),
    'an acknowledgement',
  );
  want(of(events, 'incident.restored').length === 1, 'the restoration');
  want(of(events, 'incident.closed').length === 1, 'the closing');
  const cut = of(events, 'incident.restored')[0]?.occurredAt ?? '';
  const requested = of(events, 'alert.requested');
  const sent = new Set(of(events, 'alert.sent').map(({ data }) => data.alert));
  for (const { data } of requested) {
    const cancelled =
      data.purpose === 'rung' && requested.find((other) => other.data.alert === data.alert)!.occurredAt <= cut && !sent.has(data.alert);
    if (cancelled) continue;
    want(sent.has(data.alert), `alert ${data.alert}`);
    want(received.has(sendId(one.tenant.id, events[0]!.stream, data.alert)), `the send of ${data.alert}`);
  }
  // Everybody who was told of the drop is told of its end.
  const told = new Set(requested.flatMap(({ data }) => (data.purpose === 'rung' && sent.has(data.alert) ? [data.person] : [])));
  const restored = new Set(requested.flatMap(({ data }) => (data.purpose === 'restore' ? [data.person] : [])));
  for (const person of told) want(restored.has(person), `the restore notice to ${person}`);

  once(
    requested.map(({ data }) => `${data.alert} ${data.attempt}`),
    'request of alert',
  );
  once(
    of(events, 'rung.reached').map(({ data }) => data.rung),
    'rung',
  );
  once(
    of(events, 'task.opened').map(({ data }) => data.task),
    'task',
  );
  once(
    of(events, 'task.breached').map(({ data }) => data.task),
    'breach of task',
  );
  once(
    of(events, 'alert.sent').map(({ data }) => data.alert),
    'record of alert',
  );
  once(
    of(events, 'notice.published').map(({ data }) => data.planNotice),
    'notice',
  );
  const notice = noticeOf(events);
  want(notice === null || notice.phase === 'resolved', 'the last word to customers');
};

const checkSends = (
  received: readonly Received[],
  kills: readonly Kill[],
  deliveries: ReadonlyMap<string, readonly string[]>,
  doubled: string[],
  repeated: string[],
): void => {
  const groups = Map.groupBy(
    received.filter(({ kind }) => kind !== 'sns'),
    idOf,
  );
  for (const [id, copies] of groups) {
    const excused = new Set<Kill>();
    for (const [index, copy] of copies.slice(1).entries()) {
      const before = Date.parse(copies[index]?.at ?? '');
      const interrupts = ({ process, at, underWay: interrupted }: Kill) =>
        process === 'inbox'
          ? before <= at && at - before <= unconfirmedMillis
          : deliveries.get(id)?.some((delivery) => interrupted?.has(delivery));
      const kill = kills.find((one) => !excused.has(one) && interrupts(one));
      if (kill) excused.add(kill);
      if (kill) repeated.push(`${copy.to} ${id}: ${kill.process} was killed ${kill.at - before} ms after the first copy arrived`);
      else
        doubled.push(
          `${copy.to} received ${id} at ${copies[index]?.at} and again after ${Date.parse(copy.at) - before} ms; kills before that: ` +
            kills.map(({ process, at }) => `${process} ${at - before} ms`).join(', '),
        );
    }
  }
};

/** Holds everything that was accepted against everything that happened. */
export const verify = async (
  table: Table,
  tenants: readonly Tenant[],
  accepted: readonly Accepted[],
  stayedOpen: ReadonlySet<Accepted>,
  received: readonly Received[],
  kills: readonly Kill[],
): Promise<Verdict> => {
  const lost: string[] = [];
  const doubled: string[] = [];
  const repeated: string[] = [];
  const ids = new Set(received.map(idOf));
  const all = new Map<string, { tenant: Tenant; events: readonly Event[] }>();
  for (const tenant of tenants) {
    for (const { id } of await headsOf(table, tenant)) {
      const loaded = await loadIncident(table, tenant.id, id);
      if (loaded) all.set(id, { tenant, events: loaded.events });
      else lost.push(`${tenant.slug}: the commits of ${id}`);
    }
  }
  const byDedupKey = Map.groupBy(all.values(), ({ events }) => of(events, 'incident.declared')[0]?.data.source?.dedupKey ?? '');
  const seen = new Set<string>();
  for (const one of accepted) {
    const mine =
      one.dedupKey === null ? [all.get(one.incident)].filter((found) => found !== undefined) : (byDedupKey.get(one.dedupKey) ?? []);
    if (mine.length === 0) lost.push(`${one.tenant.slug}: incident ${one.incident || one.dedupKey}`);
    if (mine.length > 1) doubled.push(`${one.tenant.slug}: incident of ${one.dedupKey}`);
    for (const { events } of mine) {
      seen.add(events[0]?.stream ?? '');
      checkIncident(one, events, ids, lost, doubled);
      if (!stayedOpen.has(one)) continue;
      const reached = of(events, 'rung.reached').map(({ data }) => data.rung);
      for (const rung of rungs) if (!reached.includes(rung)) lost.push(`${one.tenant.slug} ${one.incident}: rung ${rung}`);
    }
  }
  // An incident that no accepted request stands behind is the double of one that is.
  for (const [id, { tenant }] of all) if (!seen.has(id)) doubled.push(`${tenant.slug}: incident ${id} belongs to no accepted request`);
  const deliveries = new Map<string, string[]>();
  for (const [id, { tenant, events }] of all)
    for (const { data } of of(events, 'alert.requested')) {
      const send = sendId(tenant.id, id, data.alert);
      const delivery = nameOf(keys.delivery.key(tenant.id, id, sha256(data.alert), data.attempt));
      deliveries.set(send, [...(deliveries.get(send) ?? []), delivery]);
    }
  checkSends(received, kills, deliveries, doubled, repeated);
  return { incidents: all.size, sends: received.filter(({ kind }) => kind !== 'sns').length, lost, doubled, repeated };
};
