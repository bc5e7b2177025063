/** Lets virtual time pass: from one due row to the next, each played by the real functions before the clock moves on. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Table, tableOf } from '../../functions/adapters/dynamodb/table.ts';
import { type Wake, wakeFor } from '../../shared/messaging/messages.ts';
import { dueShards } from '../../shared/table/keys.ts';
import type { Stack } from './stack.ts';

const endOfTime = '9999';

/** A stack's table, read past the API. */
export const tableIn = (stack: Stack): Table => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: stack.endpoints.table, region: 'local', credentials, maxAttempts: 10 });
  return tableOf(client, stack.functions['tick']?.environment['MUSTER_TABLE'] ?? '');
};

/** Reads the due index of a stack. */
export const dueRowsOf = (stack: Stack) => {
  const table = tableIn(stack);
  return async (): Promise<Wake[]> => {
    const rows = await Promise.all(dueShards.map((shard) => table.due(shard, endOfTime, 100)));
    return rows
      .flat()
      .map(wakeFor)
      .toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  };
};

/** Advances a stack with a virtual clock up to an instant, doing on the way whatever falls due. */
export const advanceTo = async (stack: Stack, until: string): Promise<void> => {
  const { clock } = stack;
  if (!clock) throw new Error('this stack runs on real time');
  const dueRows = dueRowsOf(stack);
  await stack.quiet();
  for (;;) {
    const [next] = await dueRows();
    if (!next || next.dueAt > until) break;
    if (next.dueAt > clock.now()) clock.advance(next.dueAt);
    await stack.wake(next);
    await stack.quiet();
  }
  clock.advance(until);
};
