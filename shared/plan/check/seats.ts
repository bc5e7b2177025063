import type { Plan } from '../plan.ts';
import { seatsOf } from '../seat.ts';
import { type Finding, warning } from './finding.ts';
import { alertedNames, alertedSeats, decidingSeats } from './holders.ts';

/** Seats and bodies that have something to do: work, a command, a signature, a post of the programme. */
const actingNames = (plan: Plan): readonly (string | undefined)[] => [
  ...plan.incidentTypes.flatMap(({ steps }) => steps.map(({ actor }) => actor)),
  ...plan.levels.map(({ command }) => command),
  ...Object.values(plan.signatures ?? {}),
  ...plan.cadences.map(({ actor }) => actor),
  ...plan.drills.flatMap(({ observers }) => observers),
  ...plan.resources.map(({ custodian }) => custodian),
];

/**
 * Seats that nobody holds, and seats that have nothing to do, neither by themselves nor in a body. Those that are alerted by name and in vain are found
 * elsewhere.
 */
export const seatFindings = (plan: Plan): Finding[] => {
  const named = new Set(alertedNames(plan));
  const acting = new Set(actingNames(plan).flatMap((name) => (name === undefined ? [] : seatsOf(plan, name))));
  const used = alertedSeats(plan).union(decidingSeats(plan)).union(acting);
  return plan.seats.flatMap(({ id, holders }, index) => [
    ...(holders.length === 0 && !named.has(id) ? [warning('seat-empty', `/seats/${index}/holders`, { name: id })] : []),
    ...(used.has(id) ? [] : [warning('seat-unused', `/seats/${index}`, { name: id })]),
  ]);
};
