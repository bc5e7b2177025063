import type { Plan } from './plan.ts';

const lists = ['steps', 'rungs', 'notices'] as const;

/** A plan whose incident types hold what is common to all of them, behind what is their own. Done twice it is the same. */
export const withCommon = (plan: Plan): Plan => {
  const { common, ...rest } = plan;
  if (!common) return plan;
  const incidentTypes = plan.incidentTypes.map((type) => ({
    ...type,
    steps: [...type.steps, ...common.steps],
    rungs: [...type.rungs, ...common.rungs],
    notices: [...type.notices, ...common.notices],
  }));
  return { ...rest, incidentTypes };
};

const inType = new RegExp(`^/incidentTypes/(\\d+)/(${lists.join('|')})/(\\d+)(.*)$`);

/** Where something of {@link withCommon} stands in the plan itself. */
export const pointerInPlan = (plan: Plan, pointer: string): string => {
  const [, type = '', list = 'steps', place = '', rest = ''] = inType.exec(pointer) ?? [];
  const own = plan.incidentTypes[Number(type)]?.[list as (typeof lists)[number]].length ?? 0;
  return type === '' || Number(place) < own ? pointer : `/common/${list}/${Number(place) - own}${rest}`;
};

/** Findings of {@link withCommon} at their places in the plan itself, each once. */
export const inPlan = <T extends { readonly pointer: string; readonly code: string }>(plan: Plan, found: readonly T[]): readonly T[] => {
  if (!plan.common) return found;
  const seen = new Set<string>();
  return found
    .map((one) => ({ ...one, pointer: pointerInPlan(plan, one.pointer) }))
    .filter(({ pointer, code }) => {
      const key = `${code} ${pointer}`;
      const fresh = !seen.has(key);
      seen.add(key);
      return fresh || !pointer.startsWith('/common/');
    });
};
