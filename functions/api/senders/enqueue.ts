import * as z from 'zod';
import { bytesMax } from '../../../shared/access/route.ts';
import { type Api, handles } from '../call.ts';
import { type Answer, json } from '../http/answer.ts';
import { integrationOf } from './authenticate.ts';
import { type Signal, takeSignal } from './signal.ts';

const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .transform((value) => value.slice(0, max));

/** Fields that are used; all others are the sender's own business. */
const Payload = z.looseObject({
  summary: text(1024),
  source: text(500),
  severity: z.enum(['critical', 'error', 'warning', 'info']),
  component: z.unknown().optional(),
  group: z.unknown().optional(),
  class: z.unknown().optional(),
});
const dedupKey = z.string().min(1).max(255);
const Event = z.discriminatedUnion('event_action', [
  z.looseObject({
    event_action: z.literal('trigger'),
    dedup_key: dedupKey.nullish(),
    payload: Payload,
    client_url: z.unknown().optional(),
  }),
  z.looseObject({ event_action: z.literal('acknowledge'), dedup_key: dedupKey }),
  z.looseObject({ event_action: z.literal('resolve'), dedup_key: dedupKey }),
]);

const refused = (status: number, errors: readonly string[]): Answer =>
  json(status, { status: 'invalid event', message: 'Event object is invalid', errors });

const parsed = (body: Buffer): Record<string, unknown> | null => {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
};

const summaryOf = ({ payload, client_url: url }: Extract<z.infer<typeof Event>, { event_action: 'trigger' }>): string => {
  const details = [
    `source: ${payload.source}`,
    `severity: ${payload.severity}`,
    ...(['component', 'group', 'class'] as const).flatMap((name) =>
      typeof payload[name] === 'string' ? [`${name}: ${payload[name]}`] : [],
    ),
    ...(typeof url === 'string' ? [url] : []),
  ];
  return [payload.summary, ...details].join('\n').toWellFormed().slice(0, 5000);
};

const signalOf = (api: Api, event: z.infer<typeof Event>): Signal => ({
  action: event.event_action,
  dedupKey: (event.dedup_key ?? api.token(24)).toWellFormed(),
  summary: event.event_action === 'trigger' ? summaryOf(event) : null,
});

/** PagerDuty Events API v2: its statuses and its shapes, because its senders retry by them. */
export const enqueueEvent = handles('enqueueEvent', async ({ api, incoming, requestId, noted }) => {
  if (incoming.body.length > bytesMax.events) return refused(413, [`Event object is larger than ${bytesMax.events} bytes`]);
  const body = parsed(incoming.body);
  if (!body) return refused(400, ['Event object is not valid JSON']);
  const routingKey = body['routing_key'];
  const integration = typeof routingKey === 'string' ? await integrationOf(api, routingKey) : null;
  if (!integration) return refused(400, [routingKey === undefined ? "'routing_key' is missing or blank" : "'routing_key' is invalid"]);

  noted.organizationId = integration.organizationId;
  const result = Event.safeParse(body);
  if (!result.success)
    return refused(
      400,
      result.error.issues.map(({ path, message }) => `'${path.map(String).join('.')}' is invalid: ${message}`),
    );
  const signal = signalOf(api, result.data);
  const taken = await takeSignal({ api, integration, requestId }, signal);
  if (taken === 'plan-missing') return refused(400, ['The plan of this integration is gone, or says nothing of what to do']);
  if (taken === 'busy')
    return json(503, { status: 'throttle exceeded', message: 'Send the same event again', errors: [] }, { 'retry-after': '1' });
  return json(202, { status: 'success', message: 'Event processed', dedup_key: signal.dedupKey });
});
