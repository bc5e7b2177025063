import type { StatusPage } from '../page.ts';
import { badge } from './badge.ts';
import { atom, rss } from './feed.ts';
import { components, incidents, maintenances, status, summary, unresolved } from './json.ts';

/** One object to publish; `path` is relative to the page's root. */
export interface PublishedObject {
  readonly path: string;
  readonly contentType: string;
  readonly cacheControl: string;
  readonly body: string;
}

/** Ten seconds at the edge, and an hour of grace when the origin is away: the line that Statuspage serves. */
export const cacheControl = 'max-age=10, public, s-maxage=10, stale-while-revalidate=20, stale-if-error=3600';

export const htmlContentType = 'text/html; charset=utf-8';

const json = (path: string, body: object): PublishedObject => ({
  path: `api/v2/${path}.json`,
  contentType: 'application/json; charset=utf-8',
  cacheControl,
  body: JSON.stringify(body),
});

/**
 * Every machine format of a page. Publish them in this order and after the HTML: open pages poll `status.json`, which comes
 * last, and then expect to find the new HTML in place.
 */
export const objectsOf = (page: StatusPage): PublishedObject[] => [
  { path: 'history.atom', contentType: 'application/atom+xml; charset=utf-8', cacheControl, body: atom(page) },
  { path: 'history.rss', contentType: 'application/rss+xml; charset=utf-8', cacheControl, body: rss(page) },
  { path: 'badge.svg', contentType: 'image/svg+xml; charset=utf-8', cacheControl, body: badge(page) },
  json('components', components(page)),
  json('incidents', incidents(page)),
  json('incidents/unresolved', unresolved(page)),
  json('scheduled-maintenances', maintenances(page)),
  json('scheduled-maintenances/upcoming', maintenances(page)),
  json('scheduled-maintenances/active', maintenances(page)),
  json('summary', summary(page)),
  json('status', status(page)),
];
