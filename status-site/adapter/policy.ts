import { createHash } from 'node:crypto';
import { xmlAttribute } from '../../shared/status-page/formats/xml.ts';
import { sourceOf } from '../../shared/status-page/look.ts';

const hashesOf = (html: string, element: string): string =>
  [...html.matchAll(new RegExp(`<${element}([^>]*)>([^]*?)</${element}>`, 'g'))]
    // Data in a script element is not run, so no policy speaks of it.
    .filter(([, attributes = '']) => !attributes.includes('ld+json'))
    .map(([, , content = '']) => ` 'sha256-${createHash('sha256').update(content).digest('base64')}'`)
    .join('');

/**
 * The content security policy that allows exactly the styles and scripts of `trusted`, a page without anybody's text, and images from
 * the one place where an organization keeps its logo. It travels inside each page rather than in a header, so that pages of the
 * previous build keep working after a deployment.
 */
export const policyFor = (trusted: string): ((logo: string | null) => string) => {
  const [styles, scripts] = [hashesOf(trusted, 'style'), hashesOf(trusted, 'script')];
  return (logo) => {
    const images = logo === null ? null : sourceOf(logo);
    return [
      "default-src 'none'",
      `img-src data:${images === null ? '' : ` ${images}`}`,
      "connect-src 'self'",
      `style-src${styles}`,
      `script-src${scripts}`,
      "base-uri 'none'",
      "form-action 'none'",
    ].join(';');
  };
};

const anchor = '<meta charset="utf-8">';

/** Puts the policy first in the head, before anything it governs. */
export const withPolicy = (html: string, policy: string): string => {
  const at = html.indexOf(anchor);
  if (at < 0) throw new Error('the page has no place for its content security policy');
  const end = at + anchor.length;
  return `${html.slice(0, end)}<meta http-equiv="content-security-policy" content="${xmlAttribute(policy)}">${html.slice(end)}`;
};
