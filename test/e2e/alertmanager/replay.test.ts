/** What a real Alertmanager sent, sent again: needs none. `npm run check:alertmanager -- --record` makes the recordings. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { call } from '../../../infra/local/seed.ts';
import { startStack, type Stack } from '../../../infra/local/stack.ts';
import { formats, type Moment, moments, recall } from './recording.ts';
import { incidentsOf, noticeOf, summaryOf } from './shown.ts';

let data: string;
let stack: Stack;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'muster-replay-'));
  stack = await startStack({ data, seed: true });
});
afterAll(async () => {
  await stack?.stop();
  await rm(data, { recursive: true, force: true });
});

interface Integration {
  readonly id: string;
  readonly routingKey: string;
}

const integrate = async (): Promise<Integration> => {
  const wanted = {
    name: 'Alertmanager',
    plan: 'call-center',
    incidentType: 'application-outage',
    components: ['online-service'],
    facts: { symptom: 'cannot-log-in' },
    publish: true,
  };
  const made = await call(`${stack.apiUrl}/v1/integrations`, 'POST', stack.organization?.apiKey ?? '', wanted);
  return { id: (made['integration'] as { id: string }).id, routingKey: made['routingKey'] as string };
};

const post = (path: string, headers: Readonly<Record<string, string>>, body: string) =>
  fetch(stack.apiUrl + path, { method: 'POST', headers, body });

describe.each(formats)('notifications in the format %s', (format) => {
  let integration: Integration;
  beforeEach(async () => {
    integration = await integrate();
  });

  /** Sends what was recorded; Alertmanager takes any other answer for a failure. */
  const send = async (moment: Moment, { routingKey } = integration): Promise<void> => {
    const { path, headers, body } = await recall(format, moment, routingKey);
    const answer = await post(path, headers, body);
    expect(answer.status, await answer.text()).toBe(format === 'events' ? 202 : 200);
  };
  const incidents = () => incidentsOf(stack, integration.id);
  const only = async () => {
    const all = await incidents();
    expect(all).toHaveLength(1);
    return all[0]!;
  };

  it('open one incident, which customers see', async () => {
    await send('trigger');
    const incident = await only();
    expect(incident.status).toBe('open');
    expect(incident.summary).toContain(format === 'events' ? 'LoginFails' : 'No link to the carrier');
    await stack.quiet();
    const page = await summaryOf(stack);
    const notice = page?.incidents.find(({ id }) => id === incident.notice.id);
    expect(notice?.components).toMatchObject([{ name: 'Online service', status: 'major_outage' }]);
    expect(page?.status.indicator).not.toBe('none');
  });

  it('alert nobody twice when they repeat themselves', async () => {
    await send('trigger');
    const { alerts } = await only();
    for (let count = 0; count < 3; count++) await send('repeat');
    expect((await only()).alerts).toHaveLength(alerts.length);
  });

  it('stay with their incident while alerts join the group and some of them end', async () => {
    for (const moment of ['trigger', 'several', 'partly-resolved'] as const) await send(moment);
    expect((await only()).status).toBe('open');
  });

  it('close the incident with the last alert, and the page says resolved', async () => {
    for (const moment of moments) await send(moment);
    const incident = await only();
    expect(incident.status).toBe('closed');
    await stack.quiet();
    expect((await noticeOf(stack, incident))?.status).toBe('resolved');
    expect((await summaryOf(stack))?.incidents.map(({ id }) => id)).not.toContain(incident.notice.id);
  });

  it('of all Alertmanagers of a cluster at the same moment count once', async () => {
    const together = (moment: Moment) => Promise.all(Array.from({ length: 5 }, () => send(moment)));
    await together('trigger');
    const { alerts } = await only();
    await together('several');
    expect(await only()).toMatchObject({ status: 'open', alerts: { length: alerts.length } });
    await together('resolve');
    expect((await only()).status).toBe('closed');
  });

  it('that are overtaken by an older one stay with their incident', async () => {
    for (const moment of ['several', 'partly-resolved', 'trigger', 'several', 'resolve', 'resolve'] as const) await send(moment);
    expect((await only()).status).toBe('closed');
  });

  it('of an end without a beginning are taken and change nothing', async () => {
    await send('resolve');
    expect(await incidents()).toHaveLength(0);
  });

  it('of an alarm after its end are a new alarm: none is swallowed', async () => {
    for (const moment of ['trigger', 'resolve', 'trigger'] as const) await send(moment);
    expect((await incidents()).map(({ status }) => status)).toEqual(['open', 'closed']);
  });

  it('of an end through another integration are taken and change nothing', async () => {
    await send('trigger');
    await send('resolve', await integrate());
    expect((await only()).status).toBe('open');
  });

  it('with a key that nobody knows are refused, so that their sender does not try again', async () => {
    const { path, headers, body } = await recall(format, 'trigger', 'x'.repeat(32));
    // Not 429 or 5xx, which mean that it would be taken in a moment.
    expect((await post(path, headers, body)).status).toBe(format === 'events' ? 400 : 404);
  });
});

test('a receiver that notifies both ways opens one incident', async () => {
  const { id, routingKey } = await integrate();
  const webhook = await recall('webhook', 'trigger', routingKey);
  const events = await recall('events', 'trigger', routingKey);
  // Recorded from two groups: give the webhook the key that Alertmanager makes the other's dedup_key from.
  const sameGroup = { ...(JSON.parse(webhook.body) as object), groupKey: '{}:{alertname="LoginFails"}' };
  expect((await post(webhook.path, webhook.headers, JSON.stringify(sameGroup))).status).toBe(200);
  expect((await post(events.path, events.headers, events.body)).status).toBe(202);
  expect(await incidentsOf(stack, id)).toHaveLength(1);
});

test('a de-duplication key may be 255 characters of any script', async () => {
  const { id, routingKey } = await integrate();
  const { path, headers, body } = await recall('events', 'trigger', routingKey);
  const trigger = { ...(JSON.parse(body) as object), dedup_key: '🔥'.repeat(255) };
  const send = async (event: object) => (await post(path, headers, JSON.stringify(event))).status;
  expect(await send(trigger)).toBe(202);
  expect(await send({ ...trigger, event_action: 'resolve' })).toBe(202);
  expect(await incidentsOf(stack, id)).toMatchObject([{ status: 'closed' }]);
});
