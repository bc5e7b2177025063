import type { Plan } from './plan.ts';
import type { ReferenceFault } from './references.ts';

const ids = (items: readonly { readonly id: string }[]): string[] => items.map(({ id }) => id);

/** Every id that a plan gives, by what it is given to: what somebody may have meant. */
export const namesOf = (plan: Plan): Readonly<Record<ReferenceFault['kind'], readonly string[]>> => ({
  seat: ids(plan.seats),
  fact: ids(plan.facts),
  level: ids(plan.levels),
  rung: plan.incidentTypes.flatMap(({ rungs }) => ids(rungs)),
  step: plan.incidentTypes.flatMap(({ steps }) => ids(steps)),
  notice: plan.incidentTypes.flatMap(({ notices }) => ids(notices)),
  rule: plan.incidentTypes.flatMap(({ rules }) => ids(rules)),
  'incident-type': ids(plan.incidentTypes),
  'service-level': Object.keys(plan.serviceLevels),
});
