import type { Plan } from '../plan.ts';
import { seatsOf } from '../seat.ts';
import type { Fault } from '../../problems/fault.ts';
import { type Finding, warning } from './finding.ts';
import { alertedNames } from './holders.ts';
import { planFault } from './strange.ts';
import { usedSeats } from './used.ts';

/** Whether a body answers to itself, by way of others. */
const isUnderItself = ({ bodies }: Plan, id: string): boolean => {
  const above = new Map(bodies.map((body) => [body.id, body.under]));
  const passed = new Set<string>();
  for (let at = above.get(id); at !== undefined && !passed.has(at); at = above.get(at)) {
    if (at === id) return true;
    passed.add(at);
  }
  return false;
};

/** Bodies that answer to themselves. */
export const bodyFaults = (plan: Plan): Fault[] =>
  plan.bodies.flatMap(({ id }, index) =>
    isUnderItself(plan, id) ? [planFault(`/bodies/${index}/under`, 'body-in-circle', { name: id })] : [],
  );

const bodyFindings = (plan: Plan): Finding[] =>
  plan.bodies.flatMap(({ id }, index) => (seatsOf(plan, id).length === 0 ? [warning('body-empty', `/bodies/${index}`, { name: id })] : []));

/**
 * Seats that nobody holds, and seats that the plan gives nothing to do, alone or in a body. Those that are alerted by name and in vain are found
 * elsewhere.
 */
export const seatFindings = (plan: Plan): Finding[] => {
  const alerted = new Set(alertedNames(plan));
  // Whoever sits in a body has its duties.
  const used = usedSeats(plan).union(new Set(plan.bodies.flatMap(({ id }) => seatsOf(plan, id))));
  return [
    ...bodyFindings(plan),
    ...plan.seats.flatMap(({ id, holders }, index) => [
      ...(holders.length === 0 && !alerted.has(id) ? [warning('seat-empty', `/seats/${index}/holders`, { name: id })] : []),
      ...(used.has(id) ? [] : [warning('seat-unused', `/seats/${index}`, { name: id })]),
    ]),
  ];
};
