import type { Plan } from '../plan.ts';
import { type Finding, warning } from './finding.ts';

/** Seats that nobody holds, and seats that get no work, no alert and no command. Those that are alerted in vain are found elsewhere. */
export const seatFindings = (plan: Plan): Finding[] => {
  const alerted = new Set(plan.incidentTypes.flatMap(({ rungs }) => rungs.flatMap(({ alert }) => alert)));
  const acting = new Set(plan.incidentTypes.flatMap(({ steps }) => steps.map(({ actor }) => actor)));
  const leading = new Set(plan.levels.map(({ command }) => command));
  return plan.seats.flatMap(({ id, holders }, index) => [
    ...(holders.length === 0 && !alerted.has(id) ? [warning('seat-empty', `/seats/${index}/holders`, { name: id })] : []),
    ...(alerted.has(id) || acting.has(id) || leading.has(id) ? [] : [warning('seat-unused', `/seats/${index}`, { name: id })]),
  ]);
};
