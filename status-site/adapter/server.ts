import { createApp } from 'astro/app/entrypoint';
import type { StatusPage } from '../../shared/status-page/page.ts';
import { basisOf, pathsOf, viewOf } from '../src/lib/view.ts';
import { blankPage } from './blank.ts';
import { policyFor, withPolicy } from './policy.ts';

const app = createApp({ streaming: false });

const html = async (path: string, page: StatusPage | null): Promise<string> => {
  const locals: App.Locals = { page };
  try {
    // Throws for a path that is not one before the site looks for a page to show instead.
    if (page) viewOf(path, page);
    const answer = await app.render(new Request(`http://status.invalid/${path}`), { locals });
    const body = await answer.text();
    if (answer.status === 200) return body;
    throw locals.error ?? new Error(`status ${answer.status}`);
  } catch (error) {
    // A component that throws may show as a status, as a rejection or while the body is read. To a caller it is one failure.
    throw new Error(`page "${path}" could not be rendered`, { cause: error });
  }
};

// Rendering once while the module loads warms everything that the first real page would otherwise wait for, and shows which
// styles and scripts are ours before any organization's text has been near them.
const policy = policyFor(await html('', blankPage));

/** Every path of a page, relative to its root; see `render.d.mts`. */
export const paths = (page: StatusPage): string[] => pathsOf(page);

/** The HTML of one of the `paths` of a page. Throws with the real cause when it cannot be rendered. */
export const render = async (path: string, page: StatusPage): Promise<string> => withPolicy(await html(path, page), policy(page.look.logo));

/** What the HTML of one of the `paths` is made from. */
export const basis = (path: string, page: StatusPage): string => basisOf(path, page);

/** The HTML for addresses at which there is nothing. */
export const renderNotFound = async (): Promise<string> => {
  const page = await html('', null);
  return withPolicy(page, policyFor(page)(null));
};

/** A digest of the code that renders; the build puts it in place of these words. */
export const build = 'muster-site-build';
