import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { paths, render } from '../../dist/status-site/render.mjs';
import { Message } from '../../shared/messaging/messages.ts';
import { tableFromEnv } from '../adapters/dynamodb/client.ts';
import { objectWriter } from '../adapters/s3/objects.ts';
import { eachRecord } from '../runtime/batch.ts';
import { clockFromEnv } from '../runtime/clock.ts';
import { setting } from '../runtime/env.ts';
import { token } from '../runtime/random.ts';
import { publish, type Publishing } from './publish.ts';

const publishing: Publishing = {
  table: tableFromEnv(),
  clock: clockFromEnv(),
  statusUrl: setting('MUSTER_STATUS_URL').replace(/\/$/, ''),
  putObject: objectWriter(setting('MUSTER_SITE_BUCKET')),
  site: { paths, render },
  owner: () => token(9),
};

/** Fed by the publish queue: renders the pages of every organization that the batch names, each once. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> => {
  const once = new Map<string, Promise<void>>();
  return eachRecord(event, Message.parse, ({ data: { organizationId } }) => {
    const publication = once.get(organizationId) ?? publish(publishing, organizationId);
    once.set(organizationId, publication);
    return publication;
  });
};
