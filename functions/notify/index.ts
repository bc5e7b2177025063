import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { Message } from '../../shared/messaging/messages.ts';
import { tableFromEnv } from '../adapters/dynamodb/client.ts';
import { eachRecord } from '../runtime/batch.ts';
import { clockFromEnv } from '../runtime/clock.ts';
import { optionalSetting, setting } from '../runtime/env.ts';
import { ids } from '../runtime/random.ts';
import { sealerOf } from '../runtime/seal.ts';
import { loadSecret } from '../runtime/secret.ts';
import { notify } from './notify.ts';

const table = tableFromEnv();
const clock = clockFromEnv();
const apiUrl = setting('MUSTER_API_URL').replace(/\/$/, '');
const allowedOrigins = (optionalSetting('MUSTER_ALLOW_ORIGINS') ?? '').split(',').filter(Boolean);

/** Fed by the notify queue: alerts to people. */
export const handler = async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const secret = await loadSecret();
  const delivering = { table, clock, secret, sealer: sealerOf(secret.sealing), apiUrl, allowedOrigins };
  return eachRecord(event, Message.parse, (message) => notify({ table, clock, ids }, delivering, message));
};
