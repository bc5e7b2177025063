/** What Lambda does with a batch of stream records that fails: go on from the first failure, halve, retry, and finally step aside. */
import { setTimeout as pause } from 'node:timers/promises';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Invoke } from '../invoke.ts';
import type { StreamSource } from '../plan.ts';
import { failedOf, logError } from './source.ts';

export type GiveUp = (
  records: readonly DynamoDBRecord[],
  condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded',
  attempts: number,
) => Promise<void>;

export interface BatchOptions {
  readonly source: Pick<StreamSource, 'attemptsMax' | 'ageSecondsMax' | 'bisect' | 'partialFailures'>;
  readonly invoke: Invoke;
  readonly giveUp: GiveUp;
  /** Called as soon as records are done, however that went. */
  readonly done: (records: readonly DynamoDBRecord[]) => void;
  readonly stopping: AbortSignal;
  readonly backoffMilliseconds?: (attempt: number) => number;
}

const sequenceOf = (record: DynamoDBRecord) => record.dynamodb?.SequenceNumber ?? '';
const ageSeconds = (record: DynamoDBRecord) => Date.now() / 1000 - (record.dynamodb?.ApproximateCreationDateTime ?? 0);

/** How many records at the beginning of the batch went well. */
async function attemptOnce(records: readonly DynamoDBRecord[], { source, invoke }: BatchOptions): Promise<number> {
  try {
    const response = await invoke({ Records: records });
    if (!source.partialFailures) return records.length;
    const failed = failedOf(response, (identifier) => records.some((record) => sequenceOf(record) === identifier));
    if (failed === 'all') return 0;
    const first = records.findIndex((record) => failed.has(sequenceOf(record)));
    return first < 0 ? records.length : first;
  } catch (error) {
    logError(`a batch of ${records.length} stream records failed`, error);
    return 0;
  }
}

export async function workThrough(records: readonly DynamoDBRecord[], options: BatchOptions): Promise<void> {
  const { source, giveUp, done, stopping } = options;
  const backoff = options.backoffMilliseconds ?? ((attempt: number) => Math.min(1000, 50 * 2 ** attempt));
  let rest = records;
  for (let attempt = 1; rest.length > 0; attempt += 1) {
    if (stopping.aborted) return;
    const ageMax = source.ageSecondsMax;
    // A laptop that slept finds old records; each is tried at least once before its age counts.
    const tooOld = attempt > 1 && ageMax !== null ? rest.filter((record) => ageSeconds(record) > ageMax) : [];
    if (tooOld.length > 0) {
      await giveUp(tooOld, 'RecordAgeExceeded', attempt - 1);
      done(tooOld);
      rest = rest.filter((record) => !tooOld.includes(record));
      continue;
    }
    const well = await attemptOnce(rest, options);
    done(rest.slice(0, well));
    rest = rest.slice(well);
    if (rest.length === 0) return;
    if (well > 0) attempt = 0;
    else if (source.bisect && rest.length > 1) {
      const middle = Math.ceil(rest.length / 2);
      await workThrough(rest.slice(0, middle), options);
      await workThrough(rest.slice(middle), options);
      return;
    } else if (source.attemptsMax !== null && attempt >= source.attemptsMax) {
      await giveUp(rest, 'RetryAttemptsExhausted', attempt);
      done(rest);
      return;
    }
    await pause(backoff(attempt), undefined, { signal: stopping }).catch(() => undefined);
  }
}
