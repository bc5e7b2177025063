import { isDeepStrictEqual } from 'node:util';
import type { NoticeText } from '../../../shared/notice/input.ts';
import { keys } from '../../../shared/table/keys.ts';
import type { Language } from '../../../shared/text.ts';
import { handles } from '../call.ts';
import { etagOf, matches } from '../etag.ts';
import { again, empty, json, notFound, refuse } from '../http/answer.ts';
import { loadOrganization, loadTexts, warningsOf } from './record.ts';

const textAnswer = (text: NoticeText, languages: readonly Language[], language: Language) => ({
  id: text.id,
  title: text.title,
  body: text.body,
  version: text.version,
  createdAt: text.createdAt,
  updatedAt: text.updatedAt,
  warnings: warningsOf(
    [
      [['title'], text.title],
      [['body'], text.body],
    ],
    languages,
    language,
  ),
});

export const listNoticeTexts = handles('listNoticeTexts', async ({ api, caller, language }) => {
  const { organizationId } = caller;
  const [texts, { languages }] = await Promise.all([loadTexts(api, organizationId), loadOrganization(api, organizationId)]);
  return json(200, { items: texts.map((text) => textAnswer(text, languages, language)) });
});

export const getNoticeText = handles('getNoticeText', async ({ api, caller, params, language }) => {
  const { organizationId } = caller;
  const [item, { languages }] = await Promise.all([
    api.table.get(keys.noticeText.key(organizationId, params.id)),
    loadOrganization(api, organizationId),
  ]);
  if (!item) return notFound;
  const text = item['text'] as NoticeText;
  return json(200, textAnswer(text, languages, language), { etag: etagOf(text.version) });
});

export const putNoticeText = handles('putNoticeText', async ({ api, caller, params, body, ifMatch, language }) => {
  const { organizationId } = caller;
  const key = keys.noticeText.key(organizationId, params.id);
  const [item, { languages }] = await Promise.all([api.table.get(key), loadOrganization(api, organizationId)]);
  const before = item ? (item['text'] as NoticeText) : null;
  if (!matches(ifMatch, before?.version ?? null)) return refuse('version-stale');
  if (before && isDeepStrictEqual({ title: before.title, body: before.body }, { title: body.title, body: body.body }))
    return json(200, textAnswer(before, languages, language), { etag: etagOf(before.version) });
  const now = api.clock();
  const text: NoticeText = {
    ...body,
    id: params.id,
    version: (before?.version ?? 0) + 1,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  };
  // No page shows it before a notice is made from it.
  const conflict = await api.table.write({
    put: { ...key, type: 'NoticeText', version: text.version, text },
    if: before ? { attribute: 'version', equals: before.version } : { absent: true },
  });
  if (conflict) return ifMatch === null ? again : refuse('version-stale');
  return json(before ? 200 : 201, textAnswer(text, languages, language), { etag: etagOf(text.version) });
});

export const deleteNoticeText = handles('deleteNoticeText', async ({ api, caller, params, ifMatch }) => {
  const key = keys.noticeText.key(caller.organizationId, params.id);
  const item = await api.table.get(key);
  if (!item) return notFound;
  const version = item['version'] as number;
  if (!matches(ifMatch, version)) return refuse('version-stale');
  const conflict = await api.table.write({ remove: key, if: { attribute: 'version', equals: version } });
  if (conflict) return ifMatch === null ? again : refuse('version-stale');
  return empty(204);
});
