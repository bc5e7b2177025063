import { keys } from '../../../shared/table/keys.ts';
import { handles } from '../call.ts';
import { empty, notFound, refuse } from '../http/answer.ts';

export const deleteKey = handles('deleteKey', async ({ api, caller, params }) => {
  const listing = keys.apiKeyListing.key(caller.organizationId, params.id);
  const item = await api.table.get(listing);
  if (!item) return notFound;
  if (params.id === caller.id) return refuse('key-in-use');
  await api.table.transact([{ remove: keys.apiKey.key(item['hash'] as string) }, { remove: listing }]);
  return empty(204);
});
