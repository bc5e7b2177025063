import type { Plan } from '../plan.ts';
import { seatsOf } from '../seat.ts';
import { type Finding, warning } from './finding.ts';

/** Seats and bodies that are alerted, work, decide, command, sign or look after something. */
const namesUsed = (plan: Plan): readonly (string | undefined)[] => {
  const { about, signatures = {}, gradedBy = [] } = plan;
  return [
    ...[about?.interpretedBy, ...(about?.audience ?? []), ...Object.values(signatures), ...gradedBy],
    ...plan.levels.map(({ command }) => command),
    ...plan.facts.flatMap(({ decidedBy = [] }) => decidedBy),
    ...plan.incidentTypes.flatMap(({ steps, rungs, closure }) => [
      ...steps.map(({ actor }) => actor),
      ...rungs.flatMap(({ alert }) => alert),
      ...(closure?.by ?? []),
    ]),
    ...plan.resources.map(({ custodian }) => custodian),
    ...plan.drills.flatMap(({ observers }) => observers),
    ...plan.cadences.map(({ actor }) => actor),
  ];
};

/** Seats that nobody holds, and seats that the plan gives nothing to do, alone or in a body. Those that are alerted in vain are found elsewhere. */
export const seatFindings = (plan: Plan): Finding[] => {
  const seatsIn = (names: readonly (string | undefined)[]) =>
    new Set(names.flatMap((name) => (name === undefined ? [] : seatsOf(plan, name))));
  const alerted = seatsIn(plan.incidentTypes.flatMap(({ rungs }) => rungs.flatMap(({ alert }) => alert)));
  // Whoever sits in a body has its duties.
  const used = seatsIn([...namesUsed(plan), ...plan.bodies.map(({ id }) => id)]);
  return plan.seats.flatMap(({ id, holders }, index) => [
    ...(holders.length === 0 && !alerted.has(id) ? [warning('seat-empty', `/seats/${index}/holders`, { name: id })] : []),
    ...(used.has(id) ? [] : [warning('seat-unused', `/seats/${index}`, { name: id })]),
  ]);
};
