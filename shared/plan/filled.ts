import type { IncidentType, Plan } from './plan.ts';
import { withCommon } from './common.ts';
import type { Step } from './step.ts';
import type { Text } from '../text.ts';

const isReference = (value: object): value is { parameter: string } =>
  'parameter' in value && typeof value.parameter === 'string' && Object.keys(value).length === 1;

/** Puts values in the place of references. What is common to all incident types stands in each as one object, and stays one. */
const filling = (values: ReadonlyMap<string, unknown>) => {
  const done = new Map<object, unknown>();
  const made = (value: object): unknown => {
    if (Array.isArray(value)) return value.map(fill);
    if (isReference(value)) return values.get(value.parameter) ?? value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner as unknown)]));
  };
  const fill = <T>(value: T): T => {
    if (typeof value !== 'object' || value === null) return value;
    const result = done.get(value) ?? made(value);
    done.set(value, result);
    return result as T;
  };
  return fill;
};

const minimal: readonly (readonly [string, Text])[] = [
  ['report', { en: 'Report what happened, where and since when', 'zh-CN': '报告发生了什么、在何处、自何时起' }],
  ['assess', { en: 'Assess how bad it is and how it will develop', 'zh-CN': '研判严重程度与发展趋势' }],
  ['assign', { en: 'Assign the work to people', 'zh-CN': '落实处置人员' }],
  ['notify', { en: 'Notify whoever is concerned', 'zh-CN': '通知相关各方' }],
  ['end', { en: 'End the response and say so', 'zh-CN': '结束处置并告知' }],
  ['review', { en: 'Review what happened and improve the plan', 'zh-CN': '总结评估并改进预案' }],
];

const minimalSteps = (plan: Plan): readonly Step[] => {
  const actor = plan.levels[0]?.command ?? plan.bodies[0]?.id ?? plan.seats[0]?.id;
  if (actor === undefined) return [];
  return minimal.map(([id, title], index) => {
    const [before] = minimal[index - 1] ?? [];
    return { id, title, actor, ...(before === undefined ? {} : { after: [before] }) };
  });
};

const withProcedure = (plan: Plan, type: IncidentType): IncidentType =>
  type.procedure === 'minimal' && type.steps.length === 0 ? { ...type, steps: [...minimalSteps(plan)] } : type;

/** A plan as it runs: what is common in every incident type, parameters replaced by their values, minimal procedures written out. A parameter without a value stays as it is. */
export const filled = (stored: Plan): Plan => {
  const plan = withCommon(stored);
  const values = new Map(plan.parameters.flatMap(({ id, value }) => (value === undefined ? [] : [[id, value] as const])));
  const fill = filling(values);
  const bare = values.size === 0 ? plan : { ...plan, incidentTypes: fill(plan.incidentTypes), facts: fill(plan.facts) };
  return bare.incidentTypes.some(({ procedure }) => procedure)
    ? { ...bare, incidentTypes: bare.incidentTypes.map((type) => withProcedure(bare, type)) }
    : bare;
};

/** What plans had not yet when the model was narrower. */
const come: Partial<Plan> = {
  principles: [],
  parameters: [],
  bodies: [],
  forms: [],
  windows: [],
  resources: [],
  drills: [],
  cadences: [],
  sharing: {},
  notYetWritten: [],
};
const comeOfType: Partial<IncidentType> = { gap: 'worse', prevention: [], notYetWritten: [] };

/** A plan that was stored when the model was narrower, with what has come since. */
export const lifted = (plan: Plan): Plan => ({
  ...come,
  ...plan,
  incidentTypes: plan.incidentTypes.map((type) => ({ ...comeOfType, ...type })),
});
