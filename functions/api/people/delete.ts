import type { ApiKey } from '../../../shared/organization/records.ts';
import { keys, listPrefix } from '../../../shared/table/keys.ts';
import { type Api, handles } from '../call.ts';
import { matches } from '../etag.ts';
import { again, empty, notFound, refuse } from '../http/answer.ts';
import { loadPlanHeads } from '../plans/record.ts';
import { loadRosters } from '../rosters/record.ts';

/** Plans whose seats name the person, rosters that have the person on duty, and keys that act for the person. */
const usersOf = async (api: Api, organizationId: string, person: string): Promise<string[]> => {
  const { pk } = keys.organization.key(organizationId);
  const [plans, rosters, apiKeys] = await Promise.all([
    loadPlanHeads(api, organizationId),
    loadRosters(api, organizationId),
    api.table.query({ pk, prefix: listPrefix.apiKey }),
  ]);
  return [
    ...plans.filter(({ people }) => people.includes(person)).map(({ slug }) => `/v1/plans/${slug}`),
    ...rosters.filter(({ shifts }) => shifts.some(({ people }) => people.includes(person))).map(({ id }) => `/v1/rosters/${id}`),
    ...apiKeys
      .map((item) => item['key'] as ApiKey)
      .filter((key) => key.person === person)
      .map(({ id }) => `/v1/keys/${id}`),
  ];
};

export const deletePerson = handles('deletePerson', async ({ api, caller, params, ifMatch }) => {
  const key = keys.person.key(caller.organizationId, params.id);
  const item = await api.table.get(key);
  if (!item) return notFound;
  const version = item['version'] as number;
  if (!matches(ifMatch, version)) return refuse('version-stale');
  const usedBy = await usersOf(api, caller.organizationId, params.id);
  if (usedBy.length > 0) return refuse('still-used', { usedBy });
  const conflict = await api.table.write({ remove: key, if: { attribute: 'version', equals: version } });
  if (conflict) return ifMatch === null ? again : refuse('version-stale');
  return empty(204);
});
