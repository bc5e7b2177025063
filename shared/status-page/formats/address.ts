import type { Organization } from '../../organization/records.ts';
import type { PageMaintenance, PageNotice, StatusPage } from '../page.ts';

/** The host that an organization has shown to be its own. */
export const hostOf = ({ domain }: Pick<Organization, 'domain'>): string | null => (domain?.verifiedAt ? domain.host : null);

/** Absolute address of an organization's page, without a trailing slash. */
export const pageUrl = (statusUrl: string, organization: Pick<Organization, 'slug' | 'domain'>): string => {
  const host = hostOf(organization);
  return host === null ? `${statusUrl}/${organization.slug}` : `https://${host}`;
};

/** Absolute address of the page of an incident or a maintenance, in the page's default language. */
export const entryUrl = (page: Pick<StatusPage, 'url'>, { kind, id }: Pick<PageNotice | PageMaintenance, 'kind' | 'id'>): string =>
  `${page.url}/${kind === 'incident' ? 'incidents' : 'maintenance'}/${id}/`;

/**
 * A `tag:` URI (RFC 4151), which stays when the page gets another address. Several pages may share a host, so what is unique per page
 * only carries the page's path; an incident's id is unique by itself.
 */
export const tagUri = (page: StatusPage, specific: string, scope: 'page' | 'host'): string => {
  const { host, pathname } = new URL(page.namedAfter);
  const path = scope === 'page' ? pathname.replace(/\/$/, '') + '/' : '';
  return `tag:${host},2005:${path}${specific}`;
};
