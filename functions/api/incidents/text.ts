import { keys } from '../../../shared/table/keys.ts';
import { sha256 } from '../../adapters/dynamodb/hash.ts';
import type { Write } from '../../adapters/dynamodb/table.ts';

/** Stores free text apart from the record, so that it can be erased. */
export const textWrite = (organizationId: string, incidentId: string, text: string): Write => ({
  put: { ...keys.text.key(organizationId, incidentId, sha256(text)), type: 'Text', text },
});
