/** A Prometheus Alertmanager as it is installed, on a loopback port, with its configuration and data in a folder of the caller's. */
import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { stringify } from 'yaml';
import { httpUrl, loopback } from '../../../infra/local/place.ts';
import { freePorts } from '../../../infra/local/ports.ts';
import { until } from './until.ts';

/** Debian's name, then upstream's. */
const names = ['prometheus-alertmanager', 'alertmanager'];

export const findAlertmanager = (): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });

/** What an administrator would write: an address and a routing key. Only the waiting times are shorter than anybody's. */
const configuration = (musterUrl: string, routingKey: string): string =>
  stringify({
    route: {
      receiver: 'events',
      group_by: ['alertname'],
      group_wait: '0s',
      group_interval: '1s',
      repeat_interval: '1s',
      routes: [{ receiver: 'webhook', matchers: ['team="network"'] }],
    },
    receivers: [
      { name: 'events', pagerduty_configs: [{ routing_key: routingKey, url: `${musterUrl}/v2/enqueue` }] },
      { name: 'webhook', webhook_configs: [{ url: `${musterUrl}/v1/integrations/${routingKey}/alertmanager` }] },
    ],
  });

export interface Alert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt?: string;
  readonly generatorURL: string;
}

export interface Alertmanager {
  readonly version: string;
  /** Hands it alerts as Prometheus does. */
  take(alerts: readonly Alert[]): Promise<void>;
  stop(): Promise<void>;
}

const ended = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

const stopChild = async (child: ChildProcess): Promise<void> => {
  if (ended(child)) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), 5000);
  await gone;
  clearTimeout(impatience);
};

export const startAlertmanager = async (file: string, folder: string, musterUrl: string, routingKey: string): Promise<Alertmanager> => {
  const [port = 0] = await freePorts(1);
  const url = httpUrl(port);
  const configFile = join(folder, 'alertmanager.yml');
  await writeFile(configFile, configuration(musterUrl, routingKey), { mode: 0o600 });
  const args = [
    `--config.file=${configFile}`,
    `--storage.path=${join(folder, 'data')}`,
    `--web.listen-address=${loopback}:${port}`,
    // It stands in every notification; the default is the machine's name.
    '--web.external-url=http://alertmanager.example/',
    '--cluster.listen-address=',
  ];
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  // Whatever ends this process ends that one.
  process.once('exit', () => child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)));
  let failure: Error | undefined;
  child.once('error', (error) => (failure = error));

  try {
    await until('Alertmanager answers', async () => {
      if (failure ?? ended(child)) throw new Error(`Alertmanager did not start: ${failure?.message ?? said.trim()}`);
      return fetch(`${url}/-/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
    });
    const status = (await (await fetch(`${url}/api/v2/status`)).json()) as { versionInfo: { version: string } };
    return {
      version: status.versionInfo.version,
      take: async (alerts) => {
        const answer = await fetch(`${url}/api/v2/alerts`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(alerts),
        });
        if (!answer.ok) throw new Error(`Alertmanager refused the alert: ${answer.status} ${await answer.text()}`);
      },
      stop: () => stopChild(child),
    };
  } catch (error) {
    await stopChild(child);
    throw error;
  }
};
