import type { ApiKey } from '../../../shared/organization/records.ts';
import { keys, listPrefix } from '../../../shared/table/keys.ts';
import { handles } from '../call.ts';
import { json } from '../http/answer.ts';
import { keyAnswer } from './record.ts';

export const listKeys = handles('listKeys', async ({ api, caller }) => {
  const { pk } = keys.organization.key(caller.organizationId);
  const items = await api.table.query({ pk, prefix: listPrefix.apiKey });
  return json(200, { items: items.map((item) => keyAnswer(item['key'] as ApiKey)) });
});
