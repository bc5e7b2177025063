import type { Bound, Comparison } from '../condition.ts';
import type { FactDefinition } from '../facts.ts';
import { numberOf, type PlainValue } from '../values.ts';

/** The values of a fact that fulfil comparisons, as numbers: from `low` to `high`, where the ends may be in or out. */
export interface Range {
  readonly low: number;
  readonly lowIn: boolean;
  readonly high: number;
  readonly highIn: boolean;
}

/** The way back of {@link numberOf}. */
export const valueOf = (number: number, { type, currency = '' }: FactDefinition): PlainValue => {
  if (type === 'money') return { amount: number, currency };
  return type === 'duration' ? `PT${number}S` : number;
};

/** Everything but plain numbers is counted in whole units. */
const counted = ({ type }: FactDefinition) => type !== 'number';

/** Whether a fact can have a value in the range. Amounts, counts and durations come in whole units; durations are never negative. */
export const isEmpty = ({ low, lowIn, high, highIn }: Range, definition: FactDefinition): boolean => {
  if (!counted(definition)) return low > high || (low === high && !(lowIn && highIn));
  const first = lowIn ? Math.ceil(low) : Math.floor(low) + 1;
  const last = highIn ? Math.floor(high) : Math.ceil(high) - 1;
  return Math.max(first, definition.type === 'duration' ? 0 : first) > last;
};

/** A value in the range that is not at its ends unless it has to be. */
export const inside = ({ low, lowIn, high }: Range, definition: FactDefinition): number => {
  if (low === high) return low;
  if (low === Number.NEGATIVE_INFINITY) return high === Number.POSITIVE_INFINITY ? 0 : counted(definition) ? Math.ceil(high) - 1 : high - 1;
  if (high === Number.POSITIVE_INFINITY) return counted(definition) ? Math.floor(low) + 1 : low + 1;
  if (!counted(definition)) return low + (high - low) / 2;
  const middle = Math.floor(low + (high - low) / 2);
  return middle > low || (lowIn && middle === low) ? middle : middle + 1;
};

export const meet = (a: Range, b: Range): Range => {
  const lower = a.low > b.low || (a.low === b.low && !a.lowIn) ? a : b;
  const upper = a.high < b.high || (a.high === b.high && !a.highIn) ? a : b;
  return { low: lower.low, lowIn: lower.lowIn, high: upper.high, highIn: upper.highIn };
};

/** Whether every value of `b` is one of `a`. */
export const contains = (a: Range, b: Range): boolean => {
  const { low, lowIn, high, highIn } = meet(a, b);
  return low === b.low && lowIn === b.lowIn && high === b.high && highIn === b.highIn;
};

const whole: Range = { low: Number.NEGATIVE_INFINITY, lowIn: false, high: Number.POSITIVE_INFINITY, highIn: false };

/** The range that a comparison asks for; undefined where it is not one, or compares what cannot be compared. */
export const rangeOf = (comparison: Comparison, definition: FactDefinition): Range | undefined => {
  if ('in' in comparison || 'within' in comparison || 'since' in comparison) return undefined;
  if ('is' in comparison) {
    const at = numberOf(comparison.is, definition);
    // Equal durations may be written in several ways, and only the same text is the same.
    return at === undefined || definition.type === 'duration' ? undefined : { low: at, lowIn: true, high: at, highIn: true };
  }
  const { atLeast, over, atMost, under } = comparison;
  let range = whole;
  for (const [bound, part] of [
    [atLeast, (at: number) => ({ ...whole, low: at, lowIn: true })],
    [over, (at: number) => ({ ...whole, low: at })],
    [atMost, (at: number) => ({ ...whole, high: at, highIn: true })],
    [under, (at: number) => ({ ...whole, high: at })],
  ] as const) {
    if (bound === undefined) continue;
    const at = numberOf(bound, definition);
    if (at === undefined) return undefined;
    range = meet(range, part(at));
  }
  return range;
};

/** The comparison that asks for a range: the way back of {@link rangeOf}. */
export const conditionOf = ({ low, lowIn, high, highIn }: Range, definition: FactDefinition): Comparison => {
  const bound = (at: number) => valueOf(at, definition) as Bound;
  return {
    fact: definition.id,
    ...(Number.isFinite(low) ? (lowIn ? { atLeast: bound(low) } : { over: bound(low) }) : {}),
    ...(Number.isFinite(high) ? (highIn ? { atMost: bound(high) } : { under: bound(high) }) : {}),
  };
};
