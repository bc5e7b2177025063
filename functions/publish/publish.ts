import { plus } from '../../shared/instant.ts';
import { cacheControl, htmlContentType, objectsOf } from '../../shared/status-page/formats/objects.ts';
import type { StatusPage } from '../../shared/status-page/page.ts';
import { keys } from '../../shared/table/keys.ts';
import type { SiteObject } from '../adapters/s3/objects.ts';
import { sha256 } from '../adapters/dynamodb/hash.ts';
import type { Item, Table } from '../adapters/dynamodb/table.ts';
import { type Clock, wallClock } from '../runtime/clock.ts';
import { jitter } from '../runtime/random.ts';
import { readPage } from './read.ts';

export interface Publishing {
  readonly table: Table;
  readonly clock: Clock;
  readonly statusUrl: string;
  readonly putObject: (object: SiteObject) => Promise<void>;
  readonly site: {
    readonly paths: (page: StatusPage) => readonly string[];
    readonly render: (path: string, page: StatusPage) => Promise<string>;
  };
  /** Names this publication among those that race. */
  readonly owner: () => string;
}

/** How long one publication may hold a page; a publisher that died is overtaken after it. */
const leaseMillis = 20_000;
/** How long to wait for the publication before: less than the queue hides the message. */
const patienceMillis = 22_000;

const sleep = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

const objectsFor = async ({ site }: Publishing, page: StatusPage): Promise<SiteObject[]> => {
  const html = await Promise.all(
    site.paths(page).map(async (path) => ({
      key: `${page.slug}/${path}index.html`,
      contentType: htmlContentType,
      cacheControl,
      body: await site.render(path, page),
    })),
  );
  const machine = objectsOf(page).map(({ path, ...object }) => ({ key: `${page.slug}/${path}`, ...object }));
  return [...html, ...machine];
};

/** Readers compare against `status.json`, so it is the last to change. */
const last = (key: string) => key.endsWith('/api/v2/status.json');

const numberIn = (item: Item | null, attribute: string): number => (typeof item?.[attribute] === 'number' ? item[attribute] : 0);

/**
 * Renders and writes an organization's pages. A lease makes publications of one page take turns, and each reads only after it has its turn, so a page never
 * goes back in time; those that wait are content with any publication that began after them. Only objects whose content changed are written. A publisher that was overtaken in mid-write (its lease ran out) goes again, in full.
 */
export const publish = async (publishing: Publishing, organizationId: string): Promise<void> => {
  const { table, clock, statusUrl, putObject, owner } = publishing;
  const key = keys.page.key(organizationId);
  const me = owner();
  const deadline = performance.now() + patienceMillis;
  let overtaken = false;
  let awaited: number | null = null;
  for (;;) {
    const wall = wallClock();
    const lease = await table.lease(key, wall, plus(wall, leaseMillis), me);
    if (!lease) {
      const held = await table.get(key);
      // The one that holds the page may have read before the change; the next to begin shows it, whoever that is.
      awaited ??= numberIn(held, 'version') + 1;
      if (numberIn(held, 'published') >= awaited) return;
      if (performance.now() > deadline) throw new Error('another publication holds the page');
      await sleep(60 * jitter());
      continue;
    }
    const version = lease['version'] as number;
    const read = await readPage(table, organizationId, statusUrl, version, clock());
    if (!read) return;
    const { page } = read;
    const known = overtaken ? {} : (JSON.parse((lease['hashes'] as string | undefined) ?? '{}') as Record<string, string>);
    const objects = await objectsFor(publishing, page);
    const hashes = Object.fromEntries(objects.map((object) => [object.key, sha256(`${object.cacheControl}\n${object.body}`).slice(0, 22)]));
    const changed = objects.filter((object) => hashes[object.key] !== known[object.key]);
    await Promise.all(changed.filter((object) => !last(object.key)).map(putObject));
    for (const object of changed.filter((one) => last(one.key))) await putObject(object);
    const released = await table.write({
      put: { ...key, type: 'Page', version, published: version, leaseUntil: '', leaseOwner: '', hashes: JSON.stringify(hashes) },
      if: { attribute: 'leaseOwner', equals: me },
    });
    if (!released) return;
    overtaken = true;
  }
};
