import * as z from 'zod';
import { textOf } from '../text.ts';
import { Condition } from './condition.ts';
import { Slug } from './slug.ts';
import { PlainValue } from './values.ts';

/** What a plan wants to know about an incident. `money` is compared in minor units of `currency`. */
export const FactDefinition = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]{0,63}$/, { error: 'fact-id' })
    // Facts are keys of objects, and every object has some already.
    // `{ parameter: … }` stands for a parameter.
    .refine((id) => !(id in Object.prototype) && id !== 'parameter', { params: { code: 'fact-id' } }),
  title: textOf(200),
  type: z.enum(['integer', 'number', 'boolean', 'text', 'duration', 'instant', 'money', 'choice']),
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
  /** Seats and bodies whose decision it is: nobody else may report it. Without any, everybody may. */
  decidedBy: z.array(Slug).min(1).max(20).optional(),
  /** What follows from other facts until somebody reports it: the first that is so. A further scale, such as a warning colour, is such a choice. */
  derived: z
    .array(z.strictObject({ is: PlainValue, when: Condition }))
    .min(1)
    .max(100)
    .optional(),
});
export type FactDefinition = z.infer<typeof FactDefinition>;
