import * as z from 'zod';
import { Slug } from '../plan/slug.ts';
import { textOf } from '../text.ts';
import { signings, versionStates } from '../plan/life.ts';

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

const at = z.iso.datetime({ precision: 3 });
const version = z.int().min(1);
const Review = z.strictObject({ dueAt: at, overdue: z.boolean() });

/** Where a version stands. */
export const PlanStanding = z.strictObject({
  state: z.enum(versionStates),
  /** The version in force: new incidents use it. */
  published: version.nullable(),
  newest: version,
  review: Review.nullable(),
  /** The template that it was made from, and what the library has now. */
  template: z.strictObject({ slug: Slug, version, latest: version.nullable(), movedOn: z.boolean() }).nullable(),
});

export const PlanRevision = z.strictObject({
  version,
  state: z.enum(versionStates),
  createdAt: at,
  reason: z.string().nullable(),
  /** How many places differ from the version that was in force, or else from the one before. */
  changes: z.strictObject({ since: version, count: z.int().min(0) }).nullable(),
  signatures: z.array(
    z.strictObject({
      role: z.enum(['compiles', ...signings, 'repeals']),
      by: z.strictObject({ kind: z.enum(['person', 'key']), id: z.string(), name: z.string().nullable() }),
      /** The key that was presented, also where it spoke for a person. */
      key: z.string(),
      at,
      note: z.string().nullable(),
    }),
  ),
  /** Signatures that are still missing: a seat or body of the version that asks for it. */
  waitsFor: z.array(z.strictObject({ role: z.enum(signings), name: Slug, version })),
  publishedAt: at.nullable(),
  repealedAt: at.nullable(),
  review: Review.nullable(),
  readBy: z.int().min(0),
});
export const PlanRevisionList = z.strictObject({ items: z.array(PlanRevision) });

export const PlanDifference = z.strictObject({
  slug: Slug,
  from: version,
  to: version,
  items: z.array(
    z.strictObject({
      /** Into the second version; of what was removed, into the first. */
      pointer: z.string(),
      kind: z.enum(['added', 'removed', 'changed']),
      place: z.string(),
      before: z.unknown(),
      after: z.unknown(),
      text: z.string(),
    }),
  ),
});

const Reader = z.strictObject({ id: Slug, name: z.string().nullable() });
export const Acknowledgement = z.strictObject({ version, person: Reader, at });
export const AcknowledgementList = z.strictObject({
  version,
  items: z.array(z.strictObject({ person: Reader, at })),
  missing: z.array(Reader),
});
