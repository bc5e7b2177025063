import type { Person } from '../../../shared/organization/records.ts';
import { keys } from '../../../shared/table/keys.ts';
import { refuseUrl } from '../../adapters/webhook/address.ts';
import { handles } from '../call.ts';
import { again, inBody, invalid, json, refuse } from '../http/answer.ts';
import { etagOf, matches } from '../etag.ts';
import { isDeepStrictEqual } from 'node:util';
import { personAnswer, storedChannels } from './record.ts';

export const putPerson = handles('putPerson', async ({ api, caller, params, body, ifMatch }) => {
  const faults = body.channels.flatMap((channel, index) => {
    const fault = channel.kind === 'webhook' ? refuseUrl(channel.url, api.allowedOrigins) : null;
    return fault ? [inBody(`/channels/${index}/url`, fault)] : [];
  });
  if (faults.length > 0) return invalid(faults);

  const key = keys.person.key(caller.organizationId, params.id);
  const item = await api.table.get(key);
  const before = item ? (item['person'] as Person) : null;
  if (!matches(ifMatch, before?.version ?? null)) return refuse('version-stale');

  const judged = await storedChannels(api, body, before);
  if ('faults' in judged) return invalid(judged.faults);
  const wanted = { id: params.id, name: body.name, language: body.language ?? null, positions: body.positions, channels: judged.value };
  const { version: _, updatedAt: __, ...present } = before ?? { version: 0, updatedAt: '' };
  if (before && isDeepStrictEqual({ positions: [], ...present }, wanted))
    return json(200, personAnswer(before), { etag: etagOf(before.version) });

  const person: Person = { ...wanted, version: (before?.version ?? 0) + 1, updatedAt: api.clock() };
  const conflict = await api.table.write({
    put: { ...key, type: 'Person', version: person.version, person },
    if: before ? { attribute: 'version', equals: before.version } : { absent: true },
  });
  if (conflict) return ifMatch === null ? again : refuse('version-stale');
  return json(before ? 200 : 201, personAnswer(person), { etag: etagOf(person.version) });
});
