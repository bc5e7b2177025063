import type { ApiKey, Organization } from '../../../shared/organization/records.ts';
import { scopes } from '../../../shared/organization/records.ts';
import { keys } from '../../../shared/table/keys.ts';
import { dayItem } from '../../adapters/dynamodb/notices.ts';
import { handles } from '../call.ts';
import { commit, pageChanged } from '../commit.ts';
import { json, refuse } from '../http/answer.ts';
import { freshKey, keyWrites } from '../keys/record.ts';
import { organizationAnswer } from './read.ts';

export const createOrganization = handles('createOrganization', async ({ api, body, once, noted }) => {
  const now = api.clock();
  const id = api.ids('organization');
  noted.organizationId = id;
  const organization: Organization = { ...body, id, pageId: api.publicId(), version: 1, createdAt: now, updatedAt: now };
  const apiKey = freshKey(api);
  const key: ApiKey = { id: api.ids('key'), organizationId: id, name: 'first', scopes, person: null, createdAt: now };
  const answer = json(201, { organization: organizationAnswer(api, organization), apiKey });
  const written = await commit(
    api,
    once,
    [
      { put: { ...keys.slug.key(body.slug), type: 'Slug', organizationId: id }, if: { absent: true } },
      { put: { ...keys.organization.key(id), type: 'Organization', version: 1, organization } },
      { put: dayItem(id, body.timeZone, now) },
      ...keyWrites(key, apiKey),
      pageChanged(api, id, now),
    ],
    answer,
  );
  return written === 0 ? refuse('slug-taken') : typeof written === 'number' ? refuse('unavailable') : written;
});
