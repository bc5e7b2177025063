import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { outgoingIn } from '../adapters/dynamodb/outbox.ts';
import { tableFromEnv } from '../adapters/dynamodb/client.ts';
import type { Item } from '../adapters/dynamodb/table.ts';
import { log, said } from '../runtime/log.ts';
import { relayingFromEnv } from './compose.ts';
import { relay } from './relay.ts';

const table = tableFromEnv();
const relaying = relayingFromEnv();

/** Relays new outbox items; those that fail come again, with all that follow them in their shard. */
export const handler = async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  const failures = await Promise.all(
    event.Records.map(async ({ dynamodb }) => {
      try {
        const item = unmarshall((dynamodb?.NewImage ?? {}) as Record<string, AttributeValue>) as Item;
        await relay(relaying, outgoingIn(item));
        await table.write({ remove: { pk: item.pk, sk: item.sk } });
        return [];
      } catch (error) {
        log('warn', 'outbox item not relayed yet', { error: said(error) });
        return dynamodb?.SequenceNumber ? [{ itemIdentifier: dynamodb.SequenceNumber }] : [];
      }
    }),
  );
  return { batchItemFailures: failures.flat() };
};
