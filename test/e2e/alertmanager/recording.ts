/** Requests of a real Alertmanager, kept as files: what was sent, byte for byte, except for the routing key. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const formats = ['events', 'webhook'] as const;
export type Format = (typeof formats)[number];

/** In the order in which they were sent. */
export const moments = ['trigger', 'repeat', 'several', 'partly-resolved', 'resolve'] as const;
export type Moment = (typeof moments)[number];

const folder = join(import.meta.dirname, 'recorded');
const placeholder = 'ROUTING_KEY';
const fileOf = (format: Format, moment: Moment) => join(folder, `${format}-${moment}.json`);

const replaced = (sent: Sent, from: string, to: string): Sent => ({
  ...sent,
  path: sent.path.replaceAll(from, to),
  body: sent.body.replaceAll(from, to),
});

export const recall = async (format: Format, moment: Moment, routingKey: string): Promise<Sent> =>
  replaced(JSON.parse(await readFile(fileOf(format, moment), 'utf8')) as Sent, placeholder, routingKey);

export const keepAll = async (all: ReadonlyMap<Format, ReadonlyMap<Moment, Sent>>, routingKey: string): Promise<void> => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  for (const [format, sents] of all)
    for (const [moment, sent] of sents)
      await writeFile(fileOf(format, moment), `${JSON.stringify(replaced(sent, routingKey, placeholder), null, 2)}\n`);
};
