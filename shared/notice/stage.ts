import type { Instant } from '../instant.ts';
import type { MaintenancePhase, NoticePhase } from '../status-page/page.ts';
import { maintenanceOfPosted, turnsOf } from '../status-page/posted.ts';
import type { PostedMaintenance, PostedNotice, StateOverride } from './posted.ts';

const lastSaid = (notice: PostedNotice): NoticePhase | MaintenancePhase => notice.updates[0]?.phase ?? 'resolved';

/** Whether somebody has said that it is over. After that it only gets a follow-up. */
export const isOver = (notice: PostedNotice): boolean => ['resolved', 'completed', 'cancelled'].includes(lastSaid(notice));

/** The phase of a notice at a moment: maintenance begins and ends by itself. */
export const phaseOf = (notice: PostedNotice, now: Instant): NoticePhase | MaintenancePhase =>
  notice.kind === 'maintenance' ? maintenanceOfPosted(notice, now).phase : lastSaid(notice);

export const isShown = ({ approvedAt, withdrawnAt }: PostedNotice): boolean => approvedAt !== null && withdrawnAt === null;

export const hasBegun = (notice: PostedMaintenance, now: Instant): boolean => maintenanceOfPosted(notice, now).startedAt !== null;

/** Whether a change would take back what customers saw happen by itself. */
export const takesBack = (before: PostedMaintenance, after: PostedMaintenance, now: Instant): boolean => {
  if (!isShown(before)) return false;
  const kept = turnsOf(after);
  // What happens this very moment nobody has seen.
  return turnsOf(before).some(({ id, at }) => at < now && !kept.some((turn) => turn.id === id && turn.at === at));
};

/** Whether other times would take back what customers saw happen: what has begun keeps its start and its components, what has ended by itself its end. */
export const rewrites = (before: PostedMaintenance, after: PostedMaintenance, now: Instant): boolean => {
  if (!isShown(before)) return false;
  const moved = after.scheduledFor !== before.scheduledFor || after.componentIds.join() !== before.componentIds.join();
  return (moved && hasBegun(before, now)) || takesBack(before, after, now);
};

/** When customers next see it otherwise although nobody does anything; null where that is never. */
export const noticeDueAt = (notice: PostedNotice, now: Instant): Instant | null =>
  (notice.kind === 'maintenance' && isShown(notice) && turnsOf(notice).find(({ at }) => at > now)?.at) || null;

/** The state that is set by hand at a moment, of several the one that began last; null while none is. */
export const overrideAt = (overrides: readonly StateOverride[], now: Instant): StateOverride | null =>
  overrides
    .filter(({ from, until }) => from <= now && (until === null || until > now))
    .reduce<StateOverride | null>((last, one) => (last && last.from > one.from ? last : one), null);

/** When the state that is set by hand ends by itself. */
export const overrideDueAt = (overrides: readonly StateOverride[], now: Instant): Instant | null =>
  overrideAt(overrides, now)?.until ?? null;
