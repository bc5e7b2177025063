import type { PageLook } from './page.ts';

/** A page that nobody has set anything of. */
export const plainLook: PageLook = { accent: 'slate', logo: null, contact: null, footer: null, announcement: null, indexed: true };

const source = /^https:\/\/(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?(?::\d+)?$/;

/**
 * Where an image comes from, as a content security policy names it: `https://` and a DNS name, perhaps a port. Null for an address
 * with any other host, or with a user name or password.
 */
export const sourceOf = (image: string): string | null => {
  // As written, too: a browser's parser forgives what a reader would not expect.
  if (!/^https:\/\/[a-z0-9.-]+(?::\d+)?(?:[/?#]|$)/i.test(image) || !URL.canParse(image)) return null;
  const { origin } = new URL(image);
  return source.test(origin) ? origin : null;
};
