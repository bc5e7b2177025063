import * as z from 'zod';
import { Duration } from '../instant.ts';
import { textOf } from '../text.ts';
import { Condition } from './condition.ts';
import { FactDefinition } from './facts.ts';
import { excesses } from './limits.ts';
import { Cadence, Drill, Resource } from './programme.ts';
import { Body, Seat } from './seat.ts';
import { Slug } from './slug.ts';
import { PlanNotice, Rung, Step } from './step.ts';
import { PlainValue } from './values.ts';

const factId = z.string().min(1).max(64);

/** Levels are listed from the worst to the mildest. `command` is the seat or body that leads at this level. */
export const Level = z.strictObject({
  id: Slug,
  title: textOf(200),
  colour: z.enum(['red', 'orange', 'yellow', 'blue']).optional(),
  command: Slug.optional(),
});

export const Rule = z.strictObject({ id: Slug, level: Slug, when: Condition });
export type Rule = z.infer<typeof Rule>;

/** A value that whoever adopts the plan has to fill in. `{ parameter: id }` stands for it wherever a number or a duration may stand. */
export const Parameter = z.strictObject({
  id: Slug,
  title: textOf(300),
  type: z.enum(['integer', 'number', 'duration', 'money', 'text']),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, { error: 'currency' })
    .optional(),
  unit: textOf(50).optional(),
  value: PlainValue.optional(),
});
export type Parameter = z.infer<typeof Parameter>;

/** Facts that are reported together, and how to report them well. */
export const Form = z.strictObject({
  id: Slug,
  title: textOf(200),
  facts: z.array(factId).min(1).max(100),
  advice: z.array(textOf(500)).max(20).default([]),
});

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'clock' });
/**
 * Deadlines by the clock of the organization's time zone: what starts in a span [from, until) is due at `due`, on the day on which the span ends and
 * `days` later. A span whose end is not after its beginning ends on the next day.
 */
export const Window = z.strictObject({
  id: Slug,
  title: textOf(200),
  spans: z
    .array(z.strictObject({ from: clock, until: clock, due: clock, days: z.int().min(0).max(31).default(0) }))
    .min(1)
    .max(24),
});
export type Window = z.infer<typeof Window>;

/** What a document says about itself. */
export const About = z.strictObject({
  kind: z.enum(['response-plan', 'drill-plan', 'policy', 'preventive-measures']).default('response-plan'),
  number: z.string().min(1).max(100).optional(),
  unit: textOf(200).optional(),
  dated: z.iso.date().optional(),
  /** What it covers and whom it binds. */
  scope: textOf(5000).optional(),
  /** Laws, standards and other documents that it rests on. */
  basis: z.array(textOf(500)).max(50).default([]),
  /** The seat or body that questions on the plan go to. */
  interpretedBy: Slug.optional(),
  /** Seats and bodies that have to read and acknowledge it; without any, all. */
  audience: z.array(Slug).max(100).default([]),
  /** How long after publication it is to be looked at again. */
  reviewEvery: Duration.optional(),
});

/** Who has to sign before a version is published. Whatever names nobody needs no signature. */
export const Signatures = z.strictObject({
  compiles: Slug.optional(),
  reviews: Slug.optional(),
  approves: Slug.optional(),
  publishes: Slug.optional(),
});

/** Who may end an incident of a type, under which conditions, and when it ends by itself. */
export const Closure = z.strictObject({
  by: z.array(Slug).min(1).max(20).optional(),
  when: Condition.optional(),
  automatic: Condition.optional(),
});

/** One kind of incident with its own procedure. */
export const IncidentType = z.strictObject({
  id: Slug,
  title: textOf(200),
  components: z.array(Slug).max(100).default([]),
  /** Whether the plan covers what happened at all. */
  scope: Condition.optional(),
  /** The form in which it is first reported. */
  report: Slug.optional(),
  rules: z.array(Rule).max(500).default([]),
  /** How values between the bounds of two rules are graded: one level worse than the milder rule, as if there were no gap, or at a level. */
  gap: z.union([z.enum(['worse', 'ignore']), Slug]).default('worse'),
  /** The level when no rule matches. */
  otherwise: Slug.optional(),
  /** What is done so that it does not happen. */
  prevention: z.array(textOf(1000)).max(100).default([]),
  steps: z.array(Step).max(2000).default([]),
  rungs: z.array(Rung).max(500).default([]),
  notices: z.array(PlanNotice).max(100).default([]),
  /** Sent to everybody who was alerted, when service is restored. */
  restoreNotice: textOf(1000).optional(),
  closure: Closure.optional(),
  /** `minimal`: until a procedure is written: report, assess, assign, notify, end, review. */
  procedure: z.literal('minimal').optional(),
  /** What the written plan leaves out. A type of which nothing else is written cannot be declared. */
  notYetWritten: z.array(textOf(500)).max(20).default([]),
});
export type IncidentType = z.infer<typeof IncidentType>;

export const sections = ['about', 'principles', 'organization', 'grading', 'procedures', 'prevention', 'resources', 'programme'] as const;

const Document = z.strictObject({
  $schema: z.string().max(500).optional(),
  title: textOf(200),
  purpose: textOf(5000).optional(),
  about: About.optional(),
  /** The template that it was made from. */
  origin: z.strictObject({ template: Slug, version: z.int().min(1) }).optional(),
  signatures: Signatures.optional(),
  principles: z.array(textOf(500)).max(50).default([]),
  parameters: z.array(Parameter).max(100).default([]),
  bodies: z.array(Body).max(100).default([]),
  seats: z.array(Seat).max(500).default([]),
  facts: z.array(FactDefinition).max(500).default([]),
  forms: z.array(Form).max(100).default([]),
  levels: z.array(Level).max(20).default([]),
  /** Seats and bodies that may set the level themselves; without any, everybody who responds may. */
  gradedBy: z.array(Slug).min(1).max(20).optional(),
  /** A number for each urgency word of the plan, e.g. `immediately: PT2M`. */
  serviceLevels: z.record(Slug, Duration).default({}),
  windows: z.array(Window).max(50).default([]),
  /** What is done in every incident, whatever its type. */
  common: z
    .strictObject({
      steps: z.array(Step).max(500).default([]),
      rungs: z.array(Rung).max(100).default([]),
      notices: z.array(PlanNotice).max(20).default([]),
    })
    .optional(),
  /** Empty in a policy, which nothing is declared by. */
  incidentTypes: z.array(IncidentType).max(100),
  resources: z.array(Resource).max(500).default([]),
  drills: z.array(Drill).max(50).default([]),
  cadences: z.array(Cadence).max(100).default([]),
  /** Who may read a section; what is not named stays with the organization's staff. */
  sharing: z.partialRecord(z.enum(sections), z.enum(['restricted', 'staff', 'customers'])).default({}),
  notYetWritten: z.array(textOf(500)).max(20).default([]),
});
/** An organization's emergency plan as data. */
export const Plan = Document.superRefine((plan, { addIssue }) => {
  for (const { path, code, limit } of excesses(plan)) addIssue({ code: 'custom', path, params: { code, limit } });
});
/** A plan as it is stored: defaults filled in. */
export type Plan = z.infer<typeof Plan>;

export const incidentTypeOf = (plan: Plan, id: string): IncidentType | undefined =>
  plan.incidentTypes.find((candidate) => candidate.id === id);
