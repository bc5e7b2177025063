import type { Instant } from '../../instant.ts';
import type { Person } from '../../organization/records.ts';
import type { Roster } from '../../organization/roster.ts';
import { type Fault, type FaultCode, faultsMax, type FaultValues } from '../../problems/fault.ts';
import { suggester } from '../../problems/suggest.ts';
import { inPlan, withCommon } from '../common.ts';
import type { Plan } from '../plan.ts';
import { seatsOf } from '../seat.ts';
import type { Language } from '../../text.ts';
import { alertedNames, alertedSeats, castOf } from './holders.ts';

/** What of an organization a plan leans on, and the moment at which it is looked at. */
export interface Ground {
  readonly people: ReadonlyMap<string, Pick<Person, 'channels' | 'positions'>>;
  readonly components: ReadonlySet<string>;
  readonly rosters: ReadonlyMap<string, Pick<Roster, 'shifts'>>;
  /** The incident types of each plan. */
  readonly plans: ReadonlyMap<string, readonly string[]>;
  readonly timeZone: string;
  /** Those in which the organization writes. */
  readonly languages: readonly Language[];
  readonly now: Instant;
}

const fault = (pointer: string, code: FaultCode, values: FaultValues): Fault => ({ in: 'body', pointer, code, values });

/** Holders that the organization does not know: people and rosters. */
export const unknownHolders = (plan: Plan, { people, rosters }: Ground): Fault[] => {
  const person = suggester([...people.keys()]);
  const roster = suggester([...rosters.keys()]);
  return plan.seats.flatMap((seat, index) =>
    seat.holders.flatMap((holder, place) => {
      const at = `/seats/${index}/holders/${place}`;
      if (typeof holder === 'string')
        return people.has(holder) ? [] : [fault(at, 'unknown-person', { name: holder, suggestion: person(holder) })];
      if (!('duty' in holder) || rosters.has(holder.duty)) return [];
      return [fault(`${at}/duty`, 'unknown-roster', { name: holder.duty, suggestion: roster(holder.duty) })];
    }),
  );
};

/** Alerts that reach nobody as things stand: of a body, if none of its seats is held. */
export const deafSeats = (plan: Plan, ground: Ground): Fault[] => {
  const whole = withCommon(plan);
  const named = new Set(alertedNames(whole));
  const alerted = alertedSeats(whole);
  const { behind, isHeld } = castOf(plan, ground);
  const deaf: Fault[] = plan.bodies.flatMap(({ id }, index) =>
    named.has(id) && !seatsOf(plan, id).some(isHeld) ? [fault(`/bodies/${index}`, 'nobody-alerted', { name: id })] : [],
  );
  for (const [index, { id, holders }] of plan.seats.entries()) {
    if (!alerted.has(id)) continue;
    if (named.has(id) && !isHeld(id)) deaf.push(fault(`/seats/${index}/holders`, 'nobody-alerted', { name: id }));
    for (const [place, holder] of holders.entries())
      for (const name of behind(holder)) {
        if (deaf.length >= faultsMax) return deaf;
        if (ground.people.get(name)?.channels.length === 0) deaf.push(fault(`/seats/${index}/holders/${place}`, 'no-channel', { name }));
      }
  }
  return deaf;
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

/** Plans that steps start and that the organization does not have, and their incident types. */
export const unknownPlans = (plan: Plan, { plans }: Ground): readonly Fault[] => {
  const meant = suggester([...plans.keys()]);
  const found = withCommon(plan).incidentTypes.flatMap(({ steps }, index) =>
    steps.flatMap(({ starts }, place) => {
      if (!starts) return [];
      const at = `/incidentTypes/${index}/steps/${place}/starts`;
      const types = plans.get(starts.plan);
      if (!types) return [fault(`${at}/plan`, 'unknown-plan', { name: starts.plan, suggestion: meant(starts.plan) })];
      const { incidentType: name } = starts;
      if (name === undefined || types.includes(name)) return [];
      return [fault(`${at}/incidentType`, 'unknown-incident-type', { name, expected: types, suggestion: suggester(types)(name) })];
    }),
  );
  return inPlan(plan, found);
};
