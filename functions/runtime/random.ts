import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { type Ids, idsFrom } from '../../shared/ids.ts';

/** The only source of randomness in what runs in Lambda. */
export const ids: Ids = idsFrom(() => v7());

/** Unguessable text: `bytes` random bytes in base64url. */
export const token = (bytes: number): string => randomBytes(bytes).toString('base64url');

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A public id as Statuspage's readers know it: 12 lower-case base-36 characters (62 bits). */
export const publicId = (): string => {
  let id = '';
  // Bytes above the last multiple of 36 would favour the first letters.
  while (id.length < 12) for (const byte of randomBytes(16)) if (byte < 252 && id.length < 12) id += alphabet[byte % 36];
  return id;
};

/** A factor from 0.5 to 1, so that writers who met once do not meet again. */
export const jitter = (): number => 0.5 + Math.random() / 2;
