import type { Roster } from '../../../shared/organization/roster.ts';
import { keys, listPrefix } from '../../../shared/table/keys.ts';
import type { Api } from '../call.ts';

/** What is shown of a roster. Field by field, because the table keeps no order. */
export const rosterAnswer = ({ id, title, shifts, version, updatedAt }: Roster) => ({
  id,
  title,
  shifts: shifts.map(({ people, days, from, until, first, last }) => ({ people, days, from, until, first, last })),
  version,
  updatedAt,
});

export const loadRoster = async ({ table }: Api, organizationId: string, id: string): Promise<Roster | null> => {
  const item = await table.get(keys.roster.key(organizationId, id));
  return item ? (item['roster'] as Roster) : null;
};

export const loadRosters = async ({ table }: Api, organizationId: string): Promise<Roster[]> => {
  const { pk } = keys.organization.key(organizationId);
  return (await table.query({ pk, prefix: listPrefix.roster })).map((item) => item['roster'] as Roster);
};
