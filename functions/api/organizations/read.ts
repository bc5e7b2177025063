import type { Organization } from '../../../shared/organization/records.ts';
import { keys } from '../../../shared/table/keys.ts';
import { type Api, handles } from '../call.ts';
import { json, notFound } from '../http/answer.ts';

export const organizationAnswer = ({ statusUrl }: Api, organization: Organization) => ({
  ...organization,
  statusUrl: `${statusUrl}/${organization.slug}/`,
});

export const getOrganization = handles('getOrganization', async ({ api, caller }) => {
  const item = await api.table.get(keys.organization.key(caller.organizationId));
  return item ? json(200, organizationAnswer(api, item['organization'] as Organization)) : notFound;
});
