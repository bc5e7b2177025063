import { keys } from '../../../shared/table/keys.ts';
import { handles } from '../call.ts';
import { json } from '../http/answer.ts';

export const getHealth = handles('getHealth', async ({ api }) => {
  // Whether the item is there does not matter; an answer does.
  await api.table.get(keys.slug.key('healthz'));
  return json(200, { status: 'ok' });
});
