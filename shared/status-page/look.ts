import type { PageLook } from './page.ts';

/** A page that nobody has set anything of. */
export const plainLook: PageLook = { accent: 'slate', logo: null, contact: null, footer: null, announcement: null, indexed: true };
