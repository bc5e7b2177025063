import type { Instant } from '../../../shared/instant.ts';
import type { Organization } from '../../../shared/organization/records.ts';
import { keys } from '../../../shared/table/keys.ts';
import type { Write } from '../../adapters/dynamodb/table.ts';
import type { Api } from '../call.ts';
import { pageChanged } from '../commit.ts';
import { versionOf } from './read.ts';

/** An organization with its next version. */
export const changedOrganization = (before: Organization, change: Partial<Organization>, now: Instant): Organization => ({
  ...before,
  ...change,
  version: versionOf(before) + 1,
  updatedAt: now,
});

/** The writes of an organization that has changed; what was stored before there were versions has none to compare. */
export const organizationWrites = (api: Api, before: Organization, after: Organization, now: Instant): Write[] => [
  {
    put: { ...keys.organization.key(after.id), type: 'Organization', version: versionOf(after), organization: after },
    if: { attribute: 'version', equals: before.version ?? null },
  },
  pageChanged(api, after.id, now),
];
