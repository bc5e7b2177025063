import * as z from 'zod';
import { NoticeTextInput } from '../notice/input.ts';
import { Slug } from '../plan/slug.ts';
import { componentStates, maintenancePhases, noticePhases } from '../status-page/page.ts';
import { textOf } from '../text.ts';

const at = z.iso.datetime({ precision: 3 });
const version = z.int().min(1);

/** What is stored all the same: a text that is missing in one of the organization's languages. */
export const LanguageWarning = z.strictObject({ pointer: z.string(), code: z.literal('language-missing'), detail: z.string() });

const Claims = z.record(Slug, z.enum(componentStates));
const words = { title: textOf(200), body: textOf(5000) };
const updates = z.array(
  z.strictObject({
    id: z.string(),
    phase: z.enum([...noticePhases, ...maintenancePhases]),
    body: words.body,
    at,
    /** What it claims from then on; null leaves it as it was. */
    components: Claims.nullable(),
  }),
);

const common = {
  id: z.string(),
  /** What customers see in its address. */
  publicId: z.string(),
  /** Where customers read it; null while they do not see it. */
  url: z.url().nullable(),
  title: words.title,
  updates,
  approvedAt: at.nullable(),
  withdrawnAt: at.nullable(),
  createdAt: at,
  updatedAt: at,
  version,
  warnings: z.array(LanguageWarning),
};

export const IncidentNoticeAnswer = z.strictObject({
  kind: z.literal('incident'),
  ...common,
  phase: z.enum(noticePhases),
  startedAt: at,
  followUp: z.strictObject({ body: words.body, at }).nullable(),
});
export const MaintenanceNoticeAnswer = z.strictObject({
  kind: z.literal('maintenance'),
  ...common,
  /** As it stands now: it begins and ends by itself. */
  phase: z.enum(maintenancePhases),
  components: z.array(Slug),
  scheduledFor: at,
  scheduledUntil: at,
});
export const NoticeAnswer = z.discriminatedUnion('kind', [IncidentNoticeAnswer, MaintenanceNoticeAnswer]);
export const NoticeList = z.strictObject({ items: z.array(NoticeAnswer), next: z.string().nullable() });

export const NoticeTextAnswer = z.strictObject({
  id: Slug,
  ...NoticeTextInput.shape,
  version,
  createdAt: at,
  updatedAt: at,
  warnings: z.array(LanguageWarning),
});
export const NoticeTextList = z.strictObject({ items: z.array(NoticeTextAnswer) });
