import * as z from 'zod';
import { dryRunKinds } from '../incident/dry-run-timeline.ts';
import { Parameter } from '../plan/plan.ts';
import { Slug } from '../plan/slug.ts';
import { Step } from '../plan/step.ts';
import { FactValue } from '../plan/values.ts';
import { noticePhases } from '../status-page/page.ts';
import { textOf } from '../text.ts';

const at = z.iso.datetime({ precision: 3 });
const fact = z.string();
const texts = z.array(textOf(500));
const { by, to, evidence, uses, starts, forbidden } = Step.shape;

export const dryRunNotes = [
  'scope',
  'parameters',
  'stand-ins',
  'cut-events',
  'cut-week',
  'not-done',
  'authority-missing',
  'closure-early',
  'facts-missing',
  'task-forbids',
  'task-early',
  'level-unknown',
] as const;

/** A line of a rehearsal; which fields it has follows from its kind. */
const DryRunItem = z.strictObject({
  at,
  minute: z.number(),
  kind: z.enum(dryRunKinds),
  text: z.string(),
  level: Slug.nullable().optional(),
  previous: Slug.nullable().optional(),
  rung: Slug.nullable().optional(),
  seat: Slug.optional(),
  seats: z.array(Slug).optional(),
  person: z.string().nullable().optional(),
  persons: z.array(z.string()).optional(),
  channel: z.enum(['email', 'webhook']).nullable().optional(),
  purpose: z.enum(['rung', 'restore']).optional(),
  failure: z.string().optional(),
  task: Slug.optional(),
  dueAt: at.nullable().optional(),
  by,
  to,
  asks: z.array(fact).optional(),
  forbidden,
  stays: z.literal(true).optional(),
  evidence,
  uses,
  starts,
  round: z.int().min(1).optional(),
  rounds: z.int().min(1).optional(),
  overdue: z.int().min(0).optional(),
  until: at.optional(),
  notice: Slug.optional(),
  phase: z.enum(noticePhases).optional(),
  title: textOf(500).optional(),
  body: textOf(5000).optional(),
});

const Decision = z.strictObject({
  about: z.enum(['fact', 'level', 'closure']),
  fact: fact.nullable(),
  title: textOf(200).optional(),
  by: z.array(Slug),
  task: Slug.nullable(),
  askedAt: at.nullable(),
  dueAt: at.nullable(),
  otherwise: FactValue.nullable(),
  decided: z.strictObject({ at, value: FactValue, assumed: z.boolean() }).nullable(),
});

const Reason = z.strictObject({
  rule: Slug,
  level: Slug,
  facts: z.record(z.string(), FactValue),
  unknown: z.boolean(),
  gap: z.literal(true).optional(),
});

export const DryRunAnswer = z.strictObject({
  incidentType: Slug,
  startAt: at,
  /** Whether the plan covers what was known at the start; null where the type does not say what it covers. */
  scope: z.enum(['inside', 'outside', 'unknown']).nullable(),
  level: Slug.nullable(),
  reason: z.string(),
  reasons: z.array(Reason),
  timeline: z.array(DryRunItem),
  /** Who decides what, until when, and what counts if nobody does. */
  decisions: z.array(Decision),
  /** What whoever adopts the plan has still to fill in. */
  parameters: z.array(Parameter),
  /** Seats that nobody holds: somebody made up stands in for them. */
  standIns: z.array(Slug),
  notYetWritten: z.strictObject({ plan: texts, incidentType: texts }),
  /** What the rehearsal leaves out, and why. */
  notes: z.array(z.strictObject({ code: z.enum(dryRunNotes), text: z.string() })),
});
