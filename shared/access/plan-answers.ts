import * as z from 'zod';
import { Slug } from '../plan/slug.ts';
import { textOf } from '../text.ts';

/** What is answered about plans that are not stored. */
export const PlanFindings = z.strictObject({
  findings: z.array(
    z.strictObject({
      severity: z.enum(['error', 'warning']),
      code: z.string(),
      pointer: z.string(),
      line: z.int().min(1).optional(),
      column: z.int().min(1).optional(),
      message: z.string(),
      remedy: z.string(),
    }),
  ),
});

export const TemplateList = z.strictObject({
  items: z.array(
    z.strictObject({
      slug: Slug,
      title: textOf(200),
      purpose: textOf(5000).nullable(),
      incidentTypes: z.array(z.strictObject({ id: Slug, title: textOf(200) })),
    }),
  ),
  next: z.null(),
});

/** A plan as it is written, before defaults are filled in. */
export const TemplateDocument = z.looseObject({ title: textOf(200), incidentTypes: z.array(z.looseObject({ id: Slug })) });
