import type { Instant } from '../../../shared/instant.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { keys, listPrefix } from '../../../shared/table/keys.ts';
import type { Item } from '../../adapters/dynamodb/table.ts';
import type { Api } from '../call.ts';

/** What is kept of a plan's latest version beside the version itself: enough for lists, and for who is named by it. */
export interface PlanHead {
  readonly slug: string;
  readonly version: number;
  readonly title: Plan['title'];
  readonly incidentTypes: readonly { readonly id: string; readonly title: Plan['title'] }[];
  /** SHA-256 over the plan's canonical JSON: the same plan makes no new version. */
  readonly digest: string;
  readonly people: readonly string[];
  readonly components: readonly string[];
  readonly updatedAt: Instant;
}

export const headIn = (item: Item): PlanHead => item['head'] as PlanHead;

export const loadPlanHead = async ({ table }: Api, organizationId: string, slug: string): Promise<PlanHead | null> => {
  const item = await table.get(keys.plan.key(organizationId, slug));
  return item ? headIn(item) : null;
};

export const loadPlanHeads = async ({ table }: Api, organizationId: string): Promise<PlanHead[]> => {
  const { pk } = keys.organization.key(organizationId);
  return (await table.query({ pk, prefix: listPrefix.plan })).map(headIn);
};
