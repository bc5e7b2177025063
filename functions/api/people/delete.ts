import { keys } from '../../../shared/table/keys.ts';
import { handles } from '../call.ts';
import { matches } from '../etag.ts';
import { again, empty, notFound, refuse } from '../http/answer.ts';
import { loadPlanHeads } from '../plans/record.ts';

export const deletePerson = handles('deletePerson', async ({ api, caller, params, ifMatch }) => {
  const key = keys.person.key(caller.organizationId, params.id);
  const item = await api.table.get(key);
  if (!item) return notFound;
  const version = item['version'] as number;
  if (!matches(ifMatch, version)) return refuse('version-stale');
  const plans = (await loadPlanHeads(api, caller.organizationId)).filter(({ people }) => people.includes(params.id));
  if (plans.length > 0) return refuse('still-used', { usedBy: plans.map(({ slug }) => `/v1/plans/${slug}`) });
  const conflict = await api.table.write({ remove: key, if: { attribute: 'version', equals: version } });
  if (conflict) return ifMatch === null ? again : refuse('version-stale');
  return empty(204);
});
