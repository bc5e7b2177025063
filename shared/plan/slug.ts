import * as z from 'zod';

/** Lower-case words joined by hyphens; what people choose as an id. Never `constructor`: ids are keys of objects, and every object has that one. */
export const Slug = z.string().regex(/^(?!constructor$)[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, { error: 'slug' });
