import { comparisonsIn, type Condition } from '../condition.ts';
import type { FactDefinition } from '../facts.ts';
import type { IncidentType, Plan } from '../plan.ts';
import { isEmpty, meet, type Range, rangeOf } from './ranges.ts';

/** One way in which a rule matches: facts within ranges, and other conditions beside them. A rule with `any` has several. */
export interface Case {
  readonly rule: IncidentType['rules'][number];
  /** The rule's place among its incident type's rules. */
  readonly index: number;
  readonly ranges: ReadonlyMap<string, Range>;
  /** Conditions that say no range, by their text, so that equal ones are found. */
  readonly others: ReadonlyMap<string, Condition>;
  /** Two bounds leave no value between them: never true. */
  readonly empty: boolean;
  /** How many comparisons it is made of. */
  readonly size: number;
}

const alternativesOf = (condition: Condition): readonly Condition[] =>
  'any' in condition ? condition.any.flatMap(alternativesOf) : [condition];
const partsOf = (condition: Condition): readonly Condition[] => {
  if ('all' in condition) return condition.all.flatMap(partsOf);
  const [only, ...more] = alternativesOf(condition);
  return only && more.length === 0 && only !== condition ? partsOf(only) : [condition];
};

/** The order of keys and of alternatives makes no difference to what a condition asks. */
const textOf = (condition: Condition): string => {
  if ('all' in condition) return `all(${condition.all.map(textOf).toSorted().join()})`;
  if ('any' in condition) return `any(${condition.any.map(textOf).toSorted().join()})`;
  if ('level' in condition) return `level(${[condition.level].flat().toSorted().join()})`;
  if ('elapsed' in condition) return `elapsed(${JSON.stringify(condition.elapsed)})`;
  if ('not' in condition) return `not(${textOf(condition.not)})`;
  if ('in' in condition) return JSON.stringify([condition.fact, 'in', condition.in.map((value) => JSON.stringify(value)).toSorted()]);
  return JSON.stringify(Object.entries(condition).toSorted(([a], [b]) => (a < b ? -1 : 1)));
};

const caseOf = (rule: Case['rule'], index: number, when: Condition, facts: ReadonlyMap<string, FactDefinition>): Case => {
  const ranges = new Map<string, Range>();
  const others = new Map<string, Condition>();
  let empty = false;
  for (const part of partsOf(when)) {
    const definition = 'fact' in part ? facts.get(part.fact) : undefined;
    const range = 'fact' in part && definition ? rangeOf(part, definition) : undefined;
    if (!('fact' in part) || !definition || !range) {
      others.set(textOf(part), part);
      continue;
    }
    const before = ranges.get(part.fact);
    const both = before ? meet(before, range) : range;
    empty ||= isEmpty(both, definition);
    ranges.set(part.fact, both);
  }
  return { rule, index, ranges, others, empty, size: comparisonsIn(when).length + 1 };
};

/** Every rule of an incident type as its cases. */
export const casesOf = (plan: Plan, type: IncidentType): readonly Case[] => {
  const facts = new Map(plan.facts.map((definition) => [definition.id, definition]));
  return type.rules.flatMap((rule, index) => alternativesOf(rule.when).map((when) => caseOf(rule, index, when, facts)));
};
