import type { Organization } from '../../../shared/organization/records.ts';
import { keys } from '../../../shared/table/keys.ts';
import { type Api, handles } from '../call.ts';
import { json, notFound } from '../http/answer.ts';

/** What is shown of an organization. Field by field, because the table keeps no order. */
export const organizationAnswer = (
  { statusUrl }: Api,
  { id, slug, name, timeZone, languages, pageId, createdAt, updatedAt }: Organization,
) => ({
  id,
  slug,
  name,
  timeZone,
  languages,
  pageId,
  statusUrl: `${statusUrl}/${slug}/`,
  createdAt,
  updatedAt,
});

export const getOrganization = handles('getOrganization', async ({ api, caller }) => {
  const item = await api.table.get(keys.organization.key(caller.organizationId));
  return item ? json(200, organizationAnswer(api, item['organization'] as Organization)) : notFound;
});
