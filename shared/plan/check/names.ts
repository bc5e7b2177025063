import type { Fault } from '../../problems/fault.ts';
import { suggest } from '../../problems/suggest.ts';
import { namesOf } from '../names.ts';
import type { Plan } from '../plan.ts';
import { referenceFaults } from '../references.ts';

/** Every name in a plan that leads nowhere in the plan, and every id that stands twice, with what was probably meant. */
export const nameFaults = (plan: Plan, most: number): Fault[] => {
  const names = namesOf(plan);
  return referenceFaults(plan)
    .slice(0, most)
    .map(({ pointer, code, kind, name }) => ({
      in: 'body',
      pointer,
      code,
      values: code === 'duplicate-id' ? { name } : { name, expected: [kind], suggestion: suggest(name, names[kind]) },
    }));
};
