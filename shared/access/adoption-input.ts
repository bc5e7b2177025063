import * as z from 'zod';
import { Holder } from '../plan/seat.ts';
import { Slug } from '../plan/slug.ts';
import { PlainValue } from '../plan/values.ts';

/** What is filled into a template: a plan's own name, values of parameters, and people for seats. */
export const AdoptionInput = z.strictObject({
  slug: Slug,
  parameters: z.record(Slug, PlainValue).default({}),
  holders: z.record(Slug, z.array(Holder).max(50)).default({}),
  /** Kept as a draft although it could be published. */
  draft: z.boolean().default(false),
  /** Who compiled it. */
  person: Slug.optional(),
});
export type AdoptionInput = z.infer<typeof AdoptionInput>;
