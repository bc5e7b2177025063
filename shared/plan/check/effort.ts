import { type Condition, comparisonsIn } from '../condition.ts';
import type { IncidentType, Plan } from '../plan.ts';

/**
 * How much a search that grows faster than the plan may still do, in comparisons of values or ranges. What is not reached by then is not looked at and
 * nothing is said of it: a plan with that much to compare is a machine's, or meant to keep the check busy.
 */
export interface Effort {
  left: number;
}

export const effortOf = (max: number): Effort => ({ left: max });

/** Takes so much of an effort; false, and nothing taken, when less is left. */
export const spend = (effort: Effort, comparisons: number): boolean => {
  if (comparisons > effort.left) return false;
  effort.left -= comparisons;
  return true;
};

const sizeOf = (condition: Condition): number => comparisonsIn(condition).length + 1;

const sizesOf = (parts: readonly { readonly when: Condition }[]): number => parts.reduce((sum, { when }) => sum + sizeOf(when), 0);

/** What evaluating all rules of an incident type takes at most. What follows from other facts tells of each which facts it was read from. */
export const rulesEffort = ({ facts }: Plan, { rules }: IncidentType): number => {
  const derived = facts.flatMap((fact) => fact.derived ?? []);
  const following = facts.filter((fact) => fact.derived).length;
  return (sizesOf(rules) + sizesOf(derived)) * (1 + following);
};
