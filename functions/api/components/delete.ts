import type { Integration } from '../../../shared/organization/records.ts';
import { keys, listPrefix } from '../../../shared/table/keys.ts';
import { type Api, handles } from '../call.ts';
import { pageChanged } from '../commit.ts';
import { again, empty, notFound, refuse } from '../http/answer.ts';
import { loadPlanHeads } from '../plans/record.ts';
import { matchesComponent } from './record.ts';

const usersOf = async (api: Api, organizationId: string, component: string): Promise<string[]> => {
  const { pk } = keys.organization.key(organizationId);
  const [plans, integrations] = await Promise.all([
    loadPlanHeads(api, organizationId),
    api.table.query({ pk, prefix: listPrefix.integration }),
  ]);
  return [
    ...plans.filter(({ components }) => components.includes(component)).map(({ slug }) => `/v1/plans/${slug}`),
    ...integrations
      .map((item) => item['integration'] as Integration)
      .filter(({ components = [] }) => components.includes(component))
      .map(({ id }) => `/v1/integrations/${id}`),
  ];
};

export const deleteComponent = handles('deleteComponent', async ({ api, caller, params, ifMatch }) => {
  const { organizationId } = caller;
  const key = keys.component.key(organizationId, params.id);
  const item = await api.table.get(key);
  if (!item) return notFound;
  const version = item['version'] as number;
  if (!matchesComponent(ifMatch, version)) return refuse('version-stale');
  const usedBy = await usersOf(api, organizationId, params.id);
  if (usedBy.length > 0) return refuse('still-used', { usedBy });
  const conflict = await api.table.transact([
    { remove: key, if: { attribute: 'version', equals: version } },
    // What customers were told of it stays told.
    { put: { ...keys.formerComponent.key(organizationId, params.id), type: 'FormerComponent', component: item['component'] } },
    { remove: keys.stateOverride.key(organizationId, params.id) },
    pageChanged(api, organizationId, api.clock()),
  ]);
  if (conflict) return ifMatch === null ? again : refuse('version-stale');
  return empty(204);
});
