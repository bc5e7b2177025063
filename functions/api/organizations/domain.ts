import { plus, type Instant } from '../../../shared/instant.ts';
import type { Organization } from '../../../shared/organization/records.ts';
import { proofName } from '../../../shared/organization/settings.ts';
import { keys } from '../../../shared/table/keys.ts';
import type { Language } from '../../../shared/text.ts';
import type { Condition, Item, Write } from '../../adapters/dynamodb/table.ts';
import { type Api, handles } from '../call.ts';
import { matches } from '../etag.ts';
import { again, notFound, type Result, refuse } from '../http/answer.ts';
import { loadOrganization } from '../notices/record.ts';
import { proofOf, standingAnswer, versionOf } from './read.ts';
import { changedOrganization, organizationWrites } from './record.ts';

type IfMatch = readonly string[] | '*' | null;

/** How long nobody else gets a host that was given up: the publisher removes its pages meanwhile, and whoever still writes some comes to an end. */
const heldMillis = 5 * 60_000;

/** Gives up the host that the organization had, if it was its own already. */
const released = ({ id, slug, domain }: Organization, now: Instant): Write[] =>
  domain?.verifiedAt
    ? [
        {
          put: { ...keys.host.key(domain.host), type: 'Host', organizationId: id, slug, releasedAt: now },
          if: { attribute: 'organizationId', equals: id },
        },
      ]
    : [];

/** What must still hold of a host's claim when an organization takes the host; null where it cannot. */
const freeFor = (id: string, claim: Item | null, now: Instant): Condition | null => {
  if (!claim) return { absent: true };
  const releasedAt = claim['releasedAt'];
  if (claim['organizationId'] !== id && !(typeof releasedAt === 'string' && plus(releasedAt, heldMillis) <= now)) return null;
  return typeof releasedAt === 'string' ? { attribute: 'releasedAt', equals: releasedAt } : { attribute: 'organizationId', equals: id };
};

const settle = async (
  api: Api,
  before: Organization,
  domain: Organization['domain'],
  writes: readonly Write[],
  { ifMatch, language }: { readonly ifMatch: IfMatch; readonly language: Language },
): Promise<Result> => {
  const now = api.clock();
  const after = changedOrganization(before, { domain: domain ?? null }, now);
  const conflict = await api.table.transact([...organizationWrites(api, before, after, now), ...writes]);
  if (!conflict) return standingAnswer(api, after, language);
  return ifMatch === null ? again : refuse('version-stale');
};

export const putDomain = handles('putDomain', async ({ api, caller, body: { host }, ifMatch, language }) => {
  const before = await loadOrganization(api, caller.organizationId);
  if (!matches(ifMatch, versionOf(before))) return refuse('version-stale');
  if (before.domain?.host === host) return standingAnswer(api, before, language);
  return settle(api, before, { host, verifiedAt: null }, released(before, api.clock()), { ifMatch, language });
});

export const verifyDomain = handles('verifyDomain', async ({ api, caller, ifMatch, language }) => {
  const before = await loadOrganization(api, caller.organizationId);
  if (!matches(ifMatch, versionOf(before))) return refuse('version-stale');
  const { id, domain } = before;
  if (!domain) return notFound;
  if (domain.verifiedAt) return standingAnswer(api, before, language);
  const { host } = domain;
  const record = { type: 'TXT', name: proofName(host), value: proofOf(id, host) };
  const key = keys.host.key(host);
  // Whether another organization has the host is nobody's business: the same answer as without a record.
  const [texts, taken] = await Promise.all([api.resolveTxt(record.name), api.table.get(key)]);
  const now = api.clock();
  const free = freeFor(id, taken, now);
  if (!free || !texts.includes(record.value)) return refuse('domain-unproven', { record });
  const claim: Write = { put: { ...key, type: 'Host', organizationId: id, slug: before.slug }, if: free };
  return settle(api, before, { host, verifiedAt: now }, [claim], { ifMatch, language });
});

export const deleteDomain = handles('deleteDomain', async ({ api, caller, ifMatch, language }) => {
  const before = await loadOrganization(api, caller.organizationId);
  if (!matches(ifMatch, versionOf(before))) return refuse('version-stale');
  if (!before.domain) return notFound;
  return settle(api, before, null, released(before, api.clock()), { ifMatch, language });
});
