import * as z from 'zod';
import { Instant } from '../instant.ts';
import { Slug } from '../plan/slug.ts';
import { componentStates, maintenancePhases, noticePhases } from '../status-page/page.ts';
import { textOf } from '../text.ts';

export const titleMax = 200;
/** Markdown without raw HTML. */
export const bodyMax = 5000;
const updatesMax = 100;

/** What stands in the place of a reusable text: the same in both languages, or one for each. */
const PlaceValue = z.union([z.string().min(1).max(500), textOf(500)]);
export type PlaceValue = z.infer<typeof PlaceValue>;

/** Written out, or from a reusable text with values for its places; what is written out counts before it. */
const wording = {
  title: textOf(titleMax).optional(),
  body: textOf(bodyMax).optional(),
  text: Slug.optional(),
  values: z
    .record(z.string().min(1).max(64), PlaceValue)
    .meta({ examples: [{ area: { en: 'Harbour', 'zh-CN': '港口' }, end: '18:00' }] })
    .optional(),
};

/** What is claimed of components from then on, whole: what is left out is claimed no more. */
const Claims = z.record(Slug, z.enum(componentStates)).meta({ examples: [{ 'phone-service': 'partial_outage' }] });
const Components = z
  .array(Slug)
  .max(100)
  .meta({ examples: [['phone-service']] });
/** When it was so; by default now, and never in the future. */
const at = Instant.optional();

export const NoticeUpdateInput = z.strictObject({
  ...wording,
  /** Those of the notice's kind; which it is, only the notice says. */
  phase: z.string().meta({ enum: [...noticePhases, ...maintenancePhases] }),
  components: Claims.optional(),
  at,
});
export type NoticeUpdateInput = z.infer<typeof NoticeUpdateInput>;

const common = {
  ...wording,
  at,
  /** History in one call, oldest first, in place of one update here. */
  updates: z.array(NoticeUpdateInput).min(1).max(updatesMax).optional(),
  /** Customers see it once it is approved. */
  draft: z.boolean().default(false),
};

export const IncidentNoticeInput = z.strictObject({
  kind: z.literal('incident'),
  ...common,
  phase: z.enum(noticePhases).optional(),
  components: Claims.optional(),
  /** When it began; by default with its first update. */
  startedAt: Instant.optional(),
});

export const MaintenanceNoticeInput = z.strictObject({
  kind: z.literal('maintenance'),
  ...common,
  phase: z.enum(maintenancePhases).optional(),
  components: Components.default([]),
  scheduledFor: Instant,
  scheduledUntil: Instant,
});

export const NoticeInput = z.discriminatedUnion('kind', [IncidentNoticeInput, MaintenanceNoticeInput]);
export type NoticeInput = z.infer<typeof NoticeInput>;

export const ScheduleInput = z.strictObject({
  scheduledFor: Instant,
  scheduledUntil: Instant,
  /** Left out, the components stay. */
  components: Components.optional(),
});
export type ScheduleInput = z.infer<typeof ScheduleInput>;

export const FollowUpInput = z.strictObject({ body: textOf(bodyMax) });

/** A text for many notices. `{place}` stands for what each of them says. */
export const NoticeTextInput = z.strictObject({ title: textOf(titleMax).optional(), body: textOf(bodyMax) });
export type NoticeTextInput = z.infer<typeof NoticeTextInput>;

export interface NoticeText extends NoticeTextInput {
  readonly id: string;
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export const StateInput = z.strictObject({
  /** Null ends what was set before. */
  state: z.enum(componentStates).nullable(),
  /** Without it, the state holds until another is set. */
  until: Instant.optional(),
});
