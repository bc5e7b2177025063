import { proofName } from '../../../shared/organization/settings.ts';
import type { Organization } from '../../../shared/organization/records.ts';
import { plainLook } from '../../../shared/status-page/look.ts';
import { keys } from '../../../shared/table/keys.ts';
import type { Language } from '../../../shared/text.ts';
import { sha256 } from '../../adapters/dynamodb/hash.ts';
import { type Api, handles } from '../call.ts';
import { etagOf } from '../etag.ts';
import { json, notFound } from '../http/answer.ts';
import { warningsOf } from '../notices/record.ts';

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

/** The text that shows whose a host is: bound to both, so that nobody can use another's record. */
export const proofOf = (organizationId: string, host: string): string => `muster=${sha256(`${organizationId}\n${host}`).slice(0, 40)}`;

export const versionOf = ({ version = 1 }: Organization): number => version;

/** {@link organizationAnswer} with what is set of its page, and its entity tag. */
export const standingAnswer = (api: Api, organization: Organization, language: Language) => {
  const { id, look = plainLook, domain = null, name, languages } = organization;
  const { accent, logo, contact, footer, announcement, indexed } = look;
  const body = {
    ...organizationAnswer(api, organization),
    look: { accent, logo, contact, footer, announcement: announcement?.body ?? null, indexed },
    announcedAt: announcement?.at ?? null,
    domain: domain && {
      host: domain.host,
      record: { type: 'TXT', name: proofName(domain.host), value: proofOf(id, domain.host) },
      verifiedAt: domain.verifiedAt,
    },
    version: versionOf(organization),
    warnings: warningsOf(
      [
        [['name'], name],
        [['look', 'footer'], footer],
        [['look', 'announcement'], announcement?.body],
      ],
      languages,
      language,
    ),
  };
  return json(200, body, { etag: etagOf(versionOf(organization)) });
};

export const getOrganization = handles('getOrganization', async ({ api, caller, language }) => {
  const item = await api.table.get(keys.organization.key(caller.organizationId));
  return item ? standingAnswer(api, item['organization'] as Organization, language) : notFound;
});
