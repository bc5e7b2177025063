import type { PostedNotice, StateOverride } from '../../../shared/notice/posted.ts';
import { noticeDueAt, overrideDueAt } from '../../../shared/notice/stage.ts';
import { nextChangeAt } from '../../../shared/status-page/next-change.ts';
import type { Instant } from '../../../shared/instant.ts';
import { keys } from '../../../shared/table/keys.ts';
import { dueAttributes } from './page-changed.ts';
import type { Item } from './table.ts';

export const postedItem = (organizationId: string, notice: PostedNotice, now: Instant): Item => ({
  ...keys.postedNotice.key(organizationId, notice.id),
  type: 'PostedNotice',
  version: notice.version,
  notice,
  ...dueAttributes(organizationId, noticeDueAt(notice, now)),
});

export const overridesItem = (
  organizationId: string,
  componentId: string,
  overrides: readonly StateOverride[],
  version: number,
  now: Instant,
): Item => ({
  ...keys.stateOverride.key(organizationId, componentId),
  type: 'StateOverride',
  version,
  overrides,
  ...dueAttributes(organizationId, overrideDueAt(overrides, now)),
});

/** The timer of an organization's days: the bars of its page begin a new one at its midnight. */
export const dayItem = (organizationId: string, timeZone: string, now: Instant): Item => ({
  ...keys.day.key(organizationId),
  type: 'Day',
  ...dueAttributes(organizationId, nextChangeAt({ timeZone, posted: [], overrides: [] }, now)),
});
