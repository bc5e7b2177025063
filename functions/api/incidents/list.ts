import type { Head } from '../../../shared/incident/views.ts';
import { keys, listPrefix } from '../../../shared/table/keys.ts';
import { handles } from '../call.ts';
import { invalid, json } from '../http/answer.ts';
import { cursorOf, positionIn } from './cursor.ts';

/** How many heads a request looks at, at most, for those that its filter wants; the cursor goes on from there. */
const lookedAtMax = 1000;

export const listIncidents = handles('listIncidents', async ({ api, caller, query: { limit, cursor, status } }) => {
  const { organizationId } = caller;
  const list = { organizationId, list: `incidents ${status ?? ''}` };
  const position = cursor === undefined ? null : positionIn(list, cursor);
  if (cursor !== undefined && position === null) return invalid([{ in: 'query', pointer: '/cursor', code: 'cursor', values: {} }]);

  const { pk } = keys.organization.key(organizationId);
  const items: Head[] = [];
  let after = position === null ? undefined : keys.head.key(organizationId, position).sk;
  let more = true;
  for (let looked = 0; more && items.length < limit && looked < lookedAtMax;) {
    const wanted = status === undefined ? limit + 1 : 200;
    const page = (await api.table.query({ pk, prefix: listPrefix.head, descending: true, limit: wanted, after })).map(
      (item) => item['head'] as Head,
    );
    looked += page.length;
    const kept = page.filter((head) => status === undefined || head.status === status).slice(0, limit - items.length);
    items.push(...kept);
    // Full: go on after the last that was kept. Otherwise everything on this page was looked at.
    const last = items.length === limit ? items.at(-1) : page.at(-1);
    more = page.length === wanted || (last !== undefined && last !== page.at(-1) && last.id !== page.at(-1)?.id);
    if (last) after = keys.head.key(organizationId, last.id).sk;
  }
  const next = more && after !== undefined ? cursorOf(list, after.slice(listPrefix.head.length)) : null;
  return json(200, { items, next });
});
