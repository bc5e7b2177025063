import * as z from 'zod';
import { Duration } from '../instant.ts';
import { textOf } from '../text.ts';
import { Slug } from './slug.ts';
import { FactValue, ParameterReference } from './values.ts';

/** Something that is kept ready. */
export const Resource = z.strictObject({
  id: Slug,
  title: textOf(200),
  quantity: z.number().min(0).optional(),
  unit: textOf(50).optional(),
  place: textOf(200).optional(),
  custodian: Slug.optional(),
});

/** Something that falls due again and again, or on certain days. */
export const Cadence = z
  .strictObject({
    id: Slug,
    title: textOf(500),
    kind: z.enum(['drill', 'training', 'review', 'inspection', 'preparation', 'milestone']),
    actor: Slug,
    every: z.union([Duration, ParameterReference]).optional(),
    dates: z.array(z.iso.date()).min(1).max(100).optional(),
    /** Also whenever this happens. */
    after: z
      .array(z.enum(['incident', 'drill', 'publication']))
      .min(1)
      .max(3)
      .optional(),
  })
  .refine(({ every, dates, after }) => every !== undefined || dates !== undefined || after !== undefined, {
    params: { code: 'cadence-empty' },
  });

/** An exercise: an incident of one of the plan's types, with what is told to those who take part. */
export const Drill = z.strictObject({
  id: Slug,
  title: textOf(200),
  incidentType: Slug,
  facts: z.record(z.string().min(1).max(64), FactValue).default({}),
  phases: z
    .array(z.strictObject({ title: textOf(200), from: Duration, until: Duration }))
    .max(20)
    .default([]),
  injects: z
    .array(
      z.strictObject({
        after: Duration,
        title: textOf(500),
        facts: z.record(z.string().min(1).max(64), FactValue).optional(),
      }),
    )
    .max(200)
    .default([]),
  observers: z.array(Slug).max(20).default([]),
  criteria: z.array(textOf(500)).max(50).default([]),
});
