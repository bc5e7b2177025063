import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toInstant } from '../../shared/instant.ts';
import type { StateOverride } from '../../shared/notice/posted.ts';
import { type Claim, uptimeBetween, withOverrides, worstBetween } from '../../shared/status-page/history.ts';
import { type ComponentState, worse } from '../../shared/status-page/page.ts';

const minute = 60_000;
const last = 40;
const now = toInstant(last * minute);

const state = fc.constantFrom<ComponentState>('operational', 'under_maintenance', 'degraded_performance', 'partial_outage', 'major_outage');
const span = fc
  .tuple(fc.integer({ min: 0, max: last }), fc.integer({ min: 1, max: last }))
  .map(([from, length]) => ({ from, until: from + length }));
const claim = fc
  .tuple(span, state)
  .map(([{ from, until }, is]): Claim => ({ from: from * minute, until: Math.min(until * minute, last * minute + 1), state: is }))
  .filter(({ from, until, state: is }) => is !== 'operational' && from < until);
/** No two begin at once: of those it would not be told which counts. */
const overrides = fc.uniqueArray(fc.tuple(span, state, fc.boolean()), { selector: ([{ from }]) => from }).map((all) =>
  all.map(([{ from, until }, is, ends]): StateOverride => ({
    state: is,
    from: toInstant(from * minute),
    until: ends ? toInstant(until * minute) : null,
  })),
);

/** What holds at an instant, asked of each claim and override by itself. */
const stateAt = (claims: readonly Claim[], set: readonly StateOverride[], at: number): ComponentState => {
  const inForce = set.filter(({ from, until }) => Date.parse(from) <= at && (until === null || at < Date.parse(until)));
  const [newest] = inForce.toSorted((a, b) => Date.parse(b.from) - Date.parse(a.from));
  if (newest) return newest.state;
  return claims
    .filter(({ from, until }) => from <= at && at < until)
    .reduce<ComponentState>((worst, one) => worse(worst, one.state), 'operational');
};

test('claims under overrides are at every minute what each says by itself, and the percentage counts just these minutes', () => {
  fc.assert(
    fc.property(fc.array(claim), overrides, (claims, set) => {
      const minutes = Array.from({ length: last }, (_, index) => index * minute);
      const expected = minutes.map((at) => stateAt(claims, set, at));
      const held = withOverrides(claims, set, now);
      expect(minutes.map((at) => worstBetween(held, at, at + minute))).toEqual(expected);

      const tenths: Record<ComponentState, number> = {
        operational: 0,
        under_maintenance: 0,
        degraded_performance: 0,
        partial_outage: 3,
        major_outage: 10,
      };
      const counted = expected.filter((one) => one !== 'under_maintenance');
      const down = counted.reduce((sum, one) => sum + tenths[one], 0);
      const hundredths = Math.floor((10_000 * (counted.length * 10 - down)) / (counted.length * 10));
      const percent = counted.length === 0 ? null : (hundredths / 100).toFixed(2);
      expect(uptimeBetween(held, 0, last * minute)).toBe(percent);
    }),
    { numRuns: 300 },
  );
});
