import { createApp } from 'astro/app/entrypoint';
import type { StatusPage } from '../../shared/status-page/page.ts';
import { basisOf, pathsOf, up, viewOf } from '../src/lib/view.ts';
import { blankPage } from './blank.ts';
import { policyFor, withPolicy } from './policy.ts';

const app = createApp({ streaming: false });

/** Stands for the way to the root of a page: all that a page in its language's folder and its copy outside do not have in common. */
const rootMark = 'muster-root:/';

/** Throws with the real cause when it cannot be rendered. */
const html = async (path: string, page: StatusPage | null): Promise<string> => {
  const locals: App.Locals = { page, root: page ? rootMark : undefined };
  const answer = await app.render(new Request(`http://status.invalid/${path}`), { locals });
  const body = await answer.text();
  if (answer.status === 200) return body;
  throw locals.error ?? new Error(`status ${answer.status}`);
};

// Rendering once while the module loads warms everything that the first real page would otherwise wait for, and shows which
// styles and scripts are ours before any organization's text has been near them.
const policy = policyFor(await html('', blankPage));

/** Every path of a page, relative to its root; see `render.d.mts`. */
export const paths = (page: StatusPage): string[] => pathsOf(page);

interface Copy {
  readonly path: string;
  readonly html: string;
}
/** What was rendered for one of two copies and waits for the other, by its path in the language's folder. */
const waiting = new WeakMap<StatusPage, Map<string, Copy>>();

const rendered = async (path: string, page: StatusPage): Promise<string> => {
  // Throws for a path that is not one before the site looks for a page to show instead.
  const { language, rest } = viewOf(path, page);
  const inFolder = `${language}/${rest}`;
  const copies = waiting.get(page) ?? new Map<string, Copy>();
  const other = copies.get(inFolder);
  copies.delete(inFolder);
  if (other && other.path !== path) return other.html;
  const whole = withPolicy(await html(inFolder, page), policy(page.look.logo));
  if (language === page.languages[0]) waiting.set(page, copies.set(inFolder, { path, html: whole }));
  return whole;
};

/** The HTML of one of the `paths` of a page. Throws with the real cause when it cannot be rendered. */
export const render = async (path: string, page: StatusPage): Promise<string> => {
  try {
    return (await rendered(path, page)).replaceAll(rootMark, up(path));
  } catch (error) {
    // A component that throws may show as a status, as a rejection or while the body is read. To a caller it is one failure.
    throw new Error(`page "${path}" could not be rendered`, { cause: error });
  }
};

/** What the HTML of one of the `paths` is made from. */
export const basis = (path: string, page: StatusPage): string => basisOf(path, page);

/** The HTML for addresses at which there is nothing. */
export const renderNotFound = async (): Promise<string> => {
  const page = await html('', null);
  return withPolicy(page, policyFor(page)(null));
};

/** A digest of the code that renders; the build puts it in place of these words. */
export const build = 'muster-site-build';
