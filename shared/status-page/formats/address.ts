import type { PageNotice, StatusPage } from '../page.ts';

/** Absolute address of a notice's page, in the page's default language. */
export const noticeUrl = (page: StatusPage, notice: PageNotice): string => `${page.url}/incidents/${notice.id}/`;

/**
 * A `tag:` URI (RFC 4151). Several pages may share a host, so what is unique per page only carries the page's path;
 * an incident's id is unique by itself.
 */
export const tagUri = (page: StatusPage, specific: string, scope: 'page' | 'host'): string => {
  const { host, pathname } = new URL(page.url);
  const path = scope === 'page' ? pathname.replace(/\/$/, '') + '/' : '';
  return `tag:${host},2005:${path}${specific}`;
};
