import * as z from 'zod';

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
