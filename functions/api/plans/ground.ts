import type { Organization, Person } from '../../../shared/organization/records.ts';
import type { Ground } from '../../../shared/plan/check/ground.ts';
import { keys, listPrefix } from '../../../shared/table/keys.ts';
import { languages } from '../../../shared/text.ts';
import type { Api } from '../call.ts';
import { loadRosters } from '../rosters/record.ts';
import { loadPlanHeads } from './record.ts';

/** What plans of an organization lean on. */
export const groundOf = async (api: Api, organizationId: string): Promise<Ground> => {
  const { table, clock } = api;
  const { pk } = keys.organization.key(organizationId);
  const [people, components, rosters, plans, organization] = await Promise.all([
    table.query({ pk, prefix: listPrefix.person }),
    table.query({ pk, prefix: listPrefix.component }),
    loadRosters(api, organizationId),
    loadPlanHeads(api, organizationId),
    table.get(keys.organization.key(organizationId)),
  ]);
  const known = organization?.['organization'] as Organization | undefined;
  return {
    people: new Map(people.map((item) => item['person'] as Person).map((person) => [person.id, person])),
    components: new Set(components.map(({ sk }) => sk.slice(listPrefix.component.length))),
    rosters: new Map(rosters.map((roster) => [roster.id, roster])),
    plans: new Map(plans.map(({ slug, incidentTypes }) => [slug, incidentTypes.map(({ id }) => id)])),
    timeZone: known?.timeZone ?? 'Etc/UTC',
    languages: known?.languages ?? languages,
    now: clock(),
  };
};
