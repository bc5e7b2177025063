import type { DynamoDBRecord } from 'aws-lambda';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { workThrough } from '../../../infra/local/sources/batches.ts';
import { compileFilters } from '../../../infra/local/sources/filter.ts';

// What fails here is meant to fail.
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));

const now = Date.now() / 1000;
const record = (sequence: string, created = now): DynamoDBRecord => ({
  dynamodb: { SequenceNumber: sequence, ApproximateCreationDateTime: created },
});
const numbers = (records: readonly DynamoDBRecord[]) => records.map(({ dynamodb }) => dynamodb?.SequenceNumber).join('');

interface Options {
  readonly attemptsMax?: number | null;
  readonly ageSecondsMax?: number | null;
  readonly bisect?: boolean;
}

async function work(sequence: string, answer: (batch: string) => unknown, options: Options = {}, created = now) {
  const calls: string[] = [];
  const done: string[] = [];
  const given: string[] = [];
  await workThrough(
    [...sequence].map((one) => record(one, created)),
    {
      source: { attemptsMax: 3, ageSecondsMax: null, bisect: true, partialFailures: true, ...options },
      invoke: async (event) => {
        const batch = numbers((event as { Records: DynamoDBRecord[] }).Records);
        calls.push(batch);
        return answer(batch);
      },
      giveUp: async (records, condition) => void given.push(`${numbers(records)} ${condition}`),
      done: (records) => void (records.length > 0 && done.push(numbers(records))),
      stopping: new AbortController().signal,
      backoffMilliseconds: () => 1,
    },
  );
  return { calls, done: done.join(''), given };
}

const failing = (...sequences: string[]) => ({ batchItemFailures: sequences.map((itemIdentifier) => ({ itemIdentifier })) });

describe('a batch of stream records', () => {
  it('that goes well is handed over once', async () => {
    expect(await work('abc', () => undefined)).toEqual({ calls: ['abc'], done: 'abc', given: [] });
  });

  it('goes on from its first failure', async () => {
    let first = true;
    const result = await work('abcd', () => {
      const answer = first ? failing('d', 'c') : undefined;
      first = false;
      return answer;
    });
    expect(result).toEqual({ calls: ['abcd', 'cd'], done: 'abcd', given: [] });
  });

  it('is halved until a poison record stands alone, which steps aside after its attempts', async () => {
    const result = await work('abcd', (batch) => {
      if (batch.includes('c')) throw new Error('poison');
    });
    expect(result.given).toEqual(['c RetryAttemptsExhausted']);
    expect(result.calls).toEqual(['abcd', 'ab', 'cd', 'c', 'c', 'c', 'd']);
    expect([...result.done].sort().join('')).toBe('abcd');
  });

  it('fails as a whole when the function names a record that is not in it', async () => {
    const result = await work('ab', () => failing('z'), { bisect: false });
    expect(result).toEqual({ calls: ['ab', 'ab', 'ab'], done: 'ab', given: ['ab RetryAttemptsExhausted'] });
  });

  it('steps aside when it is too old, but not before it was tried', async () => {
    const result = await work('a', () => failing('a'), { attemptsMax: null, ageSecondsMax: 60 }, now - 3600);
    expect(result).toEqual({ calls: ['a'], done: 'a', given: ['a RecordAgeExceeded'] });
  });
});

describe('a filter', () => {
  const inserted = (type: string) => ({ eventName: 'INSERT', dynamodb: { NewImage: { type: { S: type } } } });

  it('matches exact values in depth', () => {
    const matches = compileFilters(['{"eventName":["INSERT"],"dynamodb":{"NewImage":{"type":{"S":["Outbox"]}}}}'], 'x');
    expect(matches(inserted('Outbox'))).toBe(true);
    expect(matches(inserted('Commit'))).toBe(false);
    expect(matches({ eventName: 'REMOVE', dynamodb: {} })).toBe(false);
  });

  it('knows prefix, anything-but and exists, and refuses the rest', () => {
    expect(compileFilters(['{"a":[{"prefix":"x"}]}'], 'x')({ a: 'xy' })).toBe(true);
    expect(compileFilters(['{"a":[{"anything-but":["x"]}]}'], 'x')({ a: 'x' })).toBe(false);
    expect(compileFilters(['{"a":[{"exists":false}]}'], 'x')({})).toBe(true);
    expect(() => compileFilters(['{"a":[{"numeric":[">",1]}]}'], 'Source')).toThrow('Source.a: the filter condition {"numeric":[">",1]}');
  });
});
