import * as z from 'zod';

/** Lower-case words joined by hyphens; what people choose as an id. */
export const Slug = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, { error: 'slug' });
