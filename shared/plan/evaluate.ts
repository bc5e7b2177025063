import { durationMillis, Instant, plus } from '../instant.ts';
import type { Bound, Comparison, Condition } from './condition.ts';
import type { FactDefinition } from './facts.ts';
import { type FactValue, numberOf, type PlainValue, plainOf } from './values.ts';

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

/** A bound that is not of the fact's type never holds. */
const compare = (comparison: Comparison, value: PlainValue, definition: FactDefinition | undefined, now: Instant | undefined): boolean => {
  if ('is' in comparison) return same(value, comparison.is);
  if ('in' in comparison) return comparison.in.some((candidate) => same(value, candidate));
  if ('within' in comparison || 'since' in comparison) {
    const from = turnsAt(comparison, value);
    return from !== undefined && now !== undefined && from <= now;
  }
  const at = definition && numberOf(value, definition);
  if (definition === undefined || at === undefined) return false;
  const { atLeast, over, atMost, under } = comparison;
  const holds = (bound: Bound | undefined, test: (at: number, bound: number) => boolean) =>
    bound === undefined || test(at, numberOf(bound, definition) ?? Number.NaN);
  return (
    holds(atLeast, (a, b) => a >= b) && holds(over, (a, b) => a > b) && holds(atMost, (a, b) => a <= b) && holds(under, (a, b) => a < b)
  );
};

interface Known {
  readonly definition: FactDefinition | undefined;
  readonly value: FactValue | undefined;
  /** Names of the facts that were read. */
  readonly read: readonly string[];
}

/** What follows under given circumstances, each fact worked out once: facts that lean on each other twice would double the work at every step. */
const followed = new WeakMap<Circumstances, Map<string, Known>>();

const derive = (definition: FactDefinition, circumstances: Circumstances): Known => {
  const read = new Set([definition.id]);
  for (const { is, when } of definition.derived ?? []) {
    const found = evaluate(when, circumstances);
    for (const name of found.facts) read.add(name);
    if (found.verdict === true) return { definition, value: is, read: [...read] };
  }
  return { definition, value: undefined, read: [...read] };
};

/** What is known of a fact, and from which facts: reported, else derived. A fact that follows from itself follows from nothing. */
const known = (name: string, circumstances: Circumstances): Known => {
  const definition = circumstances.definitions.find(({ id }) => id === name);
  const reported = circumstances.facts[name];
  if (reported !== undefined || !definition?.derived) return { definition, value: reported, read: [name] };
  const all = followed.get(circumstances) ?? new Map<string, Known>();
  followed.set(circumstances, all);
  const before = all.get(name);
  if (before) return before;
  all.set(name, { definition, value: undefined, read: [name] });
  const found = derive(definition, circumstances);
  all.set(name, found);
  return found;
};

const compareFact = (comparison: Comparison, circumstances: Circumstances): Finding => {
  const { definition, value, read } = known(comparison.fact, circumstances);
  if (value === undefined) return { verdict: false, facts: read };
  const plain = plainOf(value);
  if (plain !== undefined) return { verdict: compare(comparison, plain, definition, circumstances.now), facts: read };
  return { verdict: definition?.unknown === 'ignore' ? false : undefined, facts: read };
};

/** Evaluates a condition in three values (Kleene): true, false, or hanging on something unknown. */
export const evaluate = (condition: Condition, circumstances: Circumstances): Finding => {
  if ('fact' in condition) return compareFact(condition, circumstances);
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
    const { verdict, facts } = evaluate(condition.not, circumstances);
    return { verdict: verdict === undefined ? undefined : !verdict, facts };
  }
  const decisive = 'any' in condition;
  const parts = ('any' in condition ? condition.any : condition.all).map((part) => evaluate(part, circumstances));
  const facts = [...new Set(parts.flatMap((part) => part.facts))];
  if (parts.some(({ verdict }) => verdict === decisive)) return { verdict: decisive, facts };
  return { verdict: parts.some(({ verdict }) => verdict === undefined) ? undefined : !decisive, facts };
};

/** What is reported of a fact, or follows. */
export const valueOfFact = (name: string, circumstances: Circumstances): FactValue | undefined => known(name, circumstances).value;

/** The instants at which time alone may change what a condition yields. `seen` are the derived facts that were looked at already. */
export const turningPoints = (condition: Condition, circumstances: Circumstances, seen = new Set<string>()): readonly Instant[] => {
  if ('not' in condition) return turningPoints(condition.not, circumstances, seen);
  if ('all' in condition) return condition.all.flatMap((part) => turningPoints(part, circumstances, seen));
  if ('any' in condition) return condition.any.flatMap((part) => turningPoints(part, circumstances, seen));
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
  if (seen.has(fact)) return [];
  seen.add(fact);
  const { derived = [] } = circumstances.definitions.find(({ id }) => id === fact) ?? {};
  return derived.flatMap(({ when }) => turningPoints(when, circumstances, seen));
};
