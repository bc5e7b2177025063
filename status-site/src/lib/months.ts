import type { Instant } from '../../../shared/instant.ts';
import type { PageMaintenance, PageNotice, StatusPage } from '../../../shared/status-page/page.ts';
import { isEnded, isResolved } from './states.ts';
import { monthOf } from './time.ts';

/** What is over: a resolved incident, or maintenance that was completed or cancelled. */
export type Ended = PageNotice | PageMaintenance;

export interface Month {
  /** `yyyy-mm` in the page's zone. */
  readonly id: string;
  /** Newest first. */
  readonly items: readonly Ended[];
}

/** When something began, by which it is filed. */
export const beganAt = (item: Ended): Instant => (item.kind === 'incident' ? item.startedAt : (item.startedAt ?? item.scheduledFor));

/** Everything that is over, newest first. */
export const endedOf = (page: StatusPage): readonly Ended[] =>
  [...page.notices.filter(isResolved), ...page.maintenances.filter(isEnded), ...page.archive].toSorted((a, b) =>
    beganAt(a) < beganAt(b) ? 1 : -1,
  );

/** The months in which something began that is over, newest first. */
export const monthsOf = (items: readonly Ended[], timeZone: string): readonly Month[] =>
  [...Map.groupBy(items, (item) => monthOf(beganAt(item), timeZone))]
    .map(([id, found]) => ({ id, items: found }))
    .toSorted((a, b) => (a.id < b.id ? 1 : -1));
