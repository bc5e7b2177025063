import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { messageFailed } from '../../shared/names.ts';
import { log, said } from './log.ts';

/**
 * Handles the records of an SQS batch together and reports those that failed, so that only they come again. `handle` gets parsed bodies; what cannot be
 * parsed fails by itself and ends in the dead-letter queue.
 */
export const eachRecord = async <T>(
  event: SQSEvent,
  parse: (body: unknown) => T,
  handle: (value: T, record: SQSRecord) => Promise<void>,
): Promise<SQSBatchResponse> => {
  const failures = await Promise.all(
    event.Records.map(async (record) => {
      try {
        await handle(parse(JSON.parse(record.body)), record);
        return [];
      } catch (error) {
        log('warn', messageFailed, { messageId: record.messageId, error: said(error) });
        return [{ itemIdentifier: record.messageId }];
      }
    }),
  );
  return { batchItemFailures: failures.flat() };
};
