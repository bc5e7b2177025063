import * as z from 'zod';
import { Duration, durationMillis, Instant } from '../instant.ts';
import type { FactDefinition } from './facts.ts';

export const Money = z.strictObject({ amount: z.int(), currency: z.string().regex(/^[A-Z]{3}$/, { error: 'currency' }) });

/** Stands for the value of one of the plan's parameters, wherever a number or a duration may stand. */
export const ParameterReference = z.strictObject({ parameter: z.string().min(1).max(64) });
export type ParameterReference = z.infer<typeof ParameterReference>;

export const PlainValue = z.union([z.number(), z.boolean(), z.string().min(1).max(2000), Money]);
export type PlainValue = z.infer<typeof PlainValue>;

/** A value as it is reported: plain, estimated, or explicitly unknown. */
export const FactValue = z.union([
  PlainValue,
  z.strictObject({ value: PlainValue, estimated: z.literal(true) }),
  z.strictObject({ unknown: z.literal(true) }),
]);
export type FactValue = z.infer<typeof FactValue>;

/** The comparable part of a value; undefined when it is unknown. */
export const plainOf = (value: FactValue): PlainValue | undefined => {
  if (typeof value !== 'object') return value;
  if ('unknown' in value) return undefined;
  return 'value' in value ? value.value : value;
};

const accepts: Record<FactDefinition['type'], (value: PlainValue, definition: FactDefinition) => boolean> = {
  integer: (value) => Number.isSafeInteger(value),
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  text: (value) => typeof value === 'string',
  duration: (value) => Duration.safeParse(value).success,
  instant: (value) => Instant.safeParse(value).success,
  money: (value, { currency }) => typeof value === 'object' && value.currency === currency,
  choice: (value, { choices = [] }) => choices.some(({ id }) => id === value),
};

/** Whether a reported value has the type that the plan defines for the fact. */
export const fits = (value: FactValue, definition: FactDefinition): boolean => {
  const plain = plainOf(value);
  return plain === undefined || accepts[definition.type](plain, definition);
};

/** A value of a fact as a number: minor units of money, seconds of a duration. Undefined where such a fact cannot have it. */
export const numberOf = (value: PlainValue | ParameterReference | undefined, { type, currency }: FactDefinition): number | undefined => {
  if (type === 'integer' || type === 'number') return typeof value === 'number' ? value : undefined;
  if (type === 'money') return typeof value === 'object' && 'amount' in value && value.currency === currency ? value.amount : undefined;
  if (type !== 'duration' || typeof value !== 'string' || !Duration.safeParse(value).success) return undefined;
  return durationMillis(value) / 1000;
};
