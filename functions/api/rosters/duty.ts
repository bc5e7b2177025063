import type { Organization, Person } from '../../../shared/organization/records.ts';
import { onDuty } from '../../../shared/organization/roster.ts';
import { keys } from '../../../shared/table/keys.ts';
import { handles } from '../call.ts';
import { json, notFound } from '../http/answer.ts';
import { loadRoster } from './record.ts';

const changesMax = 5;

export const getDuty = handles('getDuty', async ({ api, caller, params, query }) => {
  const { organizationId } = caller;
  const [roster, organization, { changesAfter }] = await Promise.all([
    loadRoster(api, organizationId, params.id),
    api.table.get(keys.organization.key(organizationId)),
    import('./lazy/duty.ts'),
  ]);
  if (!roster || !organization) return notFound;
  const at = query.at ?? api.clock();
  const { timeZone } = organization['organization'] as Organization;
  const now = onDuty(roster, at, timeZone);
  const next = changesAfter(roster, at, timeZone, changesMax);
  const ids = [...new Set([...now, ...next.flatMap(({ people }) => people)])];
  const items = await api.table.getAll(ids.map((id) => keys.person.key(organizationId, id)));
  const names = new Map(items.map((item) => item['person'] as Person).map(({ id, name }) => [id, name]));
  const named = (people: readonly string[]) => people.map((id) => ({ id, name: names.get(id) ?? null }));
  return json(200, { at, people: named(now), next: next.map((change) => ({ at: change.at, people: named(change.people) })) });
});
