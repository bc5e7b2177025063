import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { setting } from '../../runtime/env.ts';
import { type Table, tableOf } from './table.ts';

/** The deployment's table, with a client that keeps its connections. */
export const tableFromEnv = (): Table => {
  const client = new DynamoDBClient({
    maxAttempts: 4,
    // A table that does not answer must be noticed while there is still time to try again, and to say so.
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
  });
  // It copies every request and answer, attribute by attribute, for a log that nobody keeps.
  client.middlewareStack.remove('loggerMiddleware');
  return tableOf(client, setting('MUSTER_TABLE'));
};
