import type { Instant } from '../../../shared/instant.ts';
import type { Outgoing } from '../../../shared/messaging/messages.ts';
import { outboxType } from '../../../shared/names.ts';
import { keys } from '../../../shared/table/keys.ts';
import type { Item } from './table.ts';

/** An outbox item: written with the commit, relayed by the stream or by the sweep, then deleted. `wall` is real time. */
export const outboxItem = (outgoing: Outgoing, wall: Instant): Item => ({
  ...keys.outbox.key(outgoing.organizationId, wall, outgoing.message.id),
  type: outboxType,
  outgoing: JSON.stringify(outgoing),
});

export const outgoingIn = (item: Item): Outgoing => JSON.parse(item['outgoing'] as string) as Outgoing;
