import type { Integration } from '../../../shared/organization/records.ts';
import { keys, listPrefix } from '../../../shared/table/keys.ts';
import { handles } from '../call.ts';
import { json } from '../http/answer.ts';
import { integrationAnswer } from './record.ts';

export const listIntegrations = handles('listIntegrations', async ({ api, caller }) => {
  const { pk } = keys.organization.key(caller.organizationId);
  const items = await api.table.query({ pk, prefix: listPrefix.integration });
  return json(200, { items: items.map((item) => integrationAnswer(item['integration'] as Integration)) });
});
