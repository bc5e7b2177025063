import { isDeepStrictEqual } from 'node:util';
import type { Roster, RosterInput } from '../../../shared/organization/roster.ts';
import { type Fault, faultsMax } from '../../../shared/problems/fault.ts';
import { suggester } from '../../../shared/problems/suggest.ts';
import { keys, listPrefix } from '../../../shared/table/keys.ts';
import { type Api, handles } from '../call.ts';
import { etagOf, matches } from '../etag.ts';
import { again, inBody, invalid, json, refuse } from '../http/answer.ts';
import { loadRoster, rosterAnswer } from './record.ts';

/** People whom the organization does not know. */
const unknownPeople = async ({ table }: Api, organizationId: string, { shifts }: RosterInput): Promise<Fault[]> => {
  const named = [...new Set(shifts.flatMap(({ people }) => people))];
  const found = new Set((await table.getAll(named.map((id) => keys.person.key(organizationId, id)))).map(({ sk }) => sk));
  const strangers = new Set(named.filter((id) => !found.has(`${listPrefix.person}${id}`)));
  if (strangers.size === 0) return [];
  const { pk } = keys.organization.key(organizationId);
  const everybody = await table.query({ pk, prefix: listPrefix.person });
  const meant = suggester(everybody.map(({ sk }) => sk.slice(listPrefix.person.length)));
  return shifts.flatMap(({ people }, index) =>
    people.flatMap((name, place) =>
      strangers.has(name) ? [inBody(`/shifts/${index}/people/${place}`, 'unknown-person', { name, suggestion: meant(name) })] : [],
    ),
  );
};

const reversed = ({ shifts }: RosterInput): Fault[] =>
  shifts.flatMap(({ first, last }, index) =>
    first !== undefined && last !== undefined && last < first ? [inBody(`/shifts/${index}/last`, 'last-before-first')] : [],
  );

export const putRoster = handles('putRoster', async ({ api, caller, params, body, ifMatch }) => {
  const { organizationId } = caller;
  const [strangers, before] = await Promise.all([unknownPeople(api, organizationId, body), loadRoster(api, organizationId, params.id)]);
  const faults = [...strangers, ...reversed(body)];
  if (faults.length > 0) return invalid(faults.slice(0, faultsMax));
  if (!matches(ifMatch, before?.version ?? null)) return refuse('version-stale');

  const wanted = { ...body, id: params.id };
  const { version: _, updatedAt: __, ...present } = before ?? { version: 0, updatedAt: '' };
  if (before && isDeepStrictEqual(present, wanted)) return json(200, rosterAnswer(before), { etag: etagOf(before.version) });

  const roster: Roster = { ...wanted, version: (before?.version ?? 0) + 1, updatedAt: api.clock() };
  const conflict = await api.table.write({
    put: { ...keys.roster.key(organizationId, params.id), type: 'Roster', version: roster.version, roster },
    if: before ? { attribute: 'version', equals: before.version } : { absent: true },
  });
  if (conflict) return ifMatch === null ? again : refuse('version-stale');
  return json(before ? 200 : 201, rosterAnswer(roster), { etag: etagOf(roster.version) });
});
