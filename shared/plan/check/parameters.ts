import { Duration } from '../../instant.ts';
import type { Fault } from '../../problems/fault.ts';
import type { Parameter, Plan } from '../plan.ts';
import { type Finding, warning } from './finding.ts';

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

const referencesIn = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  if (!Array.isArray(value) && 'parameter' in value && typeof value.parameter === 'string') return [value.parameter];
  return Object.values(value).flatMap(referencesIn);
};

/** Parameters that nothing uses, or whose value is not of their type. */
export const parameterFindings = (plan: Plan): Finding[] => {
  const used = new Set([...referencesIn(plan.incidentTypes), ...referencesIn(plan.facts), ...referencesIn(plan.cadences)]);
  return plan.parameters.flatMap((parameter, index) => [
    ...(used.has(parameter.id) || parameter.type === 'text'
      ? []
      : [warning('parameter-unused', `/parameters/${index}`, { name: parameter.id })]),
    ...(parameter.value === undefined || accepts[parameter.type](parameter.value, parameter)
      ? []
      : [warning('parameter-strange', `/parameters/${index}/value`, { name: parameter.id })]),
  ]);
};
