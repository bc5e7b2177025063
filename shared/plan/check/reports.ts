import { type Comparison, comparisonsIn } from '../condition.ts';
import type { Facts } from '../evaluate.ts';
import type { FactDefinition } from '../facts.ts';
import type { IncidentType, Plan } from '../plan.ts';
import { type FactValue, numberOf, PlainValue } from '../values.ts';
import { inside, valueOf } from './ranges.ts';

const reportsMax = 3000;

const valuesIn = (comparison: Comparison): readonly PlainValue[] => {
  const { fact: _, ...asked } = comparison;
  return Object.values(asked)
    .flat()
    .flatMap((value) => PlainValue.safeParse(value).data ?? []);
};

/** One value of every kind that the comparisons tell apart, besides no value and an unknown one. */
const kindsOf = (definition: FactDefinition, named: readonly PlainValue[]): readonly FactValue[] => {
  if (definition.type === 'boolean') return [true, false];
  if (definition.type === 'choice') return (definition.choices ?? []).map(({ id }) => id);
  const numbers = [...new Set(named.flatMap((value) => numberOf(value, definition) ?? []))].toSorted((a, b) => a - b);
  const between = [Number.NEGATIVE_INFINITY, ...numbers].map((low, index) => {
    const range = { low, lowIn: false, high: numbers[index] ?? Number.POSITIVE_INFINITY, highIn: false };
    return inside(range, definition);
  });
  if (definition.type === 'text') return [...new Set(named.map(String)), 'something that nobody named'];
  return [...numbers, ...between].filter((at) => definition.type !== 'duration' || at >= 0).map((at) => valueOf(at, definition));
};

/** Reports that stand for all reports, as far as the rules of an incident type can tell them apart; undefined where there are too many. */
export const reportsOf = (plan: Plan, type: IncidentType): readonly Facts[] | undefined => {
  const byFact = Map.groupBy(
    type.rules.flatMap(({ when }) => comparisonsIn(when)),
    ({ fact }) => fact,
  );
  let reports: Facts[] = [{}];
  for (const [name, comparisons] of byFact) {
    const definition = plan.facts.find(({ id }) => id === name);
    if (!definition) continue;
    const values = [undefined, { unknown: true } as const, ...kindsOf(definition, comparisons.flatMap(valuesIn))];
    if (reports.length * values.length > reportsMax) return undefined;
    reports = reports.flatMap((facts) => values.map((value) => (value === undefined ? facts : { ...facts, [name]: value })));
  }
  return reports;
};
