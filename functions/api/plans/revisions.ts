import type { Person } from '../../../shared/organization/records.ts';
import { type Revision, stateOf } from '../../../shared/plan/life.ts';
import { keys, listPrefix, planPrefix } from '../../../shared/table/keys.ts';
import type { ApiKey } from '../../../shared/organization/records.ts';
import type { Api } from '../call.ts';
import { json, notFound, type Result } from '../http/answer.ts';
import { loadPlanHead, type PlanHead } from './record.ts';
import { reviewOf } from './standing.ts';
import { revisionOf } from './versions.ts';

type NameOf = (person: string) => string | null;

const shown = (head: PlanHead, revision: Revision, nameOf: NameOf, readBy: number, now: string) => {
  const { version, createdAt, reason, changes, needs, signatures, publishedAt, repealedAt, reviewDueAt } = revision;
  const state = stateOf(revision, head.version);
  const waiting = state === 'draft' || state === 'reviewed' || state === 'approved';
  return {
    version,
    state,
    createdAt,
    reason,
    changes,
    signatures: signatures.map(({ role, by, key, at, note }) => ({
      role,
      by: { kind: by.kind, id: by.id, name: by.kind === 'person' ? nameOf(by.id) : null },
      key,
      at,
      note,
    })),
    waitsFor: waiting
      ? needs.filter(({ person }) => person === null).map(({ role, name, version: namedBy }) => ({ role, name, version: namedBy }))
      : [],
    publishedAt,
    repealedAt,
    review: reviewOf(reviewDueAt, now),
    readBy,
  };
};

const namesIn = async ({ table }: Api, organizationId: string): Promise<NameOf> => {
  const { pk } = keys.organization.key(organizationId);
  const people = (await table.query({ pk, prefix: listPrefix.person })).map((item) => item['person'] as Person);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return (person) => names.get(person) ?? null;
};

/** How often each version was read, by its number. */
const readingsOf = async ({ table }: Api, organizationId: string, slug: string): Promise<ReadonlyMap<number, number>> => {
  const { pk } = keys.organization.key(organizationId);
  const items = await table.query({ pk, prefix: planPrefix.readings(slug) });
  const counts = new Map<number, number>();
  for (const { version } of items as readonly { version?: unknown }[]) counts.set(Number(version), (counts.get(Number(version)) ?? 0) + 1);
  return counts;
};

/** The record of one version as it is answered. */
export const revisionAnswer = async (api: Api, organizationId: string, head: PlanHead, revision: Revision) => {
  const [nameOf, readings] = await Promise.all([namesIn(api, organizationId), readingsOf(api, organizationId, head.slug)]);
  return shown(head, revision, nameOf, readings.get(revision.version) ?? 0, api.clock());
};

/** The revision record of a plan, newest first. */
export const revisionsOf = async ({ api, caller, params }: { api: Api; caller: ApiKey; params: { slug: string } }): Promise<Result> => {
  const { organizationId } = caller;
  const head = await loadPlanHead(api, organizationId, params.slug);
  if (!head) return notFound;
  const { pk } = keys.organization.key(organizationId);
  const [items, nameOf, readings] = await Promise.all([
    api.table.query({ pk, prefix: planPrefix.revisions(head.slug) }),
    namesIn(api, organizationId),
    readingsOf(api, organizationId, head.slug),
  ]);
  const known = new Map(items.map((item) => [(item['revision'] as Revision).version, item]));
  const numbers = Array.from({ length: head.version }, (_, index) => head.version - index);
  // Of versions that were stored before they had a record, the document says when.
  const older = numbers.filter((number) => !known.has(number));
  const documents = await api.table.getAll(older.map((number) => keys.planVersion.key(organizationId, head.slug, number)));
  const createdAt = new Map(documents.map((item) => [item['version'] as number, item['createdAt'] as string]));
  const revisions = numbers.map((number) => revisionOf(head, number, createdAt.get(number) ?? head.updatedAt, known.get(number)));
  return json(200, { items: revisions.map((revision) => shown(head, revision, nameOf, readings.get(revision.version) ?? 0, api.clock())) });
};
