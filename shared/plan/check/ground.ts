import type { Person } from '../../organization/records.ts';
import type { Fault, FaultCode, FaultValues } from '../../problems/fault.ts';
import { suggester } from '../../problems/suggest.ts';
import type { Plan } from '../plan.ts';
import { seatsOf } from '../seat.ts';

/** What of an organization a plan leans on. */
export interface Ground {
  readonly people: ReadonlyMap<string, Pick<Person, 'channels'>>;
  readonly components: ReadonlySet<string>;
}

const fault = (pointer: string, code: FaultCode, values: FaultValues): Fault => ({ in: 'body', pointer, code, values });

/** Holders that the organization does not know. */
export const unknownHolders = (plan: Plan, { people }: Ground): Fault[] => {
  const meant = suggester([...people.keys()]);
  return plan.seats.flatMap((seat, index) =>
    seat.holders.flatMap((name, place) =>
      typeof name !== 'string' || people.has(name)
        ? []
        : [fault(`/seats/${index}/holders/${place}`, 'unknown-person', { name, suggestion: meant(name) })],
    ),
  );
};

/** Alerts that reach nobody as things stand. */
export const deafSeats = (plan: Plan, { people }: Ground): Fault[] => {
  const alerted = new Set(
    plan.incidentTypes.flatMap(({ rungs }) => rungs.flatMap(({ alert }) => alert.flatMap((name) => seatsOf(plan, name)))),
  );
  return plan.seats.flatMap((seat, index) => {
    if (!alerted.has(seat.id)) return [];
    if (seat.holders.length === 0) return [fault(`/seats/${index}/holders`, 'nobody-alerted', { name: seat.id })];
    return seat.holders.flatMap((name, place) =>
      typeof name === 'string' && people.get(name)?.channels.length === 0
        ? [fault(`/seats/${index}/holders/${place}`, 'no-channel', { name })]
        : [],
    );
  });
};

/** Components that the organization does not have. */
export const unknownComponents = (plan: Plan, { components }: Ground): Fault[] => {
  const meant = suggester([...components]);
  return plan.incidentTypes.flatMap((type, index) =>
    type.components.flatMap((name, place) =>
      components.has(name)
        ? []
        : [fault(`/incidentTypes/${index}/components/${place}`, 'unknown-component', { name, suggestion: meant(name) })],
    ),
  );
};
