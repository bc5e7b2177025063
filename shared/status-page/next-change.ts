import { millisOf, toInstant, type Instant } from '../instant.ts';
import type { PostedNotice, StateOverride } from '../notice/posted.ts';
import { isShown } from '../notice/stage.ts';
import { dayStarts } from './days.ts';
import { turnsOf } from './posted.ts';

/** What makes a page change without anybody doing anything. */
export interface Clockwork {
  /** IANA zone of the page. */
  readonly timeZone: string;
  readonly posted: readonly PostedNotice[];
  readonly overrides: readonly StateOverride[];
}

// A local day has at most 25 hours; one more, so that the day after is reached in every zone.
const dayAndMore = 26 * 3_600_000;

/** When the bars take on another day: the next local midnight after `now`. */
const nextMidnight = (now: Instant, timeZone: string): Instant =>
  dayStarts(toInstant(millisOf(now) + dayAndMore), timeZone, 3).find((start) => start > now) ?? toInstant(millisOf(now) + dayAndMore);

/**
 * The next instant after `now` at which the page changes by itself: a maintenance begins or ends, an override does, or the local day
 * changes.
 */
export const nextChangeAt = ({ timeZone, posted, overrides }: Clockwork, now: Instant): Instant =>
  [
    nextMidnight(now, timeZone),
    ...posted.flatMap((one) => (one.kind === 'maintenance' && isShown(one) ? turnsOf(one).map(({ at }) => at) : [])),
    ...overrides.flatMap(({ from, until }) => (until === null ? [from] : [from, until])),
  ]
    .filter((at) => at > now)
    .toSorted()[0] ?? nextMidnight(now, timeZone);
