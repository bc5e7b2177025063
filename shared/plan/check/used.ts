import { type Condition, comparisonsIn } from '../condition.ts';
import type { Plan } from '../plan.ts';
import { seatsOf } from '../seat.ts';
import { triggersOf } from '../step.ts';

/** Every condition of a plan, with its place. */
export function* conditionsIn(plan: Plan): Iterable<{ readonly when: Condition; readonly pointer: string }> {
  for (const [index, { derived = [] }] of plan.facts.entries())
    for (const [place, { when }] of derived.entries()) yield { when, pointer: `/facts/${index}/derived/${place}/when` };
  for (const [index, type] of plan.incidentTypes.entries()) {
    const at = `/incidentTypes/${index}`;
    if (type.scope) yield { when: type.scope, pointer: `${at}/scope` };
    if (type.closure?.when) yield { when: type.closure.when, pointer: `${at}/closure/when` };
    if (type.closure?.automatic) yield { when: type.closure.automatic, pointer: `${at}/closure/automatic` };
    const { rules, steps, rungs, notices } = type;
    for (const [n, { until }] of steps.entries()) if (until) yield { when: until, pointer: `${at}/steps/${n}/until` };
    for (const [name, items] of Object.entries({ rules, steps, rungs, notices }))
      for (const [n, item] of items.entries()) {
        if (item.when) yield { when: item.when, pointer: `${at}/${name}/${n}/when` };
        const on = 'on' in item ? item.on : undefined;
        for (const [m, trigger] of on === undefined ? [] : triggersOf(on).entries())
          if (typeof trigger === 'object' && 'fact' in trigger)
            yield { when: trigger, pointer: `${at}/${name}/${n}/on${Array.isArray(on) ? `/${m}` : ''}` };
      }
  }
}

/** Seats that get work, alerts, command or decisions, by themselves or as part of a body. */
export const usedSeats = (plan: Plan): ReadonlySet<string> => {
  const { about, signatures, gradedBy = [] } = plan;
  const names = [
    ...plan.incidentTypes.flatMap(({ steps, rungs, closure }) => [
      ...steps.map(({ actor }) => actor),
      ...rungs.flatMap(({ alert }) => alert),
      ...(closure?.by ?? []),
    ]),
    ...plan.levels.flatMap(({ command }) => command ?? []),
    ...plan.facts.flatMap(({ decidedBy }) => decidedBy ?? []),
    ...plan.cadences.map(({ actor }) => actor),
    ...plan.resources.flatMap(({ custodian }) => custodian ?? []),
    ...plan.drills.flatMap(({ observers }) => observers),
    ...Object.values(signatures ?? {}),
    ...(about?.audience ?? []),
    ...(about?.interpretedBy ? [about.interpretedBy] : []),
    ...gradedBy,
  ];
  return new Set(names.flatMap((name) => seatsOf(plan, name)));
};

/** Ids of facts that a condition reads by name. */
export const factsRead = (condition: Condition): readonly string[] => comparisonsIn(condition).map(({ fact }) => fact);
