import type { Person } from '../../../shared/organization/records.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { referenceFaults } from '../../../shared/plan/references.ts';
import { type Fault, faultsMax } from '../../../shared/problems/fault.ts';
import { suggest, suggester } from '../../../shared/problems/suggest.ts';
import { inBody } from '../http/answer.ts';
import { namesOf } from './names.ts';

/** What of an organization a plan leans on. */
export interface Ground {
  readonly people: ReadonlyMap<string, Person>;
  readonly components: ReadonlySet<string>;
}

const references = (plan: Plan): Fault[] => {
  const names = namesOf(plan);
  return referenceFaults(plan)
    .slice(0, faultsMax)
    .map(({ pointer, code, kind, name }) =>
      inBody(pointer, code, code === 'duplicate-id' ? { name } : { name, expected: [kind], suggestion: suggest(name, names[kind]) }),
    );
};

const holders = (plan: Plan, { people }: Ground): Fault[] => {
  const meant = suggester([...people.keys()]);
  return plan.seats.flatMap((seat, index) =>
    seat.holders.flatMap((name, place) =>
      people.has(name) ? [] : [inBody(`/seats/${index}/holders/${place}`, 'unknown-person', { name, suggestion: meant(name) })],
    ),
  );
};

/** Every name in a plan that leads nowhere. */
export const faultsIn = (plan: Plan, ground: Ground): Fault[] => [...references(plan), ...holders(plan, ground)];

const deafSeats = (plan: Plan, { people }: Ground): Fault[] => {
  const alerted = new Set(plan.incidentTypes.flatMap(({ rungs }) => rungs.flatMap(({ alert }) => alert)));
  return plan.seats.flatMap((seat, index) => {
    if (!alerted.has(seat.id)) return [];
    if (seat.holders.length === 0) return [inBody(`/seats/${index}/holders`, 'nobody-alerted', { name: seat.id })];
    return seat.holders.flatMap((name, place) =>
      people.get(name)?.channels.length === 0 ? [inBody(`/seats/${index}/holders/${place}`, 'no-channel', { name })] : [],
    );
  });
};

/** What is allowed and will not work as it stands: alerts that reach nobody, notices about nothing. */
export const warningsIn = (plan: Plan, ground: Ground): Fault[] => {
  const { components } = ground;
  const meant = suggester([...components]);
  const unknown = plan.incidentTypes.flatMap((type, index) =>
    type.components.flatMap((name, place) =>
      components.has(name)
        ? []
        : [inBody(`/incidentTypes/${index}/components/${place}`, 'unknown-component', { name, suggestion: meant(name) })],
    ),
  );
  return [...deafSeats(plan, ground), ...unknown].slice(0, faultsMax);
};
