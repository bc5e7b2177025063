import type { Person } from '../../../shared/organization/records.ts';
import { deafSeats, type Ground, unknownComponents, unknownHolders } from '../../../shared/plan/check/ground.ts';
import { nameFaults } from '../../../shared/plan/check/names.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { type Fault, faultsMax } from '../../../shared/problems/fault.ts';
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

/** Why a plan is not stored: every name in it that leads nowhere. */
export const faultsIn = (plan: Plan, ground: Ground): Fault[] => [...nameFaults(plan, faultsMax), ...unknownHolders(plan, ground)];

/** What is stored and will not work as it stands: alerts that reach nobody, notices about nothing. */
export const warningsIn = (plan: Plan, ground: Ground): Fault[] =>
  [...deafSeats(plan, ground), ...unknownComponents(plan, ground)].slice(0, faultsMax);
