import * as z from 'zod';
import { sha256 } from '../../adapters/dynamodb/hash.ts';
import { handles } from '../call.ts';
import { invalid, json, notFound, refuse } from '../http/answer.ts';
import { judgeSent } from '../http/judge.ts';
import { readJson } from '../http/read.ts';
import { integrationOf } from './authenticate.ts';
import { takeSignal } from './signal.ts';

const labels = z.record(z.string(), z.string()).default({});
/** Fields that are used; Alertmanager adds others with its versions. */
const Webhook = z.looseObject({
  version: z.literal('4'),
  groupKey: z.string().min(1),
  status: z.enum(['firing', 'resolved']),
  commonLabels: labels,
  commonAnnotations: labels,
  externalURL: z.string().optional(),
  alerts: z.array(z.looseObject({ status: z.enum(['firing', 'resolved']), labels, annotations: labels })),
});

const summaryOf = ({ commonLabels, commonAnnotations, alerts, externalURL }: z.infer<typeof Webhook>): string => {
  const title =
    commonAnnotations['summary'] ?? commonLabels['alertname'] ?? alerts[0]?.annotations['summary'] ?? alerts[0]?.labels['alertname'];
  const common = Object.entries(commonLabels).map(([name, value]) => `${name}: ${value}`);
  return [title, commonAnnotations['description'], ...common, externalURL].filter(Boolean).join('\n').toWellFormed().slice(0, 5000);
};

export const receiveAlertmanager = handles('receiveAlertmanager', async ({ api, route, params, incoming, requestId, noted }) => {
  const integration = await integrationOf(api, params.key);
  if (!integration) return notFound;
  noted.organizationId = integration.organizationId;
  const read = readJson(incoming, route);
  if (!('value' in read)) return read;
  const judged = await judgeSent(Webhook, read.value, 'body');
  if ('faults' in judged) return invalid(judged.faults);
  const { groupKey, status } = judged.value;
  const taken = await takeSignal(
    { api, integration, requestId },
    {
      action: status === 'firing' ? 'trigger' : 'resolve',
      // As Alertmanager itself keys groups towards PagerDuty: of one length, whatever the labels.
      dedupKey: sha256(groupKey),
      summary: status === 'firing' ? summaryOf(judged.value) || null : null,
    },
  );
  // Its webhooks are repeated on 5xx only, so overload must be one.
  return taken === 'taken' ? json(200, { status: 'success' }) : refuse('unavailable');
});
