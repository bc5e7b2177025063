import { type Instant, plus } from '../instant.ts';
import type { ComponentState } from '../status-page/page.ts';
import type { StateOverride } from './posted.ts';

/** Longer than any bar on a status page. */
const keptMillis = 100 * 24 * 60 * 60_000;
/** More changes than an item should hold; the oldest go first. */
const overridesMax = 1000;

/** Sets a state by hand from now on, or with null ends the one that is set. Oldest first; what no bar shows any more is left out. */
export const override = (
  overrides: readonly StateOverride[],
  state: ComponentState | null,
  until: Instant | null,
  now: Instant,
): readonly StateOverride[] => {
  const oldest = plus(now, -keptMillis);
  const ended = overrides.map((one) => (one.until === null || one.until > now ? { ...one, until: now } : one));
  const kept = ended.filter((one) => one.from < (one.until ?? now) && (one.until ?? now) > oldest);
  return [...kept, ...(state === null ? [] : [{ state, from: now, until }])].slice(-overridesMax);
};
