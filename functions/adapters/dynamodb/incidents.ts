import type { Actor, Event, EventBody } from '../../../shared/incident/events.ts';
import { replay } from '../../../shared/incident/evolve.ts';
import type { IncidentState } from '../../../shared/incident/state.ts';
import { headOf, isOfNotice, type NoticeView, outgoingOf, projectNotice } from '../../../shared/incident/views.ts';
import type { Instant } from '../../../shared/instant.ts';
import { dueIndex } from '../../../shared/names.ts';
import { dueShardOf, keys } from '../../../shared/table/keys.ts';
import { hashOf, noHash } from './hash.ts';
import { outboxItem } from './outbox.ts';
import type { Item, Table, Write } from './table.ts';

/** An incident as its commits tell it. */
export interface Loaded {
  readonly state: IncidentState;
  readonly events: readonly Event[];
}

/** Reads an incident from its commits; null where the organization has none of that id. */
export const loadIncident = async (table: Table, organizationId: string, incidentId: string): Promise<Loaded | null> => {
  const { pk } = keys.commit.key(organizationId, incidentId, 0);
  const commits = await table.query({ pk, prefix: 'COMMIT#' });
  const events = commits.flatMap((commit) => JSON.parse(commit['events'] as string) as Event[]);
  const state = replay(events);
  return state && { state, events };
};

/** The erasable free texts of an incident, by digest. */
export const loadTexts = async (table: Table, organizationId: string, incidentId: string): Promise<ReadonlyMap<string, string>> => {
  const { pk } = keys.text.key(organizationId, incidentId, '');
  const items = await table.query({ pk, prefix: 'TEXT#' });
  return new Map(items.map((item) => [item.sk.slice('TEXT#'.length), item['text'] as string]));
};

export const noticeOf = (events: readonly Event[]): NoticeView | null => {
  const declaredAt = events[0]?.occurredAt ?? '';
  return events.reduce<NoticeView | null>((notice, event) => projectNotice(notice, event, declaredAt), null);
};

export interface Envelopes {
  readonly actor: Actor;
  readonly correlationId: string;
  readonly causationId: string;
  readonly now: Instant;
}

/** Gives events their envelopes and chains each to the one before. */
export const seal = (before: readonly Event[], bodies: readonly EventBody[], state: IncidentState, envelopes: Envelopes): Event[] => {
  const events: Event[] = [];
  for (const body of bodies) {
    const last = events.at(-1) ?? before.at(-1);
    events.push({
      ...body,
      organizationId: state.organizationId,
      stream: state.id,
      sequence: (last?.sequence ?? 0) + 1,
      version: 1,
      recordedAt: envelopes.now,
      actor: envelopes.actor,
      correlationId: envelopes.correlationId,
      causationId: envelopes.causationId,
      mode: state.mode,
      previousHash: last ? hashOf(last) : noHash,
    });
  }
  return events;
};

export const headItem = (state: IncidentState, nextDueAt: Instant | null): Item => ({
  ...keys.head.key(state.organizationId, state.id),
  type: 'Incident',
  head: headOf(state),
  version: state.sequence,
  ...(nextDueAt === null ? {} : { [dueIndex.partition]: dueShardOf(state.organizationId), [dueIndex.sort]: nextDueAt }),
});

export const noticeItem = (state: IncidentState, notice: NoticeView): Item => ({
  ...keys.notice.key(state.organizationId, state.id),
  type: 'Notice',
  notice,
  // Updates are only ever added, and a follow-up comes after them.
  version: notice.updates.length + (notice.followUp ? 1 : 0),
});

/**
 * The writes of one commit: the commit itself, whose key says that nobody else committed in between, and the views and the outbox item that follow
 * from it.
 */
export const commitWrites = (
  before: readonly Event[],
  events: readonly Event[],
  state: IncidentState,
  nextDueAt: Instant | null,
  wall: Instant,
): Write[] => {
  const [first] = events;
  if (!first) return [];
  const { organizationId, id } = state;
  const writes: Write[] = [
    {
      put: { ...keys.commit.key(organizationId, id, first.sequence), type: 'Commit', events: JSON.stringify(events) },
      if: { absent: true },
    },
    { put: headItem(state, nextDueAt) },
    { put: outboxItem(outgoingOf(events, state, nextDueAt), wall) },
  ];
  if (events.some(isOfNotice)) {
    const notice = noticeOf([...before, ...events]);
    if (notice) writes.push({ put: noticeItem(state, notice) });
  }
  return writes;
};
