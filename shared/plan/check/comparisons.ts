import type { Comparison, Condition } from '../condition.ts';
import type { FactDefinition } from '../facts.ts';
import { fits, numberOf, PlainValue } from '../values.ts';
import type { Plan } from '../plan.ts';
import type { Fault } from '../../problems/fault.ts';
import { isWhole, planFault, strangeValues } from './strange.ts';
import { conditionsIn } from './used.ts';

const valuesOf = (comparison: Comparison): readonly (readonly [string, PlainValue])[] => {
  if ('in' in comparison) return comparison.in.map((value, index) => [`in/${index}`, value] as const);
  const { fact: _, ...asked } = comparison;
  // A parameter without a value is a finding of its own.
  return Object.entries(asked).flatMap(([name, value]) => {
    const plain = PlainValue.safeParse(value);
    return plain.success ? [[name, plain.data] as const] : [];
  });
};

const comparesIn = (comparison: Comparison, pointer: string, definition: FactDefinition): Fault[] => {
  const exact = 'is' in comparison || 'in' in comparison;
  const timed = 'within' in comparison || 'since' in comparison;
  return valuesOf(comparison).flatMap(([name, value]) =>
    (timed ? definition.type === 'instant' : exact ? fits(value, definition) : numberOf(value, definition) !== undefined)
      ? []
      : [planFault(`${pointer}/${name}`, 'value-strange', strangeValues(definition.id, value, definition))],
  );
};

/** Comparisons with a value that the fact can never have: another type, another currency, a choice that there is not. */
export const comparisonFaults = (plan: Plan): Fault[] => {
  const facts = new Map(plan.facts.map((definition) => [definition.id, definition]));
  const walk = (condition: Condition, pointer: string): Fault[] => {
    if ('not' in condition) return walk(condition.not, `${pointer}/not`);
    if ('all' in condition) return condition.all.flatMap((part, index) => walk(part, `${pointer}/all/${index}`));
    if ('any' in condition) return condition.any.flatMap((part, index) => walk(part, `${pointer}/any/${index}`));
    if ('elapsed' in condition || 'level' in condition) return [];
    const definition = facts.get(condition.fact);
    return definition && isWhole(definition) ? comparesIn(condition, pointer, definition) : [];
  };
  // What is common to all incident types stands in each, and is looked at once.
  const seen = new Set<Condition>();
  return [...conditionsIn(plan)].flatMap(({ when, pointer }) => {
    if (seen.has(when)) return [];
    seen.add(when);
    return walk(when, pointer);
  });
};
