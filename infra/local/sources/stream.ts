/** Feeds a function from a table's stream. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DynamoDBRecord } from 'aws-lambda';
import { call } from '../aws.ts';
import type { Invoke } from '../invoke.ts';
import type { StreamSource } from '../plan.ts';
import { workThrough, type GiveUp } from './batches.ts';
import { openCheckpoint } from './checkpoint.ts';
import { compileFilters } from './filter.ts';
import { readShard, type Shard } from './shard.ts';
import { logError, type RunningSource } from './source.ts';

export interface StreamOptions {
  readonly source: StreamSource;
  readonly functionArn: string;
  readonly endpoints: { readonly table: string; readonly messaging: string };
  readonly checkpointFolder: string;
  readonly invoke: Invoke;
}

interface TableAnswer {
  readonly Table: {
    readonly LatestStreamArn?: string;
    readonly KeySchema: readonly { readonly AttributeName: string; readonly KeyType: string }[];
  };
}

interface StreamAnswer {
  readonly StreamDescription: { readonly Shards: readonly { readonly ShardId: string; readonly ParentShardId?: string }[] };
}

/** How often new shards are looked for; the local engines have one shard that stays open. */
const shardsEveryMilliseconds = 10_000;

/** What Lambda sends to the on-failure queue: where the records are, not the records. */
function failureMessage(
  options: StreamOptions,
  streamArn: string,
  shardId: string,
  condition: string,
  attempts: number,
  records: readonly DynamoDBRecord[],
) {
  const instant = (record: DynamoDBRecord | undefined) =>
    new Date((record?.dynamodb?.ApproximateCreationDateTime ?? 0) * 1000).toISOString();
  return {
    requestContext: { requestId: randomUUID(), functionArn: options.functionArn, condition, approximateInvokeCount: attempts },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: records[0]?.dynamodb?.SequenceNumber,
      endSequenceNumber: records.at(-1)?.dynamodb?.SequenceNumber,
      approximateArrivalOfFirstRecord: instant(records[0]),
      approximateArrivalOfLastRecord: instant(records.at(-1)),
      batchSize: records.length,
      streamArn,
    },
  };
}

export function feedFromStream(options: StreamOptions): RunningSource {
  const { source, endpoints, invoke } = options;
  const stopping = new AbortController();
  const checkpoint = openCheckpoint(join(options.checkpointFolder, `${source.id}.json`));
  const matches = compileFilters(source.filters, source.id);
  const shards = new Map<string, Shard>();

  function startShard(streamArn: string, shardId: string, partitionKey: string): void {
    const giveUp: GiveUp = async (records, condition, attempts) => {
      logError(`${records.length} stream record(s) of ${source.table} step aside`, `${condition} after ${attempts} attempt(s)`);
      if (source.failureQueueUrl === undefined) return;
      const MessageBody = JSON.stringify(failureMessage(options, streamArn, shardId, condition, attempts, records));
      await call('sqs', endpoints.messaging, 'SendMessage', { QueueUrl: source.failureQueueUrl, MessageBody }).catch((error: unknown) =>
        logError('the on-failure queue did not take the message', error),
      );
    };
    const shard = readShard({
      source,
      endpoint: endpoints.table,
      streamArn,
      shardId,
      partitionKey,
      checkpoint,
      matches,
      work: (records, done) => workThrough(records, { source, invoke, giveUp, done, stopping: stopping.signal }),
      stopping: stopping.signal,
    });
    shards.set(shardId, shard);
  }

  /** Children are read after their parents, so that records of one key stay in order. */
  async function findShards(): Promise<void> {
    const { Table } = await call<TableAnswer>('dynamodb', endpoints.table, 'DescribeTable', { TableName: source.table });
    const streamArn = Table.LatestStreamArn;
    if (streamArn === undefined) throw new Error(`the table ${source.table} has no stream`);
    const partitionKey = Table.KeySchema.find((key) => key.KeyType === 'HASH')?.AttributeName ?? '';
    const { StreamDescription } = await call<StreamAnswer>('streams', endpoints.table, 'DescribeStream', { StreamArn: streamArn });
    const listed = new Set(StreamDescription.Shards.map((shard) => shard.ShardId));
    for (const { ShardId, ParentShardId } of StreamDescription.Shards) {
      if (shards.has(ShardId)) continue;
      const parent = ParentShardId !== undefined && listed.has(ParentShardId) ? shards.get(ParentShardId) : undefined;
      if (ParentShardId !== undefined && listed.has(ParentShardId) && parent === undefined) continue;
      await parent?.finished;
      startShard(streamArn, ShardId, partitionKey);
    }
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      try {
        await findShards();
        failures = 0;
      } catch (error) {
        failures += 1;
        if (failures === 20) logError(`cannot describe the stream of ${source.table}`, error);
      }
      const wait = failures > 0 || shards.size === 0 ? 100 : shardsEveryMilliseconds;
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  const running = run();
  return {
    isIdle: (since) => shards.size > 0 && [...shards.values()].every((shard) => shard.isIdle(since)),
    async stop() {
      stopping.abort();
      await running;
      await Promise.all([...shards.values()].map((shard) => shard.finished));
      await checkpoint.flush();
    },
  };
}
