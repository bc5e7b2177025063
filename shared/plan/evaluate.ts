import { Duration, durationMillis, Instant, millisOf, plus } from '../instant.ts';
import type { Bound, Comparison, Condition } from './condition.ts';
import type { FactDefinition } from './facts.ts';
import { type FactValue, type PlainValue, plainOf } from './values.ts';

/** Reported facts by name. A fact that nobody reported is absent and satisfies no comparison. */
export type Facts = Readonly<Record<string, FactValue>>;

/** What conditions are asked about. Without a time, whatever hangs on time is not so. */
export interface Circumstances {
  readonly facts: Facts;
  readonly definitions: readonly FactDefinition[];
  readonly now?: Instant;
  readonly declaredAt?: Instant;
  readonly level?: string | null;
}

/** `undefined` means that it hangs on a fact that is unknown. */
export type Verdict = boolean | undefined;
export interface Finding {
  readonly verdict: Verdict;
  /** Names of the facts that were read. */
  readonly facts: readonly string[];
}

const comparable = (value: PlainValue | Bound): number | undefined => {
  if (typeof value === 'number') return value;
  if (typeof value === 'object') return 'amount' in value ? value.amount : undefined;
  if (typeof value !== 'string') return undefined;
  if (Duration.safeParse(value).success) return durationMillis(value);
  return Instant.safeParse(value).success ? millisOf(value) : undefined;
};

const same = (a: PlainValue, b: unknown): boolean =>
  typeof a === 'object' && typeof b === 'object' && b !== null && 'amount' in b && 'currency' in b
    ? a.amount === b.amount && a.currency === b.currency
    : a === b;

/** The instant from which on a comparison with time is so; undefined for the others, and where there is nothing to compare. */
const turnsAt = (comparison: Comparison, value: PlainValue): Instant | undefined => {
  const [length, sign] = 'within' in comparison ? [comparison.within, -1] : 'since' in comparison ? [comparison.since, 1] : [undefined, 0];
  if (typeof length !== 'string' || typeof value !== 'string' || !Instant.safeParse(value).success) return undefined;
  return plus(Instant.parse(value), sign * durationMillis(length));
};

const compare = (comparison: Comparison, value: PlainValue, now: Instant | undefined): boolean => {
  if ('is' in comparison) return same(value, comparison.is);
  if ('in' in comparison) return comparison.in.some((candidate) => same(value, candidate));
  if ('within' in comparison || 'since' in comparison) {
    const from = turnsAt(comparison, value);
    return from !== undefined && now !== undefined && from <= now;
  }
  const at = comparable(value);
  if (at === undefined) return false;
  const { atLeast, over, atMost, under } = comparison;
  const holds = (bound: Bound | undefined, test: (at: number, bound: number) => boolean) =>
    bound === undefined || test(at, comparable(bound) ?? Number.NaN);
  return (
    holds(atLeast, (a, b) => a >= b) && holds(over, (a, b) => a > b) && holds(atMost, (a, b) => a <= b) && holds(under, (a, b) => a < b)
  );
};

/** What is known of a fact, and from which facts: reported, else derived. A fact that follows from itself follows from nothing. */
const known = (name: string, circumstances: Circumstances, asking: readonly string[]) => {
  const definition = circumstances.definitions.find(({ id }) => id === name);
  const reported = circumstances.facts[name];
  if (reported !== undefined || !definition?.derived || asking.includes(name)) return { definition, value: reported, read: [name] };
  const read = [name];
  for (const { is, when } of definition.derived) {
    const found = evaluateBy(when, circumstances, [...asking, name]);
    read.push(...found.facts);
    if (found.verdict === true) return { definition, value: is, read };
  }
  return { definition, value: undefined, read };
};

const compareFact = (comparison: Comparison, circumstances: Circumstances, asking: readonly string[]): Finding => {
  const { definition, value, read } = known(comparison.fact, circumstances, asking);
  if (value === undefined) return { verdict: false, facts: read };
  const plain = plainOf(value);
  if (plain !== undefined) return { verdict: compare(comparison, plain, circumstances.now), facts: read };
  return { verdict: definition?.unknown === 'ignore' ? false : undefined, facts: read };
};

const evaluateBy = (condition: Condition, circumstances: Circumstances, asking: readonly string[]): Finding => {
  if ('fact' in condition) return compareFact(condition, circumstances, asking);
  if ('level' in condition) {
    const { level } = circumstances;
    return { verdict: typeof level === 'string' && [condition.level].flat().includes(level), facts: [] };
  }
  if ('elapsed' in condition) {
    const { declaredAt, now } = circumstances;
    const so = declaredAt !== undefined && now !== undefined && typeof condition.elapsed === 'string';
    return { verdict: so && plus(declaredAt, durationMillis(condition.elapsed as string)) <= now, facts: [] };
  }
  if ('not' in condition) {
    const { verdict, facts } = evaluateBy(condition.not, circumstances, asking);
    return { verdict: verdict === undefined ? undefined : !verdict, facts };
  }
  const decisive = 'any' in condition;
  const parts = ('any' in condition ? condition.any : condition.all).map((part) => evaluateBy(part, circumstances, asking));
  const facts = [...new Set(parts.flatMap((part) => part.facts))];
  if (parts.some(({ verdict }) => verdict === decisive)) return { verdict: decisive, facts };
  return { verdict: parts.some(({ verdict }) => verdict === undefined) ? undefined : !decisive, facts };
};

/** Evaluates a condition in three values (Kleene): true, false, or hanging on something unknown. */
export const evaluate = (condition: Condition, circumstances: Circumstances): Finding => evaluateBy(condition, circumstances, []);

/** What is reported of a fact, or follows. */
export const valueOfFact = (name: string, circumstances: Circumstances): FactValue | undefined => known(name, circumstances, []).value;

/** The instants at which time alone may change what a condition yields. */
export const turningPoints = (condition: Condition, circumstances: Circumstances, asking: readonly string[] = []): readonly Instant[] => {
  if ('not' in condition) return turningPoints(condition.not, circumstances, asking);
  if ('all' in condition) return condition.all.flatMap((part) => turningPoints(part, circumstances, asking));
  if ('any' in condition) return condition.any.flatMap((part) => turningPoints(part, circumstances, asking));
  if ('level' in condition) return [];
  if ('elapsed' in condition) {
    const { declaredAt } = circumstances;
    return declaredAt !== undefined && typeof condition.elapsed === 'string' ? [plus(declaredAt, durationMillis(condition.elapsed))] : [];
  }
  const { fact } = condition;
  const reported = circumstances.facts[fact];
  if (reported !== undefined) {
    const plain = plainOf(reported);
    const at = plain === undefined ? undefined : turnsAt(condition, plain);
    return at === undefined ? [] : [at];
  }
  const derived = asking.includes(fact) ? undefined : circumstances.definitions.find(({ id }) => id === fact)?.derived;
  return (derived ?? []).flatMap(({ when }) => turningPoints(when, circumstances, [...asking, fact]));
};
