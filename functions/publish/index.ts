import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { basis, build, paths, render, renderNotFound } from '../../dist/status-site/render.mjs';
import { missingPageKey } from '../../shared/names.ts';
import { cacheControl, htmlContentType } from '../../shared/status-page/formats/objects.ts';
import { type Instant, toInstant } from '../../shared/instant.ts';
import { Message } from '../../shared/messaging/messages.ts';
import { tableFromEnv } from '../adapters/dynamodb/client.ts';
import { objectWriter } from '../adapters/s3/objects.ts';
import { folderEmptier, objectRemover } from '../adapters/s3/removal.ts';
import { s3Of } from '../adapters/s3/request.ts';
import { eachRecord } from '../runtime/batch.ts';
import { clockFromEnv } from '../runtime/clock.ts';
import { setting } from '../runtime/env.ts';
import { log, said } from '../runtime/log.ts';
import { token } from '../runtime/random.ts';
import { gateOf } from './gate.ts';
import { publish, type Publishing, type Reason } from './publish.ts';

const s3 = s3Of(setting('MUSTER_SITE_BUCKET'));
const putObject = objectWriter(s3);
const publishing: Publishing = {
  table: tableFromEnv(),
  clock: clockFromEnv(),
  statusUrl: setting('MUSTER_STATUS_URL').replace(/\/$/, ''),
  putObject,
  removeObject: objectRemover(s3),
  emptyFolder: folderEmptier(s3),
  site: { basis, build, paths, render },
  owner: () => token(9),
};

/** The answer to addresses at which there is nothing belongs to the build: whoever starts first after a deployment writes it. */
const putMissing = async (): Promise<void> => {
  await putObject({ key: missingPageKey, contentType: htmlContentType, cacheControl, body: await renderNotFound() });
};
const gate = gateOf(3);
let missing: Promise<void> | undefined;

const timesIn = (body: string): readonly Instant[] => {
  try {
    return [Message.parse(JSON.parse(body)).time];
  } catch {
    // It fails by itself.
    return [];
  }
};

/** What a batch tells of, by its youngest message: what shows that shows every change of the batch. */
const reasonOf = ({ Records }: SQSEvent): Reason => {
  const sent = Math.max(...Records.map(({ attributes }) => Number(attributes.SentTimestamp) || Number.POSITIVE_INFINITY));
  const asOf =
    Records.flatMap(({ body }) => timesIn(body))
      .toSorted()
      .at(-1) ?? '';
  return { since: Number.isFinite(sent) ? toInstant(sent) : null, asOf };
};

/** Fed by the publish queue: renders the pages of every organization that the batch names, each once. */
export const handler = async (event: SQSEvent): Promise<SQSBatchResponse> => {
  missing ??= putMissing();
  const reason = reasonOf(event);
  const once = new Map<string, Promise<void>>();
  const answer = await eachRecord(event, Message.parse, ({ data: { organizationId } }) => {
    const publication = once.get(organizationId) ?? gate(() => publish(publishing, organizationId, reason));
    once.set(organizationId, publication);
    return publication;
  });
  await missing.catch((error: unknown) => {
    // The next batch tries again; nobody's page has to wait for it.
    missing = undefined;
    log('warn', 'the page for what is missing was not written', { error: said(error) });
  });
  return answer;
};
