import type { StatusPage } from '../../shared/status-page/page.ts';

/** Every path of a page, relative to its root, each ending in `/` but the root itself: `''`, `en/`, `incidents/{id}/`, … */
export declare const paths: (page: StatusPage) => string[];

/** The HTML of one of the `paths` of a page. Throws with the real cause when it cannot be rendered. */
export declare const render: (path: string, page: StatusPage) => Promise<string>;
