import { keys } from '../../../shared/table/keys.ts';
import { handles } from '../call.ts';
import { json, refuse } from '../http/answer.ts';

export const getHealth = handles('getHealth', async ({ api }) => {
  try {
    // Whether the item is there does not matter; an answer does.
    await api.table.get(keys.slug.key('healthz'));
    return json(200, { status: 'ok' });
  } catch {
    return refuse('unavailable');
  }
});
