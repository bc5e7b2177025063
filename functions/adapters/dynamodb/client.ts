import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { setting } from '../../runtime/env.ts';
import { type Table, tableOf } from './table.ts';

/** The deployment's table, with a client that keeps its connections. */
export const tableFromEnv = (): Table => {
  const client = new DynamoDBClient({ maxAttempts: 4 });
  // It copies every request and answer, attribute by attribute, for a log that nobody keeps.
  client.middlewareStack.remove('loggerMiddleware');
  return tableOf(client, setting('MUSTER_TABLE'));
};
