import { pointerOf } from '../../problems/pointer.ts';
import type { Plan } from '../plan.ts';
import { type Finding, warning } from './finding.ts';

/** Urgency words and windows that nothing uses. A word without a number is a reference that leads nowhere, and found as such. */
export const serviceLevelFindings = (plan: Plan): Finding[] => {
  const used = new Set(
    plan.incidentTypes.flatMap(({ steps, rungs }) => [
      ...steps.flatMap(({ within, every }) => [within, every]),
      ...rungs.map(({ answer }) => answer?.within),
    ]),
  );
  return [
    ...Object.keys(plan.serviceLevels)
      .filter((word) => !used.has(word))
      .map((word) => warning('service-level-unused', pointerOf(['serviceLevels', word]), { name: word })),
    ...plan.windows.flatMap(({ id }, index) => (used.has(id) ? [] : [warning('service-level-unused', `/windows/${index}`, { name: id })])),
  ];
};
