import { handles } from '../call.ts';
import { etagOf } from '../etag.ts';
import { json, notFound } from '../http/answer.ts';
import { loadRoster, loadRosters, rosterAnswer } from './record.ts';

export const getRoster = handles('getRoster', async ({ api, caller, params }) => {
  const roster = await loadRoster(api, caller.organizationId, params.id);
  return roster ? json(200, rosterAnswer(roster), { etag: etagOf(roster.version) }) : notFound;
});

export const listRosters = handles('listRosters', async ({ api, caller }) => {
  const rosters = await loadRosters(api, caller.organizationId);
  return json(200, { items: rosters.map(rosterAnswer) });
});
