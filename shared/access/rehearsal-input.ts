import * as z from 'zod';
import { Duration, Instant } from '../instant.ts';
import { Plan } from '../plan/plan.ts';
import { Slug } from '../plan/slug.ts';
import { FactValue } from '../plan/values.ts';

const facts = z.record(z.string().min(1).max(64), FactValue);

/** What somebody does so long after the start. With nothing else to it, it is an answer to the alerts. */
const Act = z.strictObject({
  after: Duration,
  person: Slug.nullable().optional(),
  by: Slug.optional(),
  asked: z.string().min(1).max(64).optional(),
  facts: facts.optional(),
  done: Slug.optional(),
  level: Slug.nullable().optional(),
  restored: z.literal(true).optional(),
  closed: z.literal(true).optional(),
});

/** Either a whole plan or the name of a stored one. */
export const DryRunInput = z.strictObject({
  plan: Plan.optional(),
  planId: Slug.optional(),
  version: z.int().min(1).optional(),
  incidentType: Slug.optional(),
  drill: Slug.optional(),
  facts: facts.default({}),
  startAt: Instant.optional(),
  answers: z.array(Act).max(500).default([]),
});
