import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Event } from '../../../shared/incident/events.ts';

export const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

/** Hash of an event over its canonical JSON (RFC 8785). */
export const hashOf = (event: Event): string => sha256(canonicalize(event) ?? '');

/** What the first event of a stream names as the one before. */
export const noHash = '0'.repeat(64);

/** Position of the first event that does not name the one before it, or null when the chain is whole. */
export const brokenAt = (events: readonly Event[]): number | null => {
  const index = events.findIndex((event, position) => {
    const before = events[position - 1];
    return event.sequence !== position + 1 || event.previousHash !== (before ? hashOf(before) : noHash);
  });
  return index < 0 ? null : index + 1;
};
