import type { Actor } from '../../../shared/incident/events.ts';
import type { ApiKey } from '../../../shared/organization/records.ts';

/** Whose act it is: the person's to whom the key is bound, else the key's. */
export const actorOf = ({ id, person }: ApiKey): Actor => (person === null ? { kind: 'key', id } : { kind: 'person', id: person });
