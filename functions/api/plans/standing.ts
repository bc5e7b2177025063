import type { Instant } from '../../../shared/instant.ts';
import type { VersionState } from '../../../shared/plan/life.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { etagOf, matches } from '../etag.ts';
import type { PlanHead } from './record.ts';

/** Of a template that a plan was made from: what the library has now. */
export const templateOf = async (origin: NonNullable<Plan['origin']> | null) => {
  if (!origin) return null;
  const { latest: versions } = await import('../generated/template-versions.ts');
  const latest = versions.get(origin.template) ?? null;
  return { slug: origin.template, version: origin.version, latest, movedOn: latest !== null && latest > origin.version };
};

export const reviewOf = (dueAt: Instant | null, now: Instant) => (dueAt === null ? null : { dueAt, overdue: dueAt < now });

interface Shown {
  readonly state: VersionState;
  readonly reviewDueAt: Instant | null;
  readonly origin: NonNullable<Plan['origin']> | null;
}

/** What is told of a version beside its document. */
export const standingOf = async (head: PlanHead, { state, reviewDueAt, origin }: Shown, now: Instant) => ({
  state,
  published: head.published?.version ?? null,
  newest: head.version,
  review: reviewOf(reviewDueAt, now),
  template: await templateOf(origin),
});
type Standing = Awaited<ReturnType<typeof standingOf>>;

const revisionOf = ({ revision, version }: PlanHead) => (revision === 0 ? version : revision);

/** The tag of a plan: another one after every change of its life, and when a review falls due or the template moves on. */
export const tagOf = (head: PlanHead, standing?: Standing): string => {
  const marks = [standing?.review?.overdue && 'due', standing?.template?.movedOn && 'moved'].filter(Boolean);
  return [etagOf(revisionOf(head)).slice(0, -1), ...marks].join('-') + '"';
};

/** Whether If-Match means the plan as it is. */
export const matchesHead = (ifMatch: readonly string[] | '*' | null, head: PlanHead | null): boolean =>
  matches(Array.isArray(ifMatch) ? ifMatch.map((tag) => tag.split('-')[0] ?? '') : ifMatch, head && revisionOf(head));
