import { keys } from '../../../shared/table/keys.ts';
import { handles } from '../call.ts';
import { matches } from '../etag.ts';
import { again, empty, notFound, refuse } from '../http/answer.ts';
import { loadPlanHeads } from '../plans/record.ts';
import { loadRoster } from './record.ts';

export const deleteRoster = handles('deleteRoster', async ({ api, caller, params, ifMatch }) => {
  const { organizationId } = caller;
  const roster = await loadRoster(api, organizationId, params.id);
  if (!roster) return notFound;
  if (!matches(ifMatch, roster.version)) return refuse('version-stale');
  const plans = await loadPlanHeads(api, organizationId);
  const usedBy = plans.filter(({ rosters = [] }) => rosters.includes(roster.id)).map(({ slug }) => `/v1/plans/${slug}`);
  if (usedBy.length > 0) return refuse('still-used', { usedBy });
  const conflict = await api.table.write({
    remove: keys.roster.key(organizationId, roster.id),
    if: { attribute: 'version', equals: roster.version },
  });
  if (conflict) return ifMatch === null ? again : refuse('version-stale');
  return empty(204);
});
