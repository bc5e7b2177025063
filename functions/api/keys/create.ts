import type { ApiKey } from '../../../shared/organization/records.ts';
import { keys } from '../../../shared/table/keys.ts';
import { handles } from '../call.ts';
import { commit } from '../commit.ts';
import { inBody, invalid, json, refuse } from '../http/answer.ts';
import { freshKey, keyAnswer, keyWrites } from './record.ts';

export const createKey = handles('createKey', async ({ api, caller, body, once }) => {
  const { organizationId } = caller;
  const { name, person = null } = body;
  if (person !== null && !(await api.table.get(keys.person.key(organizationId, person))))
    return invalid([inBody('/person', 'unknown-person', { name: person })]);
  const key: ApiKey = { id: api.ids('key'), organizationId, name, scopes: [...new Set(body.scopes)], person, createdAt: api.clock() };
  const apiKey = freshKey(api);
  const written = await commit(api, once, keyWrites(key, apiKey), json(201, { key: keyAnswer(key), apiKey }));
  return typeof written === 'number' ? refuse('unavailable') : written;
});
