import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { setting } from '../../runtime/env.ts';
import { type Table, tableOf } from './table.ts';

/** The deployment's table, with a client that keeps its connections. */
export const tableFromEnv = (): Table => tableOf(new DynamoDBClient({ maxAttempts: 4 }), setting('MUSTER_TABLE'));
