import type { StatusPage } from '../../shared/status-page/page.ts';

/**
 * Every path of a page, relative to its root, each ending in `/` but the root itself: `''`, `incidents/{id}/`, `maintenance/{id}/`,
 * `history/`, `history/{yyyy-mm}/`, and all of them once more below each language: `en/`, `en/incidents/{id}/`, …
 */
export declare const paths: (page: StatusPage) => string[];

/** The HTML of one of the `paths` of a page. Throws with the real cause when it cannot be rendered. */
export declare const render: (path: string, page: StatusPage) => Promise<string>;

/**
 * What the HTML of one of the `paths` is made from: while it and `build` stay the same, so do the bytes, and the page need not be
 * rendered again. The overview's changes with every publication.
 */
export declare const basis: (path: string, page: StatusPage) => string;

/** The HTML for addresses at which there is nothing: in both languages, of no organization; a script in it finds whose address it is. */
export declare const renderNotFound: () => Promise<string>;

/** A digest of the code that renders: another one may render the same page differently. */
export declare const build: string;
