import { millisOf, type Instant } from '../instant.ts';
import type { StateOverride } from '../notice/posted.ts';
import { worse, type ComponentState, type PageMaintenance, type PageNotice, type PageUpdate } from './page.ts';

/** A stretch of time, `from` included and `until` excluded (milliseconds), in which one notice claimed one state. */
export interface Claim {
  readonly from: number;
  readonly until: number;
  readonly state: ComponentState;
}

/** Where updates left a component, from one change to the next until `end`. */
const claimsOfUpdates = (updates: readonly PageUpdate<string>[], componentId: string, start: number | null, end: number): Claim[] => {
  const claims: Claim[] = [];
  let state: ComponentState = 'operational';
  let from = start ?? 0;
  updates.toReversed().forEach((update, index) => {
    const change = update.changes.findLast((candidate) => candidate.componentId === componentId);
    if (!change) return;
    const at = millisOf(update.at);
    if (index === 0 && start !== null) {
      // The first update speaks for the whole time since the start: the outage did not wait for somebody to write about it.
      const ended = change.to === 'operational';
      claims.push({ from, until: at, state: ended ? change.from : change.to });
    } else claims.push({ from, until: at, state });
    state = change.to;
    from = at;
  });
  claims.push({ from, until: end, state });
  return claims
    .map((claim) => ({ ...claim, until: Math.min(claim.until, end) }))
    .filter((claim) => claim.state !== 'operational' && claim.from < claim.until);
};

/** What stands in for `now` as the end of what still holds: one millisecond past it, so that a claim made this very instant already shows. */
const afterNow = (now: Instant): number => millisOf(now) + 1;

/** Every claim of every notice and maintenance about a component, in no particular order. */
export const claimsAbout = (
  { notices, maintenances = [] }: { readonly notices: readonly PageNotice[]; readonly maintenances?: readonly PageMaintenance[] },
  componentId: string,
  now: Instant,
): readonly Claim[] => [
  ...notices.flatMap(({ updates, startedAt, resolvedAt }) =>
    claimsOfUpdates(updates, componentId, millisOf(startedAt), resolvedAt === null ? afterNow(now) : millisOf(resolvedAt)),
  ),
  ...maintenances.flatMap(({ updates }) => claimsOfUpdates(updates, componentId, null, afterNow(now))),
];

interface Span {
  readonly from: number;
  readonly until: number;
  readonly state: ComponentState;
}

/** Overrides in the order in which they began. */
const spansOf = (overrides: readonly StateOverride[]): readonly Span[] =>
  overrides
    .map(({ from, until, state }) => ({ from: millisOf(from), until: until === null ? Number.POSITIVE_INFINITY : millisOf(until), state }))
    .sort((a, b) => a.from - b.from);

/** Claims as they stand once somebody's overrides replaced them, each for its own time. */
export const withOverrides = (claims: readonly Claim[], overrides: readonly StateOverride[], now: Instant): readonly Claim[] => {
  if (overrides.length === 0) return claims;
  const end = afterNow(now);
  const spans = spansOf(overrides);
  const edges = spans.flatMap(({ from, until }) => [from, until]).filter((edge) => edge < end);
  const cuts = [...new Set([0, ...edges, end])].sort((a, b) => a - b);
  // Those that have begun, the last one on top; what has ended goes once it comes to the top.
  const begun: Span[] = [];
  let next = 0;
  return cuts.slice(1).flatMap((until, index): Claim | Claim[] => {
    const from = cuts[index] ?? until;
    for (let span = spans[next]; span && span.from <= from; span = spans[(next += 1)]) begun.push(span);
    while ((begun.at(-1)?.until ?? end) <= from) begun.pop();
    const override = begun.at(-1);
    if (override) return override.state === 'operational' ? [] : { from, until, state: override.state };
    return claims
      .filter((claim) => claim.from < until && claim.until > from)
      .map((claim) => ({ state: claim.state, from: Math.max(claim.from, from), until: Math.min(claim.until, until) }));
  });
};

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
 * A major outage counts in full, a partial one at three tenths, degraded performance not at all; maintenance is left out of the
 * time that is measured. Where notices overlap, the worst of them counts, so an outage during maintenance is an outage. An override
 * counts as what it says. Null when nothing is left to measure.
 */
export const uptimeBetween = (claims: readonly Claim[], from: number, until: number): string | null => {
  const turns = claims
    .filter((claim) => claim.from < until && claim.until > from)
    .flatMap(({ state, from: begin, until: end }) => [
      { at: Math.max(begin, from), state, by: 1 },
      { at: Math.min(end, until), state, by: -1 },
    ])
    .sort((a, b) => a.at - b.at);
  const claiming = new Map<ComponentState, number>();
  let measured = 0;
  let down = 0;
  let since = from;
  for (const { at, state, by } of [...turns, { at: until, state: 'operational' as const, by: 0 }]) {
    const worst = [...claiming].reduce<ComponentState>((all, [one, count]) => (count > 0 ? worse(all, one) : all), 'operational');
    if (worst !== 'under_maintenance') {
      measured += at - since;
      down += (at - since) * downTenths[worst];
    }
    claiming.set(state, (claiming.get(state) ?? 0) + by);
    since = at;
  }
  if (measured <= 0) return null;
  const hundredths = Math.floor((10_000 * (measured * 10 - down)) / (measured * 10));
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
};
