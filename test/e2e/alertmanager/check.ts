/**
 * `npm run check:alertmanager [-- --record]`: an unmodified Alertmanager, configured as for PagerDuty and as for a webhook, against a stack of its own.
 * `--record` keeps what it sent, for the tests that replay it where no Alertmanager is installed.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from '../../../infra/local/failure.ts';
import { call } from '../../../infra/local/seed.ts';
import { startStack } from '../../../infra/local/stack.ts';
import { showProgress, showText } from '../../../infra/local/terminal.ts';
import { findAlertmanager, startAlertmanager } from './alertmanager.ts';
import { startRecorder } from './recorder.ts';
import { type Format, formats, keepAll } from './recording.ts';
import { play, type Played, type Stage } from './story.ts';

const titles: Readonly<Record<Format, string>> = {
  events: 'As for PagerDuty: pagerduty_configs with routing_key and url, POST /v2/enqueue',
  webhook: 'As a webhook: webhook_configs with url, POST /v1/integrations/{key}/alertmanager',
};

/** What has to end again, newest first. */
const undo: (() => Promise<unknown>)[] = [];
let undone: Promise<void> | undefined;
const cleanUp = () =>
  (undone ??= (async () => {
    for (const step of undo.splice(0).toReversed()) await step();
  })());

const run = async (record: boolean): Promise<void> => {
  const file = findAlertmanager();
  if (!file) throw new Failure('No Alertmanager is installed: neither prometheus-alertmanager nor alertmanager is on the PATH.');
  const folder = await mkdtemp(join(tmpdir(), 'muster-alertmanager-'));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'alertmanager'));

  showText('Starting Muster, and an Alertmanager that takes it for PagerDuty …');
  const stack = await startStack({ data: join(folder, 'muster'), seed: true, onProgress: showProgress });
  undo.push(stack.stop);
  const { organization, apiUrl } = stack;
  if (!organization) throw new Error('the sample organization is missing');
  const { routingKey, apiKey } = organization;
  const { items } = (await call(`${apiUrl}/v1/integrations`, 'GET', apiKey)) as { items: readonly { id: string }[] };

  const recorder = await startRecorder(apiUrl);
  undo.push(recorder.close);
  const started = performance.now();
  const alertmanager = await startAlertmanager(file, join(folder, 'alertmanager'), recorder.url, routingKey);
  undo.push(alertmanager.stop);
  showProgress(`Started Alertmanager ${alertmanager.version}`, performance.now() - started);

  const stage: Stage = { stack, integration: items[0]?.id ?? '', alertmanager, recorder };
  const played = new Map<Format, Played>();
  for (const format of formats) {
    showText(`\n${titles[format]}`);
    played.set(format, await play(stage, format));
  }
  const refused = recorder.exchanges.filter(({ status }) => status >= 300);
  if (refused.length > 0) throw new Failure(`${refused.length} requests were refused, the first with ${refused[0]?.status}.`);
  if (record) {
    await keepAll(played, routingKey);
    showText('\nRecorded what was sent.');
  }
  showText(
    `\nPassed: Alertmanager ${alertmanager.version}, unmodified, sent ${recorder.exchanges.length} requests. ` +
      `Muster took every one, opened ${played.size} incidents and closed them.`,
  );
};

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void cleanUp().finally(() => process.exit(1)));

const { values } = parseArgs({ options: { record: { type: 'boolean' } } });
run(values.record ?? false)
  .finally(cleanUp)
  .then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(
        `${error instanceof Failure ? error.message : `Failed: ${error instanceof Error ? error.message : String(error)}`}\n`,
      );
      process.exit(1);
    },
  );
