import type { Fault } from '../../../shared/problems/fault.ts';
import type { Api } from '../call.ts';
import { inBody } from '../http/answer.ts';
import { unknownPlan } from '../incidents/unknown.ts';
import { loadPlanHead } from './record.ts';

/** The version of a plan that incidents are declared on, or why there is none. */
export const planInForce = async (
  api: Api,
  organizationId: string,
  slug: string,
): Promise<{ readonly plan: { readonly slug: string; readonly version: number } } | { readonly fault: Fault }> => {
  const head = await loadPlanHead(api, organizationId, slug);
  if (!head) return { fault: await unknownPlan(api, organizationId, slug) };
  if (head.published) return { plan: { slug: head.slug, version: head.published.version } };
  return { fault: inBody('/plan', head.state === 'repealed' ? 'plan-repealed' : 'plan-unpublished', { name: slug }) };
};
