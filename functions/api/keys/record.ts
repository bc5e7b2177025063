import type { ApiKey } from '../../../shared/organization/records.ts';
import { keys } from '../../../shared/table/keys.ts';
import { sha256 } from '../../adapters/dynamodb/hash.ts';
import type { Write } from '../../adapters/dynamodb/table.ts';
import { apiKeyPrefix } from '../authenticate.ts';
import type { Api } from '../call.ts';

/** A new key: visibly ours, so that scanners of repositories find it, and 256 bits of chance. */
export const freshKey = (api: Api): string => `${apiKeyPrefix}${api.token(32)}`;

/** Stores a key by its hash, and in its organization's list. */
export const keyWrites = (key: ApiKey, secret: string): Write[] => {
  const hash = sha256(secret);
  return [
    { put: { ...keys.apiKey.key(hash), type: 'ApiKey', key }, if: { absent: true } },
    { put: { ...keys.apiKeyListing.key(key.organizationId, key.id), type: 'ApiKeyListing', key, hash } },
  ];
};

/** What is shown of a key. Field by field, because the table keeps no order. */
export const keyAnswer = ({ id, name, scopes, person, createdAt }: ApiKey) => ({ id, name, scopes, person, createdAt });
