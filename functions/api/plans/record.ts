import type { Instant } from '../../../shared/instant.ts';
import type { VersionState } from '../../../shared/plan/life.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { keys, listPrefix } from '../../../shared/table/keys.ts';
import type { Item } from '../../adapters/dynamodb/table.ts';
import type { Api } from '../call.ts';

/** The version that incidents are declared on. */
export interface InForce {
  readonly version: number;
  readonly digest: string;
  readonly reviewDueAt: Instant | null;
}

/** What is kept of a plan beside its versions: which are newest and in force, enough for lists, and who is named by them. */
export interface PlanHead {
  readonly slug: string;
  /** Grows with every change of the plan's life: new versions, signatures, repeals. 0 in what was stored before versions had a life. */
  readonly revision: number;
  /** Number of the newest version. */
  readonly version: number;
  readonly state: VersionState;
  /** SHA-256 over the newest version's canonical JSON: the same plan makes no new version. */
  readonly digest: string;
  readonly published: InForce | null;
  /** The version that is in force, or was the last to be; null where none ever was, absent in what was stored before it was kept. */
  readonly lastInForce?: number | null;
  /** Of the version in force, else of the newest: what lists show. */
  readonly title: Plan['title'];
  readonly incidentTypes: readonly { readonly id: string; readonly title: Plan['title'] }[];
  readonly origin: NonNullable<Plan['origin']> | null;
  readonly updatedAt: Instant;
  /** Whom and what either of the two names. */
  readonly people: readonly string[];
  readonly components: readonly string[];
  /** Absent in what was stored before there were rosters. */
  readonly rosters?: readonly string[];
}

/** What was stored before versions had a life was in force at once. */
const lifted = (head: Omit<PlanHead, 'revision' | 'state' | 'published' | 'origin'>): PlanHead => ({
  revision: 0,
  state: 'published',
  published: { version: head.version, digest: head.digest, reviewDueAt: null },
  origin: null,
  ...head,
});

export const headIn = (item: Item): PlanHead => lifted(item['head'] as PlanHead);

export const loadPlanHead = async ({ table }: Api, organizationId: string, slug: string): Promise<PlanHead | null> => {
  const item = await table.get(keys.plan.key(organizationId, slug));
  return item ? headIn(item) : null;
};

export const loadPlanHeads = async ({ table }: Api, organizationId: string): Promise<PlanHead[]> => {
  const { pk } = keys.organization.key(organizationId);
  return (await table.query({ pk, prefix: listPrefix.plan })).map(headIn);
};

/** The version of a plan that a path names; 0 where it names none. */
export const versionIn = (text: string): number => (/^[1-9][0-9]{0,8}$/.test(text) ? Number(text) : 0);
