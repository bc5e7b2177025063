import type { Plan } from './plan.ts';
import type { ReferenceKind } from './references.ts';

const ids = (items: readonly { readonly id: string }[]): string[] => items.map(({ id }) => id);

/** Every id that a plan gives, by what it is given to: what somebody may have meant. */
export const namesOf = (plan: Plan): Readonly<Record<ReferenceKind, readonly string[]>> => ({
  seat: [...ids(plan.seats), ...ids(plan.bodies)],
  body: ids(plan.bodies),
  fact: ids(plan.facts),
  form: ids(plan.forms),
  level: ids(plan.levels),
  rung: plan.incidentTypes.flatMap(({ rungs }) => ids(rungs)),
  step: plan.incidentTypes.flatMap(({ steps }) => ids(steps)),
  notice: plan.incidentTypes.flatMap(({ notices }) => ids(notices)),
  rule: plan.incidentTypes.flatMap(({ rules }) => ids(rules)),
  'incident-type': ids(plan.incidentTypes),
  'service-level': [...Object.keys(plan.serviceLevels), ...ids(plan.windows)],
  parameter: ids(plan.parameters),
  resource: ids(plan.resources),
  drill: ids(plan.drills),
  cadence: ids(plan.cadences),
});
