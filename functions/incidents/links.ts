import type { Instant } from '../../shared/instant.ts';
import { plus } from '../../shared/instant.ts';
import type { Sealer } from '../runtime/seal.ts';

/** What a link in an alert stands for. Short names: the address is read aloud from phones. */
export interface Link {
  /** Organization. */
  readonly o: string;
  /** Incident. */
  readonly i: string;
  /** Person. */
  readonly p: string;
  /** When it expires. */
  readonly x: Instant;
}

export const linkPurpose = 'link';

/** Links work for a day after the alert: long enough for any ladder, too short to be found years later in a mailbox. */
const lifeMillis = 24 * 60 * 60_000;

/** Address of the page on which a person works on an incident. */
export const linkFor = (
  sealer: Sealer,
  apiUrl: string,
  organizationId: string,
  incidentId: string,
  person: string,
  now: Instant,
): string => {
  const link: Link = { o: organizationId, i: incidentId, p: person, x: plus(now, lifeMillis) };
  return `${apiUrl}/a/${sealer.seal(linkPurpose, link)}`;
};
