import { deafSeats, type Ground, unknownComponents, unknownHolders, unknownPlans } from '../../../shared/plan/check/ground.ts';
import { nameFaults } from '../../../shared/plan/check/names.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { type Fault, faultsMax } from '../../../shared/problems/fault.ts';

/** Why a plan is not stored: every name in it that leads nowhere. */
export const faultsIn = (plan: Plan, ground: Ground): Fault[] => [...nameFaults(plan, faultsMax), ...unknownHolders(plan, ground)];

/** What is stored and will not work as it stands: alerts that reach nobody, notices about nothing, plans that there are not. The plan knows itself. */
export const warningsIn = (plan: Plan, slug: string, ground: Ground): Fault[] => {
  const plans = new Map([...ground.plans, [slug, plan.incidentTypes.map(({ id }) => id)]]);
  return [...deafSeats(plan, ground), ...unknownComponents(plan, ground), ...unknownPlans(plan, { ...ground, plans })].slice(0, faultsMax);
};
