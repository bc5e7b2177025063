import * as z from 'zod';
import { Duration, durationMillis } from '../instant.ts';
import { type FactDefinition, type FactValue, Money, type PlainValue, plainOf } from './facts.ts';

const Bound = z.union([z.number(), Money, Duration]);
const factId = z.string().min(1).max(64);

/**
 * A question about facts. Comparisons read like the plan: `{ fact: householdsAffected, atLeast: 5000 }`.
 * `from` and `below` bounds may be combined in one comparison to say a range.
 */
export type Condition =
  | { fact: string; is: PlainValue }
  | { fact: string; in: PlainValue[] }
  | { fact: string; atLeast?: Bound; over?: Bound; atMost?: Bound; under?: Bound }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition };
type Bound = z.infer<typeof Bound>;

const plain = z.union([z.number(), z.boolean(), z.string().min(1).max(2000), Money]);
export const Condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ fact: factId, is: plain }),
    z.strictObject({ fact: factId, in: z.array(plain).min(1).max(100) }),
    z
      .strictObject({
        fact: factId,
        atLeast: Bound.optional(),
        over: Bound.optional(),
        atMost: Bound.optional(),
        under: Bound.optional(),
      })
      .refine(({ atLeast, over, atMost, under }) => [atLeast, over, atMost, under].some((bound) => bound !== undefined), {
        params: { code: 'bound-missing' },
      }),
    z.strictObject({ all: z.array(Condition).min(1).max(100) }),
    z.strictObject({ any: z.array(Condition).min(1).max(100) }),
    z.strictObject({ not: Condition }),
  ]),
);

/** `undefined` means that it hangs on a fact that is unknown. */
export type Verdict = boolean | undefined;
export interface Finding {
  readonly verdict: Verdict;
  /** Names of the facts that were read. */
  readonly facts: readonly string[];
}

/** Reported facts by name. A fact that nobody reported is absent and satisfies no comparison. */
export type Facts = Readonly<Record<string, FactValue>>;

const comparable = (value: PlainValue | Bound): number | undefined => {
  if (typeof value === 'number') return value;
  if (typeof value === 'object') return value.amount;
  return typeof value === 'string' && Duration.safeParse(value).success ? durationMillis(value) : undefined;
};

const same = (a: PlainValue, b: PlainValue): boolean =>
  typeof a === 'object' && typeof b === 'object' ? a.amount === b.amount && a.currency === b.currency : a === b;

type Comparison = Extract<Condition, { fact: string }>;

const compare = (comparison: Comparison, value: PlainValue): boolean => {
  if ('is' in comparison) return same(value, comparison.is);
  if ('in' in comparison) return comparison.in.some((candidate) => same(value, candidate));
  const at = comparable(value);
  if (at === undefined) return false;
  const { atLeast, over, atMost, under } = comparison;
  const holds = (bound: Bound | undefined, test: (at: number, bound: number) => boolean) =>
    bound === undefined || test(at, comparable(bound) ?? Number.NaN);
  return (
    holds(atLeast, (a, b) => a >= b) && holds(over, (a, b) => a > b) && holds(atMost, (a, b) => a <= b) && holds(under, (a, b) => a < b)
  );
};

const compareFact = (comparison: Comparison, facts: Facts, definitions: readonly FactDefinition[]): Verdict => {
  const reported = facts[comparison.fact];
  if (reported === undefined) return false;
  const value = plainOf(reported);
  if (value !== undefined) return compare(comparison, value);
  return definitions.find(({ id }) => id === comparison.fact)?.unknown === 'ignore' ? false : undefined;
};

/** Evaluates a condition in three values (Kleene): true, false, or hanging on something unknown. */
export const evaluate = (condition: Condition, facts: Facts, definitions: readonly FactDefinition[]): Finding => {
  if ('fact' in condition) return { verdict: compareFact(condition, facts, definitions), facts: [condition.fact] };
  if ('not' in condition) {
    const { verdict, facts: read } = evaluate(condition.not, facts, definitions);
    return { verdict: verdict === undefined ? undefined : !verdict, facts: read };
  }
  const decisive = 'any' in condition;
  const parts = ('any' in condition ? condition.any : condition.all).map((part) => evaluate(part, facts, definitions));
  const read = [...new Set(parts.flatMap((part) => part.facts))];
  if (parts.some(({ verdict }) => verdict === decisive)) return { verdict: decisive, facts: read };
  return { verdict: parts.some(({ verdict }) => verdict === undefined) ? undefined : !decisive, facts: read };
};
