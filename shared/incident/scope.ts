import type { Instant } from '../instant.ts';
import { evaluate } from '../plan/evaluate.ts';
import { incidentTypeOf, type Plan } from '../plan/plan.ts';
import { circumstancesOf } from './circumstances.ts';
import type { IncidentState } from './state.ts';

export type Scope = 'inside' | 'outside' | 'unknown';

/** Whether the plan covers what happened, by the scope of its incident type; unknown where that hangs on what nobody has said. Null without a scope. */
export const scopeOf = (plan: Plan, state: IncidentState, now: Instant): Scope | null => {
  const scope = incidentTypeOf(plan, state.incidentType)?.scope;
  if (scope === undefined) return null;
  const circumstances = circumstancesOf(plan, state, now);
  // Unlike in grading, where silence satisfies nothing: nobody has said yet that it is outside.
  const silent = plan.facts.filter(({ derived }) => !derived).map(({ id }) => [id, { unknown: true }] as const);
  const { verdict } = evaluate(scope, {
    ...circumstances,
    facts: { ...Object.fromEntries(silent), ...circumstances.facts },
    definitions: plan.facts.map((fact) => ({ ...fact, unknown: 'worse' as const })),
  });
  return verdict === undefined ? 'unknown' : verdict ? 'inside' : 'outside';
};
