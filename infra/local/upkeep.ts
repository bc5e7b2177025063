/** What managed services do by themselves, and the engines do not: items expire, and old stream records go. */
import { AwsError, call } from './aws.ts';
import type { Deployment } from './deployment.ts';
import { trimStream } from './engines/table.ts';

interface Page {
  readonly Items?: readonly Record<string, unknown>[];
  readonly LastEvaluatedKey?: Record<string, unknown>;
}

/** Deletes what expired before `now`; an item that was renewed meanwhile stays. Returns how many went. */
export async function removeExpired(endpoint: string, table: string, attribute: string, now: number): Promise<number> {
  const names = { '#expires': attribute };
  const values = { ':now': { N: String(Math.floor(now / 1000)) } };
  const condition = '#expires < :now';
  const description = await call<{ Table: { KeySchema: { AttributeName: string }[] } }>('dynamodb', endpoint, 'DescribeTable', {
    TableName: table,
  });
  const keys = description.Table.KeySchema.map((key) => key.AttributeName);
  let removed = 0;
  let from: Record<string, unknown> | undefined;
  do {
    const page: Page = await call<Page>('dynamodb', endpoint, 'Scan', {
      TableName: table,
      FilterExpression: condition,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
      ExclusiveStartKey: from,
    });
    for (const item of page.Items ?? []) {
      const Key = Object.fromEntries(keys.map((key) => [key, item[key]]));
      const input = {
        TableName: table,
        Key,
        ConditionExpression: condition,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
      };
      try {
        await call('dynamodb', endpoint, 'DeleteItem', input);
        removed += 1;
      } catch (error) {
        if (!(error instanceof AwsError && error.code === 'ConditionalCheckFailedException')) throw error;
      }
    }
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return removed;
}

const everyMilliseconds = 5 * 60_000;

export interface UpkeepOptions {
  readonly deployment: Deployment;
  readonly endpoint: string;
  /** Of our own engine; absent if another one stands in. */
  readonly tableFile: string | undefined;
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
}

/** Begins the rounds and returns what ends them. */
export function startUpkeep(options: UpkeepOptions): () => void {
  async function round(): Promise<void> {
    for (const { name, expiryAttribute } of options.deployment.tables) {
      if (expiryAttribute !== undefined) await removeExpired(options.endpoint, name, expiryAttribute, options.now());
    }
    if (options.tableFile !== undefined) trimStream(options.tableFile);
  }
  const timer = setInterval(() => void round().catch(options.onError), everyMilliseconds);
  timer.unref();
  return () => clearInterval(timer);
}
