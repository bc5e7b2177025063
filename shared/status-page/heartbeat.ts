import type { Instant } from '../instant.ts';

/**
 * Key of the one object that tells every open page that publishing is alive, at the root of the site's bucket. Pages reach it
 * by a relative address. After 15 minutes without a fresh stamp an open page says that it may be out of date.
 */
export const heartbeatKey = 'heartbeat.json';

export const heartbeatOf = (now: Instant): string => `${JSON.stringify({ at: now })}\n`;
