import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { tableOf, type Table } from '../../../../functions/adapters/dynamodb/table.ts';

const binary = join(import.meta.dirname, '../../../../node_modules/@dynoxide/linux-x64/dynoxide');

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

export interface Engine {
  readonly table: Table;
  readonly client: DynamoDBClient;
  readonly tableName: string;
  stop(): Promise<void>;
}

const tableName = 'muster-test';

const createTable = (client: DynamoDBClient) =>
  client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk', 'dueShard', 'dueAt'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'due',
          KeySchema: [
            { AttributeName: 'dueShard', KeyType: 'HASH' },
            { AttributeName: 'dueAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );

/** Starts a DynamoDB engine of the test's own, with the one table in it. */
export const startEngine = async (): Promise<Engine> => {
  const directory = mkdtempSync(join(tmpdir(), 'muster-api-'));
  const port = await freePort();
  const child: ChildProcess = spawn(
    binary,
    ['serve', '--host', '127.0.0.1', '--port', String(port), '--db-path', join(directory, 'table.db')],
    { stdio: 'ignore' },
  );
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  for (let attempt = 0; ; attempt++) {
    try {
      await client.send(new ListTablesCommand({}));
      break;
    } catch (error) {
      if (attempt > 200) throw error;
      await pause(25);
    }
  }
  await createTable(client);
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    client,
    tableName,
    table: tableOf(client, tableName),
    stop: async () => {
      client.destroy();
      child.kill('SIGKILL');
      await gone;
      rmSync(directory, { recursive: true, force: true });
    },
  };
};
