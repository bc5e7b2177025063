import { isDeepStrictEqual } from 'node:util';
import { lookOf } from '../../../shared/organization/settings.ts';
import { plainLook } from '../../../shared/status-page/look.ts';
import { dayItem } from '../../adapters/dynamodb/notices.ts';
import { handles } from '../call.ts';
import { matches } from '../etag.ts';
import { again, refuse } from '../http/answer.ts';
import { loadOrganization } from '../notices/record.ts';
import { standingAnswer, versionOf } from './read.ts';
import { changedOrganization, organizationWrites } from './record.ts';

export const putOrganization = handles('putOrganization', async ({ api, caller, body, ifMatch, language }) => {
  const { organizationId } = caller;
  const before = await loadOrganization(api, organizationId);
  if (!matches(ifMatch, versionOf(before))) return refuse('version-stale');
  const now = api.clock();
  const look = lookOf(body.look, before.look ?? plainLook, now);
  const wanted = { name: body.name, timeZone: body.timeZone, languages: body.languages, look };
  const standing = { name: before.name, timeZone: before.timeZone, languages: before.languages, look: before.look ?? plainLook };
  if (isDeepStrictEqual(JSON.parse(JSON.stringify(standing)), JSON.parse(JSON.stringify(wanted))))
    return standingAnswer(api, before, language);
  const after = changedOrganization(before, wanted, now);
  const conflict = await api.table.transact([
    ...organizationWrites(api, before, after, now),
    { put: dayItem(organizationId, after.timeZone, now) },
  ]);
  if (conflict) return ifMatch === null ? again : refuse('version-stale');
  return standingAnswer(api, after, language);
});
