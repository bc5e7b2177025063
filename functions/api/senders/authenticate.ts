import type { Integration } from '../../../shared/organization/records.ts';
import { keys } from '../../../shared/table/keys.ts';
import { sha256 } from '../../adapters/dynamodb/hash.ts';
import type { Api } from '../call.ts';

/** The integration that a routing key belongs to; found by hash, like every key. */
export const integrationOf = async ({ table }: Api, routingKey: string): Promise<Integration | null> => {
  if (!/^[\x21-\x7e]{32}$/.test(routingKey)) return null;
  const item = await table.get(keys.routingKey.key(sha256(routingKey)));
  return item ? (item['integration'] as Integration) : null;
};
