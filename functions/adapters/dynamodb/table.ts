import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  DeleteItemCommand,
  type AttributeValue,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { dueIndex } from '../../../shared/names.ts';
import type { Key } from '../../../shared/table/keys.ts';

/** An item as JavaScript; `type` names its entity. */
export type Item = Key & { readonly type: string } & Readonly<Record<string, unknown>>;

/** A condition on the item that a write replaces. */
export type Condition =
  | { readonly absent: true }
  /** The item is absent, or this attribute is below the value. */
  | { readonly absentOrBelow: { readonly attribute: string; readonly value: string | number } }
  /** The item is there and this attribute has this value; absent where `value` is null. */
  | { readonly attribute: string; readonly equals: string | number | null };

export type Write = { readonly put: Item; readonly if?: Condition } | { readonly remove: Key; readonly if?: Condition };

/** A transaction or write whose condition did not hold. `failed` holds the positions of the writes that objected. */
export interface Conflict {
  readonly conflict: true;
  readonly failed: readonly number[];
}

const encode = (value: unknown): Record<string, AttributeValue> => marshall(value, { removeUndefinedValues: true });

interface Expression {
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, AttributeValue>;
}

const expression = (condition: Condition | undefined): Expression => {
  if (!condition) return {};
  if ('absent' in condition) return { ConditionExpression: 'attribute_not_exists(pk)' };
  if ('absentOrBelow' in condition) {
    const { attribute, value } = condition.absentOrBelow;
    return {
      ConditionExpression: 'attribute_not_exists(pk) OR #a < :a',
      ExpressionAttributeNames: { '#a': attribute },
      ExpressionAttributeValues: encode({ ':a': value }),
    };
  }
  if (condition.equals === null)
    return { ConditionExpression: 'attribute_not_exists(#a)', ExpressionAttributeNames: { '#a': condition.attribute } };
  return {
    ConditionExpression: '#a = :a',
    ExpressionAttributeNames: { '#a': condition.attribute },
    ExpressionAttributeValues: encode({ ':a': condition.equals }),
  };
};

export interface QueryInput {
  readonly pk: string;
  readonly prefix?: string;
  readonly descending?: boolean;
  readonly limit?: number;
  /** Sort key after which to go on, exclusive. */
  readonly after?: string | undefined;
  readonly consistent?: boolean;
}

/** Raised when a transaction met another one on the same items: nothing was written, and trying again is right. */
const contention = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/** The one table. Knows keys, conditions and nothing of what is stored. */
export const tableOf = (client: DynamoDBClient, table: string) => ({
  async get(key: Key): Promise<Item | null> {
    const { Item: found } = await client.send(new GetItemCommand({ TableName: table, Key: encode(key), ConsistentRead: true }));
    return found ? (unmarshall(found) as Item) : null;
  },

  /** Several items at once, in no order; those that do not exist are left out. */
  async getAll(wanted: readonly Key[]): Promise<Item[]> {
    const items: Item[] = [];
    let keys = wanted.map(encode);
    while (keys.length > 0) {
      const page = keys.splice(0, 100);
      const answer = await client.send(new BatchGetItemCommand({ RequestItems: { [table]: { Keys: page, ConsistentRead: true } } }));
      items.push(...(answer.Responses?.[table] ?? []).map((item) => unmarshall(item) as Item));
      keys = keys.concat((answer.UnprocessedKeys?.[table]?.Keys ?? []) as typeof keys);
    }
    return items;
  },

  /** Items of one partition, all pages unless `limit` is given. */
  async query({ pk, prefix, descending = false, limit, after, consistent = true }: QueryInput): Promise<Item[]> {
    const items: Item[] = [];
    let start = after === undefined ? undefined : encode({ pk, sk: after });
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: consistent,
          ScanIndexForward: !descending,
          KeyConditionExpression: prefix === undefined ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: encode({ ':pk': pk, ...(prefix === undefined ? {} : { ':prefix': prefix }) }),
          ...(start ? { ExclusiveStartKey: start } : {}),
          ...(limit === undefined ? {} : { Limit: limit - items.length }),
        }),
      );
      items.push(...(page.Items ?? []).map((item) => unmarshall(item) as Item));
      start = page.LastEvaluatedKey;
    } while (start && (limit === undefined || items.length < limit));
    return items;
  },

  /** Keys of the heads in one shard of the due index whose time is not after `until`, earliest first. */
  async due(shard: string, until: string, limit: number): Promise<(Key & { dueAt: string })[]> {
    const page = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: dueIndex.name,
        KeyConditionExpression: '#shard = :shard AND #due <= :until',
        ExpressionAttributeNames: { '#shard': dueIndex.partition, '#due': dueIndex.sort },
        ExpressionAttributeValues: encode({ ':shard': shard, ':until': until }),
        Limit: limit,
      }),
    );
    return (page.Items ?? []).map((item) => unmarshall(item) as Key & { dueAt: string });
  },

  /** Writes one item; a condition that does not hold is a value. */
  async write(write: Write): Promise<Conflict | null> {
    try {
      if ('put' in write) await client.send(new PutItemCommand({ TableName: table, Item: encode(write.put), ...expression(write.if) }));
      else await client.send(new DeleteItemCommand({ TableName: table, Key: encode(write.remove), ...expression(write.if) }));
      return null;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return { conflict: true, failed: [0] };
      throw error;
    }
  },

  /** Writes all or nothing; conditions that do not hold are a value, with their positions (none when it was mere contention). */
  async transact(writes: readonly Write[]): Promise<Conflict | null> {
    const items = writes.map((write): TransactWriteItem =>
      'put' in write
        ? { Put: { TableName: table, Item: encode(write.put), ...expression(write.if) } }
        : { Delete: { TableName: table, Key: encode(write.remove), ...expression(write.if) } },
    );
    try {
      await client.send(new TransactWriteItemsCommand({ TransactItems: items }));
      return null;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');
      const failed = codes.flatMap((code, position) => (code === 'ConditionalCheckFailed' ? [position] : []));
      if (failed.length > 0 || codes.some((code) => contention.has(code))) return { conflict: true, failed };
      throw error;
    }
  },

  /**
   * Takes a lease on an item: sets attributes and adds 1 to `version` if `leaseUntil` has passed. Yields the new item, whose `ownerBefore` is
   * the one that has not given it back, or null.
   */
  async lease(key: Key, now: string, until: string, owner: string): Promise<Item | null> {
    try {
      const { Attributes } = await client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: encode(key),
          UpdateExpression:
            'SET #type = :type, leaseUntil = :until, ownerBefore = if_not_exists(leaseOwner, :nobody), leaseOwner = :owner ADD version :one',
          ConditionExpression: 'attribute_not_exists(leaseUntil) OR leaseUntil < :now',
          ExpressionAttributeNames: { '#type': 'type' },
          ExpressionAttributeValues: encode({ ':type': 'Page', ':until': until, ':owner': owner, ':nobody': '', ':one': 1, ':now': now }),
          ReturnValues: 'ALL_NEW',
        }),
      );
      return Attributes ? (unmarshall(Attributes) as Item) : null;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return null;
      throw error;
    }
  },
});

export type Table = ReturnType<typeof tableOf>;
