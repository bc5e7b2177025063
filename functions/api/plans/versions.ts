import canonicalize from 'canonicalize';
import type { Instant } from '../../../shared/instant.ts';
import { rostersIn } from '../../../shared/plan/check/holders.ts';
import { lifted } from '../../../shared/plan/filled.ts';
import { type Revision, stateOf } from '../../../shared/plan/life.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { keys } from '../../../shared/table/keys.ts';
import { sha256 } from '../../adapters/dynamodb/hash.ts';
import type { Item, Write } from '../../adapters/dynamodb/table.ts';
import type { Api } from '../call.ts';
import type { PlanHead } from './record.ts';

/** One version: the document, which never changes, and its record, which does. */
export interface Version {
  readonly plan: Plan;
  readonly revision: Revision;
}

/** The record of a version that was stored before versions had one. */
export const revisionOf = (head: PlanHead, version: number, createdAt: Instant, item: Item | undefined): Revision =>
  (item?.['revision'] as Revision | undefined) ?? {
    version,
    createdAt,
    reason: null,
    changes: null,
    held: false,
    needs: [],
    signatures: [],
    publishedAt: createdAt,
    repealedAt: version === head.published?.version ? null : createdAt,
    reviewDueAt: null,
  };

export const loadVersion = async ({ table }: Api, organizationId: string, head: PlanHead, version: number): Promise<Version | null> => {
  const items = await table.getAll([
    keys.planVersion.key(organizationId, head.slug, version),
    keys.planRevision.key(organizationId, head.slug, version),
  ]);
  const document = items.find(({ type }) => type === 'PlanVersion');
  if (!document) return null;
  const record = items.find(({ type }) => type === 'PlanRevision');
  return {
    plan: lifted(JSON.parse(document['plan'] as string) as Plan),
    revision: revisionOf(head, version, document['createdAt'] as string, record),
  };
};

export const digestOf = (plan: Plan): string => sha256(canonicalize(plan) ?? '');

const union = (...lists: readonly (readonly string[])[]) => [...new Set(lists.flat())];
const peopleIn = ({ seats }: Plan) => seats.flatMap(({ holders }) => holders.filter((holder) => typeof holder === 'string'));
const componentsIn = ({ incidentTypes }: Plan) => incidentTypes.flatMap(({ components }) => components);

/** How a plan stands with these two versions, which may be the same one. */
export const headOf = (slug: string, before: PlanHead | null, newest: Version, inForce: Version | null): PlanHead => {
  const shown = inForce ?? newest;
  const both = [newest.plan, ...(inForce ? [inForce.plan] : [])];
  return {
    slug,
    revision: Math.max(before?.revision ?? 0, before?.revision === 0 ? before.version : 0) + 1,
    version: newest.revision.version,
    state: stateOf(newest.revision, newest.revision.version),
    digest: digestOf(newest.plan),
    published: inForce && {
      version: inForce.revision.version,
      digest: digestOf(inForce.plan),
      reviewDueAt: inForce.revision.reviewDueAt,
    },
    lastInForce: inForce?.revision.version ?? before?.published?.version ?? before?.lastInForce ?? null,
    title: shown.plan.title,
    incidentTypes: shown.plan.incidentTypes.map(({ id, title }) => ({ id, title })),
    origin: shown.plan.origin ?? null,
    updatedAt: shown.revision.repealedAt ?? shown.revision.publishedAt ?? shown.revision.createdAt,
    people: union(...both.map(peopleIn)),
    components: union(...both.map(componentsIn)),
    rosters: union(...both.map(rostersIn)),
  };
};

export const revisionWrite = (organizationId: string, slug: string, revision: Revision): Write => ({
  put: { ...keys.planRevision.key(organizationId, slug, revision.version), type: 'PlanRevision', revision },
});

/** Every change of a plan's life writes its head, on condition that nobody else has: of two at once, one begins again. */
export const headWrite = (organizationId: string, before: PlanHead | null, head: PlanHead): Write => ({
  put: { ...keys.plan.key(organizationId, head.slug), type: 'Plan', version: head.version, revision: head.revision, head },
  if: before ? { attribute: 'revision', equals: before.revision === 0 ? null : before.revision } : { absent: true },
});
