/** One alarm from beginning to end, told to a real Alertmanager; each step is seen on Muster's side before the next one. */
import type { Stack } from '../../../infra/local/stack.ts';
import { showProgress } from '../../../infra/local/terminal.ts';
import type { Alert, Alertmanager } from './alertmanager.ts';
import type { Recorder } from './recorder.ts';
import type { Format, Moment, Sent } from './recording.ts';
import { type Incident, incidentsOf, noticeOf, summaryOf } from './shown.ts';
import { until } from './until.ts';

export interface Stage {
  readonly stack: Stack;
  readonly integration: string;
  readonly alertmanager: Alertmanager;
  readonly recorder: Recorder;
}

export type Played = ReadonlyMap<Moment, Sent>;

const alertnames: Readonly<Record<Format, string>> = { events: 'LoginFails', webhook: 'LinkDown' };

/** Always the same instants, so that a new recording differs only in what Alertmanager does differently. */
const alert = (format: Format, instance: string, over: boolean): Alert => ({
  labels: { alertname: alertnames[format], instance, severity: 'critical', team: format === 'webhook' ? 'network' : 'desk' },
  annotations: { summary: format === 'webhook' ? 'No link to the carrier' : 'Nobody can log in' },
  startsAt: '2026-03-14T01:00:00Z',
  ...(over ? { endsAt: '2026-03-14T01:20:00Z' } : {}),
  generatorURL: 'http://prometheus.example/graph',
});

const repetitionsMin = 3;

const expected = (truth: boolean, what: string): void => {
  if (!truth) throw new Error(`not so: ${what}`);
};

const step = async <T>(did: string, work: () => Promise<T>): Promise<T> => {
  const started = performance.now();
  const result = await work();
  showProgress(did, performance.now() - started);
  return result;
};

export const play = async ({ stack, integration, alertmanager, recorder }: Stage, format: Format): Promise<Played> => {
  const moments = new Map<Moment, Sent>();
  const before = (await incidentsOf(stack, integration)).length;
  const incident = async (): Promise<Incident | undefined> => {
    const all = await incidentsOf(stack, integration);
    expected(all.length <= before + 1, 'one alarm opens one incident');
    return all.length > before ? all[0] : undefined;
  };
  /** Waits for the next request, or for the next that says something in particular. */
  const sent = (since: number, says = '') =>
    until(
      `Alertmanager sends ${says || 'a request'}`,
      async () => recorder.exchanges.slice(since).find(({ sent: { body } }) => body.includes(says))?.sent,
    );
  /** Two requests after a change, nothing said before it is still under way. */
  const settled = (since: number, count: number) =>
    until(`Alertmanager sends ${count} requests`, async () => recorder.exchanges.length >= since + count);

  const first = recorder.exchanges.length;
  const opened = await step('The alert fires: an incident opens', async () => {
    await alertmanager.take([alert(format, 'desk-1', false)]);
    moments.set('trigger', await sent(first));
    return until('an incident is open', async () => {
      const found = await incident();
      return found?.status === 'open' && found;
    });
  });
  await step('summary.json tells customers', () =>
    until('the page shows the incident', async () => {
      const page = await summaryOf(stack);
      return page?.status.indicator !== 'none' && page?.incidents.some(({ id }) => id === opened.notice.id);
    }),
  );
  await step('Alertmanager repeats it: still one incident', async () => {
    await settled(first, repetitionsMin);
    moments.set('repeat', await sent(first + 1));
    expected((await incident())?.alerts.length === opened.alerts.length, 'a repetition alerts nobody again');
  });
  await step('It fires again, and a second one: still one', async () => {
    const since = recorder.exchanges.length;
    await alertmanager.take([alert(format, 'desk-1', false), alert(format, 'desk-2', false)]);
    moments.set('several', await sent(since, 'desk-2'));
    await settled(since, 2);
    expected((await incident())?.status === 'open', 'the incident stays open');
  });
  await step('One of the two ends: the incident stays open', async () => {
    const since = recorder.exchanges.length;
    await alertmanager.take([alert(format, 'desk-1', true)]);
    moments.set('partly-resolved', await sent(since, format === 'events' ? '"num_resolved":"1"' : '"status":"resolved"'));
    await settled(since, 2);
    expected((await incident())?.status === 'open', 'the incident stays open');
  });
  await step('Both have ended: the incident closes', async () => {
    const since = recorder.exchanges.length;
    await alertmanager.take([alert(format, 'desk-2', true)]);
    moments.set(
      'resolve',
      await sent(since, format === 'events' ? '"event_action":"resolve"' : '"receiver":"webhook","status":"resolved"'),
    );
    await until('the incident is closed', async () => (await incident())?.status === 'closed');
  });
  await step('The page says resolved', () =>
    until('the page says resolved', async () => {
      const page = await summaryOf(stack);
      const notice = await noticeOf(stack, opened);
      return page?.status.indicator === 'none' && page.incidents.length === 0 && notice?.status === 'resolved';
    }),
  );
  return moments;
};
