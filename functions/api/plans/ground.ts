import type { Person } from '../../../shared/organization/records.ts';
import type { Ground } from '../../../shared/plan/check/ground.ts';
import { keys, listPrefix } from '../../../shared/table/keys.ts';
import type { Api } from '../call.ts';

/** What plans of an organization lean on. */
export const groundOf = async ({ table }: Api, organizationId: string): Promise<Ground> => {
  const { pk } = keys.organization.key(organizationId);
  const [people, components] = await Promise.all([
    table.query({ pk, prefix: listPrefix.person }),
    table.query({ pk, prefix: listPrefix.component }),
  ]);
  return {
    people: new Map(people.map((item) => item['person'] as Person).map((person) => [person.id, person])),
    components: new Set(components.map(({ sk }) => sk.slice(listPrefix.component.length))),
  };
};
