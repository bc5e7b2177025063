import * as z from 'zod';
import { Duration } from '../instant.ts';
import { textOf } from '../text.ts';
import { Slug } from './slug.ts';

/** What a plan wants to know about an incident. `money` is compared in minor units of `currency`. */
export const FactDefinition = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]{0,63}$/, { error: 'fact-id' })
    // Facts are keys of objects, and every object has some already.
    .refine((id) => !(id in Object.prototype), { params: { code: 'fact-id' } }),
  title: textOf(200),
  type: z.enum(['integer', 'number', 'boolean', 'text', 'duration', 'money', 'choice']),
  choices: z
    .array(z.strictObject({ id: Slug, title: textOf(200) }))
    .min(1)
    .max(100)
    .optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, { error: 'currency' })
    .optional(),
  /** How grading treats a fact that is reported as unknown: as if it were as bad as the rule asks, or not at all. */
  unknown: z.enum(['worse', 'ignore']).default('worse'),
});
export type FactDefinition = z.infer<typeof FactDefinition>;

export const Money = z.strictObject({ amount: z.int(), currency: z.string().regex(/^[A-Z]{3}$/, { error: 'currency' }) });
const Plain = z.union([z.number(), z.boolean(), z.string().min(1).max(2000), Money]);

/** A value as it is reported: plain, estimated, or explicitly unknown. */
export const FactValue = z.union([
  Plain,
  z.strictObject({ value: Plain, estimated: z.literal(true) }),
  z.strictObject({ unknown: z.literal(true) }),
]);
export type FactValue = z.infer<typeof FactValue>;
export type PlainValue = z.infer<typeof Plain>;

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
  money: (value, { currency }) => typeof value === 'object' && value.currency === currency,
  choice: (value, { choices = [] }) => choices.some(({ id }) => id === value),
};

/** Whether a reported value has the type that the plan defines for the fact. */
export const fits = (value: FactValue, definition: FactDefinition): boolean => {
  const plain = plainOf(value);
  return plain === undefined || accepts[definition.type](plain, definition);
};
