import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { Wake } from '../../shared/messaging/messages.ts';
import { tableFromEnv } from '../adapters/dynamodb/client.ts';
import { objectWriter } from '../adapters/s3/objects.ts';
import { s3Of } from '../adapters/s3/request.ts';
import { relayingFromEnv } from '../relay/compose.ts';
import { eachRecord } from '../runtime/batch.ts';
import { clockFromEnv } from '../runtime/clock.ts';
import { setting } from '../runtime/env.ts';
import { ids } from '../runtime/random.ts';
import { sweep } from './sweep.ts';
import { tick } from './tick.ts';

const table = tableFromEnv();
const clock = clockFromEnv();
const relaying = relayingFromEnv();
const putObject = objectWriter(s3Of(setting('MUSTER_SITE_BUCKET')));
const putHeartbeat = (key: string, body: string) =>
  putObject({ key, body, contentType: 'application/json; charset=utf-8', cacheControl: 'public, max-age=30' });

/** Fed by the tick queue and by the one-minute schedule. */
export const handler = async (event: SQSEvent | { readonly sweep: true }): Promise<SQSBatchResponse | undefined> => {
  if ('sweep' in event) {
    await sweep({ table, clock, relaying, putHeartbeat });
    return undefined;
  }
  return eachRecord(event, Wake.parse, (wake) => tick({ table, clock, ids }, relaying, wake));
};
