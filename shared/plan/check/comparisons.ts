import type { Condition } from '../condition.ts';
import { type FactDefinition, fits, type PlainValue } from '../facts.ts';
import type { Plan } from '../plan.ts';
import { type Finding, warning } from './finding.ts';
import { numberOf } from './ranges.ts';

type Comparison = Extract<Condition, { fact: string }>;

const valuesOf = (comparison: Comparison): readonly (readonly [string, PlainValue])[] => {
  if ('is' in comparison) return [['is', comparison.is]];
  if ('in' in comparison) return comparison.in.map((value, index) => [`in/${index}`, value] as const);
  const { fact: _, ...bounds } = comparison;
  return Object.entries(bounds).flatMap(([name, bound]) => (bound === undefined ? [] : [[name, bound] as const]));
};

const comparesIn = (comparison: Comparison, pointer: string, definition: FactDefinition): Finding[] => {
  const exact = 'is' in comparison || 'in' in comparison;
  return valuesOf(comparison).flatMap(([name, value]) =>
    (exact ? fits(value, definition) : numberOf(value, definition) !== undefined)
      ? []
      : [warning('value-strange', `${pointer}/${name}`, { name: definition.id, fact: definition })],
  );
};

/** Comparisons with a value that the fact can never have: another type, another currency, a choice that there is not. */
export const comparisonFindings = (plan: Plan): Finding[] => {
  const facts = new Map(plan.facts.map((definition) => [definition.id, definition]));
  const walk = (condition: Condition | undefined, pointer: string): Finding[] => {
    if (condition === undefined) return [];
    if ('not' in condition) return walk(condition.not, `${pointer}/not`);
    if ('all' in condition) return condition.all.flatMap((part, index) => walk(part, `${pointer}/all/${index}`));
    if ('any' in condition) return condition.any.flatMap((part, index) => walk(part, `${pointer}/any/${index}`));
    const definition = facts.get(condition.fact);
    return definition ? comparesIn(condition, pointer, definition) : [];
  };
  return plan.incidentTypes.flatMap(({ rules, steps, rungs, notices }, place) =>
    Object.entries({ rules, steps, rungs, notices }).flatMap(([name, items]) =>
      items.flatMap(({ when }, index) => walk(when, `/incidentTypes/${place}/${name}/${index}/when`)),
    ),
  );
};
