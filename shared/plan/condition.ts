import * as z from 'zod';
import { Duration } from '../instant.ts';
import { Slug } from './slug.ts';
import { Money, ParameterReference, PlainValue } from './values.ts';

const factId = z.string().min(1).max(64);
const Bound = z.union([z.number(), Money, Duration, ParameterReference]);
export type Bound = z.infer<typeof Bound>;
const Length = z.union([Duration, ParameterReference]);
type Length = z.infer<typeof Length>;
const Wanted = z.union([PlainValue, ParameterReference]);

/**
 * What is asked of one fact. `atLeast`, `over`, `atMost` and `under` together make a range. Of an instant: `within` a duration it comes or has come,
 * `since` a duration it has passed.
 */
export type Comparison =
  | { fact: string; is: z.infer<typeof Wanted> }
  | { fact: string; in: PlainValue[] }
  | { fact: string; atLeast?: Bound | undefined; over?: Bound | undefined; atMost?: Bound | undefined; under?: Bound | undefined }
  | { fact: string; within: Length }
  | { fact: string; since: Length };

const comparisons = [
  z.strictObject({ fact: factId, is: Wanted }),
  z.strictObject({ fact: factId, in: z.array(PlainValue).min(1).max(100) }),
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
  z.strictObject({ fact: factId, within: Length }),
  z.strictObject({ fact: factId, since: Length }),
] as const;
export const Comparison: z.ZodType<Comparison> = z.union(comparisons);

/** A question about an incident. Comparisons read like the plan: `{ fact: householdsAffected, atLeast: 5000 }`; `elapsed` counts from the declaration, `level` is
 * the incident's at that moment (rules cannot ask for it). */
export type Condition =
  Comparison | { elapsed: Length } | { level: string | string[] } | { all: Condition[] } | { any: Condition[] } | { not: Condition };
export const Condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    ...comparisons,
    z.strictObject({ elapsed: Length }),
    z.strictObject({ level: z.union([Slug, z.array(Slug).min(1).max(20)]) }),
    z.strictObject({ all: z.array(Condition).min(1).max(100) }),
    z.strictObject({ any: z.array(Condition).min(1).max(100) }),
    z.strictObject({ not: Condition }),
  ]),
);

/** Every comparison that a condition is made of. */
export const comparisonsIn = (condition: Condition): readonly Comparison[] => {
  if ('fact' in condition) return [condition];
  if ('elapsed' in condition || 'level' in condition) return [];
  if ('not' in condition) return comparisonsIn(condition.not);
  return ('all' in condition ? condition.all : condition.any).flatMap(comparisonsIn);
};

/** Whether a condition asks for the incident's level. */
export const readsLevel = (condition: Condition): boolean => {
  if ('level' in condition) return true;
  if ('not' in condition) return readsLevel(condition.not);
  if ('all' in condition) return condition.all.some(readsLevel);
  return 'any' in condition && condition.any.some(readsLevel);
};
