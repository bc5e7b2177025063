/** Reads one shard: records go to lanes by partition key, and the checkpoint follows the oldest record that is not done. */
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { DynamoDBRecord } from 'aws-lambda';
import { AwsError, call } from '../aws.ts';
import { region } from '../place.ts';
import type { StreamSource } from '../plan.ts';
import type { Checkpoint } from './checkpoint.ts';
import { logError } from './source.ts';

export interface ShardOptions {
  readonly source: StreamSource;
  readonly endpoint: string;
  readonly streamArn: string;
  readonly shardId: string;
  readonly partitionKey: string;
  readonly checkpoint: Checkpoint;
  readonly matches: (record: unknown) => boolean;
  /** Works on records of one lane; resolves when they are done. */
  readonly work: (records: readonly DynamoDBRecord[], done: (records: readonly DynamoDBRecord[]) => void) => Promise<void>;
  readonly stopping: AbortSignal;
}

export interface Shard {
  isIdle(since: number): boolean;
  /** Resolves when the shard is closed and done, or when reading was stopped. */
  readonly finished: Promise<void>;
}

interface Page {
  readonly Records?: readonly DynamoDBRecord[];
  readonly NextShardIterator?: string;
}

const outstandingMax = 5000;
const pollActiveMilliseconds = 10;
const pollIdleMilliseconds = 25;

function laneOf(record: DynamoDBRecord, partitionKey: string, lanes: number): number {
  if (lanes === 1) return 0;
  const key = JSON.stringify(record.dynamodb?.Keys?.[partitionKey] ?? '');
  return createHash('md5').update(key).digest().readUInt32BE(0) % lanes;
}

export function readShard(options: ShardOptions): Shard {
  const { source, endpoint, streamArn, shardId, checkpoint, matches, stopping } = options;
  /** In the order of the shard; true once done. */
  const outstanding = new Map<string, boolean>();
  const lanes: DynamoDBRecord[][] = Array.from({ length: source.parallel }, () => []);
  const busy = new Set<Promise<void>>();
  const occupied = new Set<number>();
  let lastRead = checkpoint.get(streamArn, shardId);
  let quietSince = -1;

  function advance(): void {
    let last: string | undefined;
    for (const [sequence, isDone] of outstanding) {
      if (!isDone) break;
      outstanding.delete(sequence);
      last = sequence;
    }
    if (last !== undefined) checkpoint.set(streamArn, shardId, last);
  }

  function done(records: readonly DynamoDBRecord[]): void {
    for (const record of records) outstanding.set(record.dynamodb?.SequenceNumber ?? '', true);
    advance();
  }

  async function drain(index: number, lane: DynamoDBRecord[]): Promise<void> {
    while (lane.length > 0 && !stopping.aborted) await options.work(lane.splice(0, source.batchSize), done);
    occupied.delete(index);
  }

  function take(records: readonly DynamoDBRecord[]): void {
    for (const record of records) {
      const sequence = record.dynamodb?.SequenceNumber ?? '';
      lastRead = sequence;
      const wanted = matches(record);
      outstanding.set(sequence, !wanted);
      if (!wanted) continue;
      lanes[laneOf(record, options.partitionKey, lanes.length)]?.push({ ...record, awsRegion: region, eventSourceARN: streamArn });
    }
    advance();
    lanes.forEach((lane, index) => {
      if (lane.length === 0 || occupied.has(index)) return;
      occupied.add(index);
      const work: Promise<void> = drain(index, lane).finally(() => busy.delete(work));
      busy.add(work);
    });
  }

  async function iterator(): Promise<string> {
    const from =
      lastRead === undefined
        ? { ShardIteratorType: source.startAtLatest ? 'LATEST' : 'TRIM_HORIZON' }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: lastRead };
    const input = { StreamArn: streamArn, ShardId: shardId, ...from };
    return (await call<{ ShardIterator: string }>('streams', endpoint, 'GetShardIterator', input)).ShardIterator;
  }

  /** What the stream no longer holds is skipped: the sweep finds whatever it announced. */
  function recover(error: unknown): void {
    if (!(error instanceof AwsError)) return;
    if (error.code === 'TrimmedDataAccessException' || (error.code === 'ValidationException' && lastRead !== undefined))
      lastRead = undefined;
  }

  async function read(): Promise<void> {
    let next: string | undefined;
    let failures = 0;
    let activeUntil = 0;
    while (!stopping.aborted) {
      if (outstanding.size > outstandingMax) {
        await Promise.race(busy);
        continue;
      }
      const startedAt = performance.now();
      try {
        next ??= await iterator();
        const page: Page = await call<Page>('streams', endpoint, 'GetRecords', { ShardIterator: next, Limit: 1000 });
        failures = 0;
        const records = page.Records ?? [];
        if (records.length === 0) quietSince = startedAt;
        else activeUntil = startedAt + 2000;
        take(records);
        next = page.NextShardIterator;
        if (next === undefined) break;
        if (records.length < 1000) await pause(startedAt < activeUntil ? pollActiveMilliseconds : pollIdleMilliseconds);
      } catch (error) {
        next = undefined;
        failures += 1;
        recover(error);
        if (failures === 20) logError(`cannot read the stream of ${source.table}`, error);
        await pause(Math.min(1000, 20 * failures));
      }
    }
    await Promise.all(busy);
  }

  return { isIdle: (since) => outstanding.size === 0 && quietSince >= since, finished: read() };
}
