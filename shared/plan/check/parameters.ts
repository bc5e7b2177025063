import { Duration } from '../../instant.ts';
import type { Fault } from '../../problems/fault.ts';
import type { Parameter, Plan } from '../plan.ts';
import { type Finding, warning } from './finding.ts';
import { planFault, strangeValues } from './strange.ts';

const accepts: Readonly<Record<Parameter['type'], (value: unknown, parameter: Parameter) => boolean>> = {
  integer: (value) => Number.isSafeInteger(value),
  number: (value) => typeof value === 'number',
  duration: (value) => Duration.safeParse(value).success,
  money: (value, { currency }) => typeof value === 'object' && value !== null && 'currency' in value && value.currency === currency,
  text: (value) => typeof value === 'string',
};

/** Parameters that have no value: such a plan can be kept and rehearsed, and is not published. */
export const missingParameters = (plan: Plan): Fault[] =>
  plan.parameters.flatMap(({ id, value }, index) =>
    value === undefined ? [{ in: 'body', pointer: `/parameters/${index}/value`, code: 'parameter-missing', values: { name: id } }] : [],
  );

const isSound = (parameter: Parameter): boolean => accepts[parameter.type](parameter.value, parameter);

const isReference = (value: unknown): value is { readonly parameter: string } =>
  typeof value === 'object' && value !== null && 'parameter' in value && typeof value.parameter === 'string';

const referencesIn = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  if (isReference(value)) return [value.parameter];
  return Object.values(value).flatMap(referencesIn);
};

const lengths: ReadonlySet<string> = new Set(['within', 'every', 'elapsed', 'since']);

/** Parameters that stand where only a duration may, and are none. */
const misplaced = (plan: Plan, value: unknown, pointer: string): Fault[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const at = `${pointer}/${key}`;
    const [named] = lengths.has(key) && isReference(inner) ? [inner.parameter] : [];
    const type = plan.parameters.find(({ id }) => id === named)?.type;
    if (type === undefined) return misplaced(plan, inner, at);
    return type === 'duration' ? [] : [planFault(at, 'type', { expected: ['duration'] })];
  });
};

/** Parameters whose value is not of their type, or that stand where their type cannot. */
export const parameterFaults = (plan: Plan): Fault[] => [
  ...plan.parameters.flatMap((parameter, index) =>
    parameter.value === undefined || isSound(parameter)
      ? []
      : [planFault(`/parameters/${index}/value`, 'parameter-strange', strangeValues(parameter.id, parameter.value, parameter))],
  ),
  ...(plan.parameters.length === 0
    ? []
    : [
        ...misplaced(plan, plan.incidentTypes, '/incidentTypes'),
        ...misplaced(plan, plan.common, '/common'),
        ...misplaced(plan, plan.facts, '/facts'),
        ...misplaced(plan, plan.cadences, '/cadences'),
      ]),
];

/** A plan without the values that do not fit their parameters: such a value is one fault, and not one wherever it stands. */
export const withSoundValues = (plan: Plan): Plan =>
  plan.parameters.every((one) => one.value === undefined || isSound(one))
    ? plan
    : { ...plan, parameters: plan.parameters.map((one) => (isSound(one) ? one : { ...one, value: undefined })) };

/** Parameters that nothing uses. */
export const parameterFindings = (plan: Plan): Finding[] => {
  const used = new Set([...referencesIn(plan.incidentTypes), ...referencesIn(plan.facts), ...referencesIn(plan.cadences)]);
  return plan.parameters.flatMap(({ id, type }, index) =>
    used.has(id) || type === 'text' ? [] : [warning('parameter-unused', `/parameters/${index}`, { name: id })],
  );
};
