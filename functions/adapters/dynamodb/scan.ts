import { type AttributeValue, type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Key } from '../../../shared/table/keys.ts';

/** Keys of all items with this sort key, over the whole table: for operators' tools; no function may scan. */
export async function* scan(client: DynamoDBClient, table: string, sk: string): AsyncGenerator<Key> {
  let start: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: table,
        FilterExpression: 'sk = :sk',
        ProjectionExpression: 'pk, sk',
        ExpressionAttributeValues: marshall({ ':sk': sk }),
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    );
    for (const item of page.Items ?? []) yield unmarshall(item) as Key;
    start = page.LastEvaluatedKey;
  } while (start);
}
