import type { Fault } from '../../../shared/problems/fault.ts';
import { suggest } from '../../../shared/problems/suggest.ts';
import { keys, listPrefix } from '../../../shared/table/keys.ts';
import { type Api } from '../call.ts';
import { inBody } from '../http/answer.ts';
import { loadPlanHeads } from '../plans/record.ts';

/** Faults for components that the organization does not have. */
export const unknownComponents = async (
  { table }: Api,
  organizationId: string,
  wanted: readonly string[],
  pointer: string,
): Promise<Fault[]> => {
  if (wanted.length === 0) return [];
  const { pk } = keys.organization.key(organizationId);
  const known = (await table.query({ pk, prefix: listPrefix.component })).map(({ sk }) => sk.slice(listPrefix.component.length));
  return wanted.flatMap((name, index) =>
    known.includes(name) ? [] : [inBody(`${pointer}/${index}`, 'unknown-component', { name, suggestion: suggest(name, known) })],
  );
};

/** The fault for a plan that the organization does not have. */
export const unknownPlan = async (api: Api, organizationId: string, name: string): Promise<Fault> => {
  const known = (await loadPlanHeads(api, organizationId)).map(({ slug }) => slug);
  return inBody('/plan', 'unknown-plan', { name, suggestion: suggest(name, known) });
};
