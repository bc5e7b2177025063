import type { Plan } from './plan.ts';
import type { Step } from './step.ts';

/** The facts that a step asks for: its own and those of its form. */
export const asksOf = ({ forms }: Pick<Plan, 'forms'>, step: Pick<Step, 'asks' | 'form'> | undefined): readonly string[] => [
  ...new Set([...(step?.asks ?? []), ...(forms.find(({ id }) => id === step?.form)?.facts ?? [])]),
];
