import type { Ids } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/instant.ts';
import type { Message, Wake } from '../../../shared/messaging/messages.ts';
import { dueIndex, effects } from '../../../shared/names.ts';
import { dueShardOf } from '../../../shared/table/keys.ts';
import { outboxItem } from './outbox.ts';
import type { Write } from './table.ts';

export interface PageChange {
  readonly ids: Ids;
  readonly organizationId: string;
  readonly now: Instant;
  /** Real time. */
  readonly wall: Instant;
  /** What is due next because of the change. */
  readonly wake?: Wake | null;
}

/** Says that what an organization's status page shows has changed; written in the transaction of the change. */
export const pageChange = ({ ids, organizationId, now, wall, wake = null }: PageChange): Write => {
  const message: Message = {
    specversion: '1.0',
    id: ids('commit'),
    source: `/organizations/${organizationId}`,
    type: 'muster.organization.changed.v1',
    subject: organizationId,
    time: now,
    datacontenttype: 'application/json',
    data: { organizationId, incidentId: null, sequence: null, mode: 'real', events: [], alerts: [] },
  };
  return { put: outboxItem({ organizationId, message, effects: [effects.statusPage], wake }, wall) };
};

/** What an item with a timer carries for the index; nothing where nothing is due. */
export const dueAttributes = (organizationId: string, dueAt: Instant | null): Readonly<Record<string, string>> =>
  dueAt === null ? {} : { [dueIndex.partition]: dueShardOf(organizationId), [dueIndex.sort]: dueAt };
