import type { Condition } from '../condition.ts';
import { evaluate, type Facts } from '../evaluate.ts';
import type { FactDefinition } from '../facts.ts';
import { type FactValue, PlainValue } from '../values.ts';
import type { Plan } from '../plan.ts';
import type { Case } from './cases.ts';
import { inside, valueOf } from './ranges.ts';

type Assignment = Record<string, FactValue>;

const assign = (condition: Condition, into: Assignment): void => {
  if ('all' in condition) for (const part of condition.all) assign(part, into);
  else if ('any' in condition) assign(condition.any[0] ?? { all: [] }, into);
  else if ('is' in condition) {
    const wanted = PlainValue.safeParse(condition.is);
    if (wanted.success) into[condition.fact] ??= wanted.data;
  } else if ('in' in condition) into[condition.fact] ??= condition.in[0] as PlainValue;
  // `not` is mostly fulfilled by saying nothing; whether it is, the evaluation below tells.
};

/** Facts that fulfil everything of a case but what it asks of one fact; undefined where none were found, which says nothing. */
export const witnessOf = (
  plan: Plan,
  definitions: ReadonlyMap<string, FactDefinition>,
  { ranges, others }: Case,
  but: string,
): Facts | undefined => {
  const facts: Assignment = {};
  for (const [name, range] of ranges) {
    const definition = definitions.get(name);
    if (definition && name !== but) facts[name] = valueOf(inside(range, definition), definition);
  }
  for (const condition of others.values()) assign(condition, facts);
  if (Object.hasOwn(facts, but)) return undefined;
  return [...others.values()].every((condition) => evaluate(condition, { facts, definitions: plan.facts }).verdict === true)
    ? facts
    : undefined;
};
