import { millisOf, type Instant } from '../instant.ts';
import { worse, type ComponentState, type PageNotice } from './page.ts';

/** A stretch of time, `from` included and `until` excluded (milliseconds), in which one notice claimed one state. */
export interface Claim {
  readonly from: number;
  readonly until: number;
  readonly state: ComponentState;
}

/**
 * What one notice claimed about a component over time. The first update speaks for the whole time since the notice's
 * `startedAt`: the outage did not wait for somebody to write about it. A resolved notice claims nothing after `resolvedAt`.
 */
const claimsOfNotice = (notice: PageNotice, componentId: string, now: number): Claim[] => {
  const oldestFirst = notice.updates.toReversed();
  // One millisecond past now, so that a claim made this very instant already shows.
  const end = notice.resolvedAt === null ? now + 1 : millisOf(notice.resolvedAt);
  const claims: Claim[] = [];
  let state: ComponentState = 'operational';
  let from = millisOf(notice.startedAt);
  oldestFirst.forEach((update, index) => {
    const change = update.changes.findLast((candidate) => candidate.componentId === componentId);
    if (!change) return;
    const at = index === 0 ? from : millisOf(update.at);
    claims.push({ from, until: Math.min(at, end), state });
    state = change.to;
    from = at;
  });
  claims.push({ from, until: end, state });
  return claims.filter((claim) => claim.state !== 'operational' && claim.from < claim.until);
};

/** Every claim of every notice about a component, in no particular order. */
export const claimsAbout = (notices: readonly PageNotice[], componentId: string, now: Instant): readonly Claim[] =>
  notices.flatMap((notice) => claimsOfNotice(notice, componentId, millisOf(now)));

/** Worst state claimed in `[from, until)`. */
export const worstBetween = (claims: readonly Claim[], from: number, until: number): ComponentState =>
  claims.reduce<ComponentState>(
    (worst, claim) => (claim.from < until && claim.until > from ? worse(worst, claim.state) : worst),
    'operational',
  );

/** Tenths of a millisecond that count as down, per millisecond in that state. Whole numbers keep the percentage exact. */
const downTenths: Record<ComponentState, number> = {
  operational: 0,
  under_maintenance: 0,
  degraded_performance: 0,
  partial_outage: 3,
  major_outage: 10,
};

/**
 * Uptime in per cent over `[from, until)`, always with two decimals and floored, so that 99.996 is never shown as 100:
 *
 *     uptime = 1 − (major + 0.3 · partial) / (total − maintenance)
 *
 * Where notices overlap, the worst of them counts. Null when nothing is left to measure.
 */
export const uptimeBetween = (claims: readonly Claim[], from: number, until: number): string | null => {
  const edges = claims.flatMap((claim) => [claim.from, claim.until]).filter((edge) => edge > from && edge < until);
  const cuts = [...new Set([from, ...edges, until])].sort((a, b) => a - b);
  let measured = 0;
  let down = 0;
  cuts.slice(1).forEach((end, index) => {
    const start = cuts[index] ?? end;
    const state = worstBetween(claims, start, end);
    if (state === 'under_maintenance') return;
    measured += end - start;
    down += (end - start) * downTenths[state];
  });
  if (measured <= 0) return null;
  const hundredths = Math.floor((10_000 * (measured * 10 - down)) / (measured * 10));
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
};
