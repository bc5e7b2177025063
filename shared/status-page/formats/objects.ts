import type { StatusPage } from '../page.ts';
import { badge, componentBadge } from './badge.ts';
import { calendar } from './calendar.ts';
import { embed } from './embed.ts';
import { atom, atomIn, jsonFeed, rss } from './feed.ts';
import { documentsOf } from './json.ts';

/** One object to publish; `path` is relative to the page's root. */
export interface PublishedObject {
  readonly path: string;
  readonly contentType: string;
  readonly cacheControl: string;
  readonly body: string;
  /** What the body says, where that is less than its bytes: a body that says the same need not be written again. */
  readonly says?: string;
}

/** Ten seconds at the edge, and an hour of grace when the origin is away: the line that Statuspage serves. */
export const cacheControl = 'max-age=10, public, s-maxage=10, stale-while-revalidate=20, stale-if-error=3600';

export const htmlContentType = 'text/html; charset=utf-8';

const as =
  (contentType: string) =>
  (path: string, body: string): PublishedObject => ({
    path,
    contentType: `${contentType}; charset=utf-8`,
    cacheControl,
    body,
  });
const atomAt = as('application/atom+xml');
const svgAt = as('image/svg+xml');

export const jsonObject = (path: string, body: object): PublishedObject => as('application/json')(path, JSON.stringify(body));

/** The time of the page's last change stands in every document, and is news in none but `summary` and `status`. */
const documentAt = (path: string, body: Readonly<Record<string, unknown>>): PublishedObject => {
  const object = jsonObject(`api/v2/${path}.json`, body);
  if (path === 'summary' || path === 'status') return object;
  return { ...object, says: JSON.stringify({ ...body, page: { ...(body['page'] as object), updated_at: '' } }) };
};

const feedAt = (path: string, body: object): PublishedObject => as('application/feed+json')(path, JSON.stringify(body));

/** Languages with feeds of their own: all but the one in which every feed is anyway. */
const localised = ({ languages }: StatusPage) => languages.filter((language, index) => index > 0 || language !== 'en');

/**
 * Every machine format of a page as a whole. Publish them after the HTML, and `status.json`, which comes last, after all others:
 * open pages poll it, and then expect to find the new HTML in place.
 */
export const objectsOf = (page: StatusPage): PublishedObject[] => [
  atomAt('history.atom', atom(page)),
  as('application/rss+xml')('history.rss', rss(page)),
  feedAt('feed.json', jsonFeed(page, null)),
  ...localised(page).flatMap((language) => [
    atomAt(`history.${language}.atom`, atomIn(page, language)),
    feedAt(`feed.${language}.json`, jsonFeed(page, language)),
  ]),
  as('text/calendar')('maintenance.ics', calendar(page)),
  svgAt('badge.svg', badge(page)),
  ...page.components.map((component) => svgAt(`badge/${component.id}.svg`, componentBadge(page, component))),
  as('text/html')('embed/index.html', embed(page, page.languages[0] ?? 'en')),
  ...page.languages.map((language) => as('text/html')(`${language}/embed/index.html`, embed(page, language))),
  as('text/plain')('robots.txt', `User-agent: *\nDisallow:${page.look.indexed ? '' : ' /'}\n`),
  ...documentsOf(page).map(([path, body]) => documentAt(path, body)),
];
