import type { Instant } from '../../shared/instant.ts';
import type { Ids } from '../../shared/ids.ts';
import { type TimerWake, wakeFor } from '../../shared/messaging/messages.ts';
import type { PostedNotice, StateOverride } from '../../shared/notice/posted.ts';
import type { Organization } from '../../shared/organization/records.ts';
import { keys, listPrefix } from '../../shared/table/keys.ts';
import { dayItem, overridesItem, postedItem } from '../adapters/dynamodb/notices.ts';
import { pageChange } from '../adapters/dynamodb/page-changed.ts';
import type { Condition, Item, Table } from '../adapters/dynamodb/table.ts';
import { type Clock, wallClock } from '../runtime/clock.ts';
import { log } from '../runtime/log.ts';

export interface Timing {
  readonly table: Table;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** The item once its moment has come, and what must not have changed meanwhile. */
interface Moved {
  readonly item: Item;
  readonly if: Condition;
}

/** The item with its next moment; null for what has no timer. What it holds stays: that a moment has passed follows from the time. */
const moved = async (table: Table, organizationId: string, item: Item, now: Instant): Promise<Moved | null> => {
  const version = Number(item['version']);
  const unchanged: Condition = { attribute: 'version', equals: version };
  if (item.sk.startsWith(listPrefix.postedNotice)) {
    const notice = item['notice'] as PostedNotice;
    // Another version, because whoever reads it now reads another phase.
    return { item: postedItem(organizationId, { ...notice, version: version + 1 }, now), if: unchanged };
  }
  if (item.sk.startsWith(listPrefix.stateOverride)) {
    const componentId = item.sk.slice(listPrefix.stateOverride.length);
    const overrides = item['overrides'] as readonly StateOverride[];
    return { item: overridesItem(organizationId, componentId, overrides, version + 1, now), if: unchanged };
  }
  if (item.sk !== keys.day.key(organizationId).sk) return null;
  const found = await table.get(keys.organization.key(organizationId));
  const organization = found?.['organization'] as Organization | undefined;
  if (!organization) return null;
  return { item: dayItem(organizationId, organization.timeZone, now), if: { attribute: 'dueAt', equals: String(item['dueAt']) } };
};

const attemptsMax = 5;

/**
 * Has the status page made again because a moment has come: a maintenance begins or ends, a state that was set by hand ends, a day begins. The item says
 * whether it has; a late, early or doubled wake changes nothing.
 */
export const passMoment = async ({ table, clock, ids }: Timing, { organizationId, timer }: TimerWake): Promise<void> => {
  const key = { pk: keys.organization.key(organizationId).pk, sk: timer };
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const item = await table.get(key);
    const now = clock();
    const dueAt = item?.['dueAt'];
    if (!item || typeof dueAt !== 'string' || dueAt > now) return;
    const next = await moved(table, organizationId, item, now);
    if (!next) return log('warn', 'a wake found no timer', { timer });
    const nextDueAt = next.item['dueAt'];
    const wake = typeof nextDueAt === 'string' ? wakeFor({ ...next.item, dueAt: nextDueAt }) : null;
    const conflict = await table.transact([
      { put: next.item, if: next.if },
      pageChange({ ids, organizationId, now, wall: wallClock(), wake }),
    ]);
    if (!conflict) return;
  }
  throw new Error(`too many writers on ${timer}`);
};
