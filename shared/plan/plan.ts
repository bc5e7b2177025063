import * as z from 'zod';
import { Duration } from '../instant.ts';
import { noticePhases, componentStates } from '../status-page/page.ts';
import { textOf } from '../text.ts';
import { Condition } from './condition.ts';
import { FactDefinition } from './facts.ts';
import { Slug } from './slug.ts';

/** A post that the plan gives work to; its holders are tried in this order. */
export const Seat = z.strictObject({
  id: Slug,
  title: textOf(200),
  holders: z.array(Slug).max(50).default([]),
});

/** Levels are listed from the worst to the mildest. `command` is the seat that leads at this level. */
export const Level = z.strictObject({ id: Slug, title: textOf(200), command: Slug.optional() });

export const Rule = z.strictObject({ id: Slug, level: Slug, when: Condition });

/**
 * The instant at which something starts. `elapsed` counts from the declaration and stops at restoration; `predicted` is the moment somebody
 * reports a duration fact above its bound; `told` the moment the first alert of a rung went out; `unanswered` the moment everybody on a rung
 * was tried in vain; `undeliverable` the moment nobody on it could be reached at all.
 */
export const Trigger = z.union([
  z.enum(['declared', 'restored', 'closed']),
  z.strictObject({ elapsed: Duration }),
  z.strictObject({ predicted: z.string().min(1).max(64), over: Duration }),
  z.strictObject({ level: z.union([Slug, z.array(Slug).min(1).max(20)]) }),
  z.strictObject({ told: Slug }),
  z.strictObject({ done: Slug }),
  z.strictObject({ breached: Slug }),
  z.strictObject({ unanswered: Slug }),
  z.strictObject({ undeliverable: Slug }),
]);
export type Trigger = z.infer<typeof Trigger>;

/** One trigger, or several of which the first to happen counts. */
const Triggers = z.union([Trigger, z.array(Trigger).min(1).max(20)]);

/** Work for a seat. `within` is a duration or one of the plan's urgency words. */
export const Step = z.strictObject({
  id: Slug,
  title: textOf(500),
  actor: Slug,
  on: Triggers,
  when: Condition.optional(),
  within: z.union([Duration, Slug]).optional(),
});
export type Step = z.infer<typeof Step>;

/** A rung of the escalation ladder: whom to alert, when, and what happens if they do not answer. */
export const Rung = z.strictObject({
  id: Slug,
  title: textOf(200),
  on: Triggers,
  when: Condition.optional(),
  alert: z.array(Slug).min(1).max(20),
  message: textOf(1000).optional(),
  /** `first`: one holder after the other; `all`: every holder at once. */
  whom: z.enum(['first', 'all']).default('first'),
  /** With an answer window the next holder is alerted when it passes; the list is gone through `rounds` times. */
  answer: z.strictObject({ within: z.union([Duration, Slug]), rounds: z.int().min(1).max(20).default(1) }).optional(),
});
export type Rung = z.infer<typeof Rung>;

/** What customers are told. `state` is what the notice claims of the incident's components. */
export const PlanNotice = z.strictObject({
  id: Slug,
  on: Triggers,
  when: Condition.optional(),
  phase: z.enum(noticePhases),
  title: textOf(200),
  body: textOf(5000),
  state: z.enum(componentStates).optional(),
});
export type PlanNotice = z.infer<typeof PlanNotice>;

/** One kind of incident with its own procedure. */
export const IncidentType = z.strictObject({
  id: Slug,
  title: textOf(200),
  components: z.array(Slug).max(100).default([]),
  rules: z.array(Rule).max(500).default([]),
  /** The level when no rule matches. */
  otherwise: Slug.optional(),
  steps: z.array(Step).max(2000).default([]),
  rungs: z.array(Rung).max(500).default([]),
  notices: z.array(PlanNotice).max(100).default([]),
  /** Sent to everybody who was alerted, when service is restored. */
  restoreNotice: textOf(1000).optional(),
});
export type IncidentType = z.infer<typeof IncidentType>;

/** An organization's emergency plan as data. */
export const Plan = z.strictObject({
  $schema: z.string().max(500).optional(),
  title: textOf(200),
  purpose: textOf(5000).optional(),
  seats: z.array(Seat).max(500).default([]),
  facts: z.array(FactDefinition).max(500).default([]),
  levels: z.array(Level).max(20).default([]),
  /** A number for each urgency word of the plan, e.g. `immediately: PT2M`. */
  serviceLevels: z.record(Slug, Duration).default({}),
  incidentTypes: z.array(IncidentType).min(1).max(100),
});
/** A plan as it is stored: defaults filled in. */
export type Plan = z.infer<typeof Plan>;

export const incidentTypeOf = (plan: Plan, id: string): IncidentType | undefined =>
  plan.incidentTypes.find((candidate) => candidate.id === id);

export const triggersOf = (on: z.infer<typeof Triggers>): readonly Trigger[] => (Array.isArray(on) ? on : [on]);
