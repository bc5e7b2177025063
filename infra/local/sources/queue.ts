/** Feeds a function from a queue: long polls, several batches at once, and what failed stays until its visibility time-out. */
import { setTimeout as pause } from 'node:timers/promises';
import type { SQSEvent, SQSMessageAttributes, SQSRecord } from 'aws-lambda';
import { call } from '../aws.ts';
import type { Invoke } from '../invoke.ts';
import { region } from '../place.ts';
import type { QueueSource } from '../plan.ts';
import { failedOf, logError, type RunningSource } from './source.ts';

interface Attribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

interface Message {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MD5OfBody: string;
  readonly MD5OfMessageAttributes?: string;
  readonly Attributes?: Record<string, string>;
  readonly MessageAttributes?: Record<string, Attribute>;
}

const attributesOf = (attributes: Record<string, Attribute> = {}): SQSMessageAttributes =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { dataType: DataType, stringValue: StringValue, binaryValue: BinaryValue, stringListValues: [], binaryListValues: [] },
    ]),
  );

const toRecord = (message: Message, eventSourceARN: string): SQSRecord => ({
  messageId: message.MessageId,
  receiptHandle: message.ReceiptHandle,
  body: message.Body,
  attributes: {
    ApproximateReceiveCount: '1',
    ApproximateFirstReceiveTimestamp: '0',
    SenderId: 'local',
    SentTimestamp: '0',
    ...message.Attributes,
  },
  messageAttributes: attributesOf(message.MessageAttributes),
  md5OfBody: message.MD5OfBody,
  ...(message.MD5OfMessageAttributes === undefined ? {} : { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
  eventSource: 'aws:sqs',
  eventSourceARN,
  awsRegion: region,
});

export function feedFromQueue(source: QueueSource, endpoint: string, invoke: Invoke): RunningSource {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();

  async function receive(): Promise<readonly Message[]> {
    const input = {
      QueueUrl: source.url,
      MaxNumberOfMessages: source.batchSize,
      WaitTimeSeconds: 20,
      AttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    };
    const answer = await call<{ Messages?: Message[] }>('sqs', endpoint, 'ReceiveMessage', input, { signal: stopping.signal });
    return answer.Messages ?? [];
  }

  async function remove(messages: readonly Message[]): Promise<void> {
    if (messages.length === 0) return;
    const Entries = messages.map((message, index) => ({ Id: String(index), ReceiptHandle: message.ReceiptHandle }));
    await call('sqs', endpoint, 'DeleteMessageBatch', { QueueUrl: source.url, Entries });
  }

  async function work(messages: readonly Message[]): Promise<void> {
    try {
      const event: SQSEvent = { Records: messages.map((message) => toRecord(message, source.arn)) };
      const response = await invoke(event);
      const known = (identifier: string) => messages.some((message) => message.MessageId === identifier);
      const failed = source.partialFailures ? failedOf(response, known) : new Set<string>();
      if (failed === 'all') throw new Error('the function named a message that was not in its batch');
      await remove(messages.filter((message) => !failed.has(message.MessageId)));
    } catch (error) {
      logError(`a batch of ${messages.length} failed and will be tried again`, error);
    }
  }

  async function poll(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      if (running.size >= source.parallel) {
        await Promise.race(running);
        continue;
      }
      try {
        const messages = await receive();
        failures = 0;
        if (messages.length === 0) continue;
        const batch: Promise<void> = work(messages).finally(() => running.delete(batch));
        running.add(batch);
      } catch (error) {
        if (stopping.signal.aborted) break;
        failures += 1;
        // The engine may be restarting; silence unless that takes long.
        if (failures === 20) logError(`cannot receive from ${source.url}`, error);
        await pause(Math.min(1000, 50 * failures));
      }
    }
  }

  const polling = poll();
  return {
    // The queue itself knows how many messages it holds and handed out.
    isIdle: () => running.size === 0,
    async stop() {
      stopping.abort();
      await polling;
      await Promise.all(running);
    },
  };
}
