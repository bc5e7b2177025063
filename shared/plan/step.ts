import * as z from 'zod';
import { Duration, durationMillis, DurationOrWord } from '../instant.ts';
import { componentStates, noticePhases } from '../status-page/page.ts';
import { textOf } from '../text.ts';
import { Comparison, Condition } from './condition.ts';
import { Slug } from './slug.ts';
import { FactValue, ParameterReference } from './values.ts';

/** A duration, one of the plan's urgency words or windows, or a parameter. */
const Within = z.union([DurationOrWord, Slug, ParameterReference]);
export type Within = z.infer<typeof Within>;
const levels = z.union([Slug, z.array(Slug).min(1).max(20)]);

/**
 * The instant at which something starts. `elapsed` counts from the declaration and stops at restoration; a comparison is the moment at which it comes
 * true; `regraded` the moment the incident comes to a level from another one; `told` the moment the first alert of a rung went out, `answered` the moment
 * somebody on it acknowledged; `unanswered` the moment everybody on it was tried in vain; `undeliverable` the moment nobody on it could be reached at all;
 * `asked` the moment somebody asks those who decide a fact for their decision.
 */
export const Trigger = z.union([
  z.enum(['declared', 'restored', 'closed']),
  z.strictObject({ elapsed: z.union([Duration, ParameterReference]) }),
  Comparison,
  z.strictObject({ level: levels }),
  z.strictObject({ regraded: levels }),
  z.strictObject({ told: Slug }),
  z.strictObject({ answered: Slug }),
  z.strictObject({ done: Slug }),
  z.strictObject({ breached: Slug }),
  z.strictObject({ unanswered: Slug }),
  z.strictObject({ undeliverable: Slug }),
  z.strictObject({ asked: z.string().min(1).max(64) }),
]);
export type Trigger = z.infer<typeof Trigger>;

/** One trigger, or several of which the first to happen counts. */
export const Triggers = z.union([Trigger, z.array(Trigger).min(1).max(20)]);
export type Triggers = z.infer<typeof Triggers>;

/** Ways that only people can work. */
export const humanChannels = [
  'phone',
  'sms',
  'email',
  'chat',
  'website',
  'broadcast',
  'radio',
  'walkie-talkie',
  'intercom',
  'alarm-button',
  'in-person',
] as const;
export type HumanChannel = (typeof humanChannels)[number];

/** Work for a seat or a body. */
export const Step = z.strictObject({
  id: Slug,
  title: textOf(500),
  actor: Slug,
  /** Without it and without `after`: `declared`. */
  on: Triggers.optional(),
  /** Steps that all have to be done before. */
  after: z.array(Slug).min(1).max(50).optional(),
  when: Condition.optional(),
  within: Within.optional(),
  /** An instant fact from which the deadline counts in place of the start, such as when it happened. */
  from: z.string().min(1).max(64).optional(),
  /** Facts, or those of a form, that have to be reported before it is done: a decision is a step that asks for the fact that is decided. */
  asks: z.array(z.string().min(1).max(64)).min(1).max(50).optional(),
  form: Slug.optional(),
  /** What has to be so before it is done, and ends its repetition: the step is done at the moment it comes true. */
  until: Condition.optional(),
  /** What counts as reported if the deadline passes and nobody has said anything. */
  otherwise: z.record(z.string().min(1).max(64), FactValue).optional(),
  /** Opens again so long after it opened, at least a minute, as long as the response lasts and `when` holds. */
  every: Within.refine((every) => typeof every !== 'string' || !Duration.safeParse(every).success || durationMillis(every) >= 60_000, {
    params: { code: 'every-short' },
  }).optional(),
  /** Still owed when service is restored before it is done, such as a report. */
  stays: z.literal(true).optional(),
  /** Not work: something that must not be done as long as the response lasts. */
  forbidden: z.literal(true).optional(),
  /** How it is done where Muster cannot do it, and to whom, such as a number to call. */
  by: z.enum(humanChannels).optional(),
  to: textOf(200).optional(),
  evidence: z
    .array(z.enum(['log-entry', 'written-report', 'photo', 'signature', 'recording', 'document']))
    .min(1)
    .max(10)
    .optional(),
  uses: z.array(Slug).min(1).max(50).optional(),
  /** Another plan that it puts into action. */
  starts: z.strictObject({ plan: Slug, incidentType: Slug.optional() }).optional(),
});
export type Step = z.infer<typeof Step>;

/** A rung of the escalation ladder: whom to alert, when, and what happens if they do not answer. */
export const Rung = z.strictObject({
  id: Slug,
  title: textOf(200),
  on: Triggers,
  when: Condition.optional(),
  /** Seats and bodies. */
  alert: z.array(Slug).min(1).max(20),
  message: textOf(1000).optional(),
  /** `first`: one holder after the other; `all`: every holder at once. */
  whom: z.enum(['first', 'all']).default('first'),
  /** With an answer window the next holder is alerted when it passes; the list is gone through `rounds` times. */
  answer: z.strictObject({ within: Within, rounds: z.int().min(1).max(20).default(1) }).optional(),
});
export type Rung = z.infer<typeof Rung>;

/** What customers are told. `state` is what the notice claims of the incident's components; `{fact}` in a text stands for what was reported. */
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

export const triggersOf = (on: Triggers): readonly Trigger[] => (Array.isArray(on) ? on : [on]);
