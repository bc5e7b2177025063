import { durationMeant } from '../../problems/durations.ts';
import type { Fault, FaultValues } from '../../problems/fault.ts';
import { suggest } from '../../problems/suggest.ts';
import { namesOf } from '../names.ts';
import type { Plan } from '../plan.ts';
import { type ReferenceFault, referenceFaults, type ReferenceKind } from '../references.ts';

const valuesOf = (
  kind: ReferenceKind,
  name: string,
  other: string | undefined,
  code: ReferenceFault['code'],
  names: ReturnType<typeof namesOf>,
): FaultValues => {
  if (code === 'duplicate-id') return { name, other };
  if (kind !== 'service-level') return { name, expected: [kind], suggestion: suggest(name, names[kind]) };
  // A length of time without spaces reads like a word.
  return { name, expected: [kind], known: names[kind], suggestion: durationMeant(name) ?? suggest(name, names[kind]) };
};

/** Every name in a plan that leads nowhere in the plan, and every id that stands twice, with what was probably meant. */
export const nameFaults = (plan: Plan, most: number): Fault[] => {
  const names = namesOf(plan);
  return referenceFaults(plan)
    .slice(0, most)
    .map(({ pointer, code, kind, name, other }) => ({ in: 'body', pointer, code, values: valuesOf(kind, name, other, code, names) }));
};
