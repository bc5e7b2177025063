import { keys } from '../../../shared/table/keys.ts';
import { handles } from '../call.ts';
import { empty, notFound } from '../http/answer.ts';

export const deleteIntegration = handles('deleteIntegration', async ({ api, caller, params }) => {
  const key = keys.integration.key(caller.organizationId, params.id);
  const item = await api.table.get(key);
  if (!item) return notFound;
  await api.table.transact([{ remove: keys.routingKey.key(item['hash'] as string) }, { remove: key }]);
  return empty(204);
});
