import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Engine } from './engine.ts';

export type Row = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string; readonly type: string };

/** Everything that the table holds. */
export const rowsOf = async ({ client, tableName }: Engine): Promise<Row[]> => {
  const rows: Row[] = [];
  let start: Record<string, never> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: tableName, ConsistentRead: true, ExclusiveStartKey: start }));
    rows.push(...(page.Items ?? []).map((item) => unmarshall(item) as Row));
    start = page.LastEvaluatedKey as Record<string, never> | undefined;
  } while (start);
  return rows;
};
