/**
 * `npm run demo [-- --silent] [--plan FILE] [--keep]`: a call centre loses all its seats. The whole hour is played on a virtual clock through the real
 * engines, and the timeline is printed as the API returns it. `--silent`: nobody answers. `--plan`: another plan file than the template's.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from './failure.ts';
import { call, readPlan, Refused, signAll, templateFile } from './seed.ts';
import { startStack, type Stack } from './stack.ts';
import { showFailure, showProgress, showText } from './terminal.ts';
import { advanceTo } from './virtual.ts';

const start = '2026-03-14T01:00:00.000Z';
const at = (minutes: number) => new Date(Date.parse(start) + minutes * 60_000).toISOString();

type Act = readonly [minute: number, path: string, body?: unknown];

/** What people do in the story. Nobody reports to the supervisor in time, and the repair takes longer than an hour. */
const story: readonly Act[] = [
  [1, 'acknowledge', { person: 'lead-a' }],
  [3, 'acknowledge', { person: 'specialist-b' }],
  [6, 'acknowledge', { person: 'supervisor' }],
  [7, 'facts', { facts: { seatsAffected: 48, predictedRecovery: 'PT45M' } }],
  [9, 'acknowledge', { person: 'manager' }],
  [10, 'acknowledge', { person: 'operations' }],
  [64, 'restore'],
  [70, 'tasks/phone-leaders/complete'],
  [75, 'close'],
];
/** With `--silent` only the end happens. */
const silentStory = story.filter(([minute]) => minute > 60);

interface TimelineItem {
  readonly at: string;
  readonly type: string;
  readonly text: string;
  readonly actor: { readonly kind: string; readonly name?: string | null };
}

const print = (items: readonly TimelineItem[]) => {
  showText('');
  for (const { at: instant, type, text, actor } of items) {
    const minutes = (Date.parse(instant) - Date.parse(start)) / 60_000;
    const clock = `${String(Math.floor(minutes)).padStart(4)}:${String(Math.round((minutes % 1) * 60)).padStart(2, '0')}`;
    showText(`  ${clock}  ${(actor.name ?? actor.kind).padEnd(18)} ${type.padEnd(27)} ${text}`);
  }
  showText('');
};

const timelineOf = async (stack: Stack, apiKey: string, incident: string): Promise<TimelineItem[]> => {
  const items: TimelineItem[] = [];
  let cursor: unknown = null;
  do {
    const query = cursor === null ? '' : `?cursor=${encodeURIComponent(String(cursor))}`;
    const page = await call(`${stack.apiUrl}/v1/incidents/${incident}/timeline${query}`, 'GET', apiKey);
    items.push(...(page['items'] as TimelineItem[]));
    cursor = page['next'] ?? null;
  } while (cursor !== null);
  return items;
};

/** Stores the plan; its faults are the reader's to put right, so they are told a line each. */
const storePlan = async (apiUrl: string, apiKey: string, file: string, plan: unknown): Promise<void> => {
  try {
    await call(`${apiUrl}/v1/plans/call-center`, 'PUT', apiKey, plan);
    await signAll(apiUrl, apiKey, 'call-center');
  } catch (error) {
    const { errors } = (error instanceof Refused ? JSON.parse(error.body) : {}) as { errors?: { pointer: string; detail: string }[] };
    if (!errors) throw error;
    throw new Failure([`The plan ${file} has faults.`, ...errors.map(({ pointer, detail }) => `  ${pointer}  ${detail}`)].join('\n'));
  }
};

const play = async (stack: Stack, planFile: string, plan: unknown, silent: boolean): Promise<void> => {
  const { organization, apiUrl, statusUrl } = stack;
  if (!organization) throw new Error('the sample organization is missing');
  const { apiKey, slug } = organization;
  await storePlan(apiUrl, apiKey, planFile, plan);
  const began = performance.now();
  const declared = await call(`${apiUrl}/v1/incidents`, 'POST', apiKey, {
    plan: 'call-center',
    incidentType: 'application-outage',
    facts: { symptom: 'cannot-log-in' },
  });
  const incident = declared['id'] as string;
  for (const [minute, path, body] of silent ? silentStory : story) {
    await advanceTo(stack, at(minute));
    await call(`${apiUrl}/v1/incidents/${incident}/${path}`, 'POST', apiKey, body ?? {});
  }
  await stack.quiet();
  const items = await timelineOf(stack, apiKey, incident);
  print(items);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  showText(`  75 minutes and ${items.length} events, played in ${seconds} s.`);
  showText(`  GET ${apiUrl}/v1/incidents/${incident}/timeline`);
  showText(`  The page that customers saw: ${statusUrl}/${slug}/`);
  showText(`  What went out: ${stack.inboxUrl}`);
};

const untilSignal = () => new Promise<void>((resolve) => ['SIGINT', 'SIGTERM'].forEach((signal) => process.once(signal, () => resolve())));

const readArguments = () => {
  try {
    return parseArgs({ options: { silent: { type: 'boolean' }, plan: { type: 'string' }, keep: { type: 'boolean' } } }).values;
  } catch (error) {
    throw new Failure(`${(error as Error).message.split('. ')[0]}. Use: npm run demo [-- --silent] [--plan FILE] [--keep]`);
  }
};

const main = async () => {
  const values = readArguments();
  const planFile = values.plan ?? templateFile('call-center');
  const plan = await readPlan(planFile);
  const data = await mkdtemp(join(tmpdir(), 'muster-demo-'));
  showText('A call centre loses all its seats. Starting Muster on a virtual clock …');
  const stack = await startStack({ data, virtualClock: start, seed: true, onProgress: showProgress });
  try {
    await play(stack, planFile, plan, values.silent ?? false);
    if (values.keep || process.stdin.isTTY) {
      showText('\n  Both stay up until Ctrl-C.');
      await untilSignal();
    } else showText('\n  Stopping now; with `npm run demo -- --keep` both stay up.');
  } finally {
    await stack.stop();
    await rm(data, { recursive: true, force: true });
  }
};

main().then(
  () => process.exit(0),
  (error: unknown) => {
    showFailure(error instanceof Failure ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exit(1);
  },
);
