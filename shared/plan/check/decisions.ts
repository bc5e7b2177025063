import type { Plan } from '../plan.ts';
import { seatsOf } from '../seat.ts';
import { fits } from '../values.ts';
import type { FactValue } from '../values.ts';
import type { Fault } from '../../problems/fault.ts';
import { type Finding, warning } from './finding.ts';
import { isWhole, planFault, strangeValues } from './strange.ts';
import { factsRead } from './used.ts';

const strange = (plan: Plan, values: Readonly<Record<string, FactValue>> | undefined, pointer: string): Fault[] =>
  Object.entries(values ?? {}).flatMap(([name, value]) => {
    const definition = plan.facts.find(({ id }) => id === name);
    return definition && isWhole(definition) && !fits(value, definition)
      ? [planFault(`${pointer}/${name}`, 'value-strange', strangeValues(name, value, definition))]
      : [];
  });

/** Facts that follow from themselves or cannot be reported, and values that they can never follow with. */
export const factFaults = (plan: Plan): Fault[] => {
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
    ...(followsFromItself(fact.id) ? [planFault(`/facts/${index}/derived`, 'fact-in-circle', { name: fact.id })] : []),
    ...(fact.type === 'choice' && !fact.choices ? [planFault(`/facts/${index}`, 'choices-missing', { name: fact.id })] : []),
    ...(fact.type === 'money' && !fact.currency ? [planFault(`/facts/${index}`, 'currency-missing', { name: fact.id })] : []),
    ...(fact.derived ?? []).flatMap(({ is }, place) =>
      fits(is, fact) || !isWhole(fact)
        ? []
        : [planFault(`/facts/${index}/derived/${place}/is`, 'value-strange', strangeValues(fact.id, is, fact))],
    ),
  ]);
};

/** Seats that have a say and are held by whoever a fact or the level names, where anybody may report that fact or set the level. */
const openSeats = (plan: Plan): Finding[] => {
  const anybody = new Set(plan.facts.flatMap(({ id, decidedBy }) => (decidedBy ? [] : [id])));
  const leading = plan.levels.flatMap(({ command }) => (command === undefined ? [] : seatsOf(plan, command)));
  /** What makes somebody a holder of a seat at their own word; undefined where nothing does. */
  const opening = (seat: string): string | undefined => {
    const holders = plan.seats.find(({ id }) => id === seat)?.holders ?? [];
    for (const holder of holders) {
      if (typeof holder === 'string') continue;
      if ('dutyAt' in holder && anybody.has(holder.dutyAt)) return holder.dutyAt;
      if ('command' in holder && !plan.gradedBy && leading.length > 0) return 'level';
    }
    return undefined;
  };
  const found = new Map(plan.seats.map(({ id }) => [id, opening(id)]));
  const openIn = (names: readonly string[] | undefined, pointer: string): Finding[] =>
    (names ?? []).flatMap((name, place) => {
      const seat = seatsOf(plan, name).find((one) => found.get(one) !== undefined);
      const other = seat && found.get(seat);
      return seat && other ? [warning('decider-open', `${pointer}/${place}`, { name: seat, other })] : [];
    });
  return [
    ...plan.facts.flatMap(({ decidedBy }, index) => openIn(decidedBy, `/facts/${index}/decidedBy`)),
    ...openIn(plan.gradedBy, '/gradedBy'),
    ...plan.incidentTypes.flatMap(({ closure }, index) => openIn(closure?.by, `/incidentTypes/${index}/closure/by`)),
  ];
};

/** Steps that ask somebody for what somebody else decides. */
const wronglyAsked = (plan: Plan): Finding[] =>
  plan.incidentTypes.flatMap(({ steps }, index) =>
    steps.flatMap(({ id, actor, asks = [] }, n) => {
      const own = new Set(seatsOf(plan, actor));
      return asks.flatMap((name, place) => {
        const by = plan.facts.find((fact) => fact.id === name)?.decidedBy;
        if (!by || by.some((one) => seatsOf(plan, one).some((seat) => own.has(seat)))) return [];
        return [
          warning('asks-the-wrong', `/incidentTypes/${index}/steps/${n}/asks/${place}`, { name: id, other: by.join(', '), list: [name] }),
        ];
      });
    }),
  );

/** Who asks the wrong people, and who may decide by their own word. */
export const decisionFindings = (plan: Plan): Finding[] => [...wronglyAsked(plan), ...openSeats(plan)];

/** What counts as reported, or is played in drills, and cannot be. */
export const givenFaults = (plan: Plan): Fault[] => [
  ...plan.incidentTypes.flatMap(({ steps }, index) =>
    steps.flatMap(({ otherwise }, n) => strange(plan, otherwise, `/incidentTypes/${index}/steps/${n}/otherwise`)),
  ),
  ...plan.drills.flatMap(({ facts, injects }, index) => [
    ...strange(plan, facts, `/drills/${index}/facts`),
    ...injects.flatMap((inject, place) => strange(plan, inject.facts, `/drills/${index}/injects/${place}/facts`)),
  ]),
];
