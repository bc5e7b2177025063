import type { PostedNotice } from '../../../shared/notice/posted.ts';
import { keys, listPrefix } from '../../../shared/table/keys.ts';
import { handles } from '../call.ts';
import { etagOf } from '../etag.ts';
import { invalid, json, notFound } from '../http/answer.ts';
import { cursorOf, positionIn } from '../incidents/cursor.ts';
import { loadOrganization, noticeAnswer } from './record.ts';

export const getNotice = handles('getNotice', async ({ api, caller, params, language }) => {
  const { organizationId } = caller;
  const [item, organization] = await Promise.all([
    api.table.get(keys.postedNotice.key(organizationId, params.id)),
    loadOrganization(api, organizationId),
  ]);
  if (!item) return notFound;
  const notice = item['notice'] as PostedNotice;
  return json(200, noticeAnswer(notice, { statusUrl: api.statusUrl, organization, language, now: api.clock() }), {
    etag: etagOf(notice.version),
  });
});

export const listNotices = handles('listNotices', async ({ api, caller, query: { limit, cursor }, language }) => {
  const { organizationId } = caller;
  const list = { organizationId, list: 'notices' };
  const position = cursor === undefined ? null : positionIn(list, cursor);
  if (cursor !== undefined && position === null) return invalid([{ in: 'query', pointer: '/cursor', code: 'cursor', values: {} }]);
  const { pk } = keys.organization.key(organizationId);
  const after = position === null ? undefined : keys.postedNotice.key(organizationId, position).sk;
  const [items, organization] = await Promise.all([
    api.table.query({ pk, prefix: listPrefix.postedNotice, descending: true, limit: limit + 1, after }),
    loadOrganization(api, organizationId),
  ]);
  const shown = items.slice(0, limit).map((item) => item['notice'] as PostedNotice);
  const last = items.length > limit ? shown.at(-1) : undefined;
  const reader = { statusUrl: api.statusUrl, organization, language, now: api.clock() };
  return json(200, { items: shown.map((notice) => noticeAnswer(notice, reader)), next: last ? cursorOf(list, last.id) : null });
});
