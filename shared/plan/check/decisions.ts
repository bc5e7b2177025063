import type { Plan } from '../plan.ts';
import { seatsOf } from '../seat.ts';
import { fits } from '../values.ts';
import type { FactValue } from '../values.ts';
import { type Finding, warning } from './finding.ts';
import { factsRead } from './used.ts';

const strange = (plan: Plan, values: Readonly<Record<string, FactValue>> | undefined, pointer: string): Finding[] =>
  Object.entries(values ?? {}).flatMap(([name, value]) => {
    const definition = plan.facts.find(({ id }) => id === name);
    return definition && !fits(value, definition) ? [warning('value-strange', `${pointer}/${name}`, { name, fact: definition })] : [];
  });

/** Facts that follow from themselves, and values that a fact can never have. */
export const factFindings = (plan: Plan): Finding[] => {
  const sources = new Map(plan.facts.map(({ id, derived = [] }) => [id, derived.flatMap(({ when }) => factsRead(when))]));
  const followsFromItself = (id: string): boolean => {
    const seen = new Set<string>();
    const open = [...(sources.get(id) ?? [])];
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      if (one === id) return true;
      if (!seen.has(one)) open.push(...(sources.get(one) ?? []));
      seen.add(one);
    }
    return false;
  };
  return plan.facts.flatMap((fact, index) => [
    ...(followsFromItself(fact.id) ? [warning('fact-in-circle', `/facts/${index}/derived`, { name: fact.id })] : []),
    ...(fact.type === 'choice' && !fact.choices ? [warning('choices-missing', `/facts/${index}`, { name: fact.id })] : []),
    ...(fact.type === 'money' && !fact.currency ? [warning('currency-missing', `/facts/${index}`, { name: fact.id })] : []),
    ...(fact.derived ?? []).flatMap(({ is }, place) =>
      fits(is, fact) ? [] : [warning('value-strange', `/facts/${index}/derived/${place}/is`, { name: fact.id, fact })],
    ),
  ]);
};

/** Steps that ask somebody for what somebody else decides, and what counts as reported and cannot be. */
export const decisionFindings = (plan: Plan): Finding[] => [
  ...plan.incidentTypes.flatMap(({ steps }, index) =>
    steps.flatMap(({ id, actor, asks = [], otherwise }, n) => {
      const at = `/incidentTypes/${index}/steps/${n}`;
      const own = new Set(seatsOf(plan, actor));
      const others = asks.flatMap((name, place) => {
        const by = plan.facts.find((fact) => fact.id === name)?.decidedBy;
        if (!by || by.some((one) => seatsOf(plan, one).some((seat) => own.has(seat)))) return [];
        return [warning('asks-the-wrong', `${at}/asks/${place}`, { name: id, other: by.join(', '), list: [name] })];
      });
      return [...others, ...strange(plan, otherwise, `${at}/otherwise`)];
    }),
  ),
  ...plan.drills.flatMap(({ facts, injects }, index) => [
    ...strange(plan, facts, `/drills/${index}/facts`),
    ...injects.flatMap((inject, place) => strange(plan, inject.facts, `/drills/${index}/injects/${place}/facts`)),
  ]),
];
