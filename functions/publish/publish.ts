import { plus } from '../../shared/instant.ts';
import type { StatusPage } from '../../shared/status-page/page.ts';
import { keys } from '../../shared/table/keys.ts';
import type { SiteObject } from '../adapters/s3/objects.ts';
import type { Item } from '../adapters/dynamodb/table.ts';
import { wallClock } from '../runtime/clock.ts';
import { jitter } from '../runtime/random.ts';
import { folderOf, settleHosts, type Hosting } from './hosts.ts';
import { readPage, type Read } from './read.ts';
import { orphansIn, shownIn, unitsOf, type Site, type Unit } from './units.ts';

export interface Publishing extends Hosting {
  readonly statusUrl: string;
  readonly putObject: (object: SiteObject) => Promise<void>;
  /** What is not there is removed as well. */
  readonly removeObject: (key: string) => Promise<void>;
  readonly site: Site;
  /** Names this publication among those that race. */
  readonly owner: () => string;
}

/** How long one publication may hold a page; a publisher that died is overtaken after it. */
const leaseMillis = 20_000;
/** How long to wait for the publication before: less than the queue hides the message. */
const patienceMillis = 22_000;

/**
 * When a publication goes over to what nobody should wait for: a new build changes every page, and thousands of them take longer than
 * a lease. What is left goes out with the next publication, which its failure brings about.
 */
const enoughMillis = 10_000;

const sleep = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

const numberIn = (item: Item | null, attribute: string): number => (typeof item?.[attribute] === 'number' ? item[attribute] : 0);
/** The hosts at which a publication before may have written. */
const hostsIn = (item: Item): readonly string[] =>
  Array.isArray(item['hosts']) ? (item['hosts'] as string[]) : [textIn(item, 'host')].filter(Boolean);
const textIn = (item: Item, attribute: string): string => (typeof item[attribute] === 'string' ? item[attribute] : '');

/** Digests of what was written, by its name. */
const hashesIn = (item: Item): Record<string, string> => JSON.parse(textIn(item, 'hashes') || '{}') as Record<string, string>;

/** What is remembered of a publication. */
interface Remembered {
  readonly hashes: string;
  readonly host: string;
  readonly shown: string;
  readonly updatedAt: string;
}

/** The page with the time of its last visible change: what changed without a date of its own, as something that was removed, changed now. */
const dated = (page: StatusPage, shown: string, before: Item): StatusPage => {
  const updatedAt = textIn(before, 'updatedAt');
  if (updatedAt === '' || (shown !== textIn(before, 'shown') && page.updatedAt > updatedAt)) return page;
  return { ...page, updatedAt: shown === textIn(before, 'shown') ? updatedAt : page.generatedAt };
};

interface Written {
  readonly remembered: Remembered;
  /** What could not be rendered; its old pages stay. */
  readonly failures: readonly unknown[];
}

/** So many units at a time: puts overlap, and memory holds no more than these. */
const parallel = 8;

const inParallel = async (units: readonly Unit[], settle: (unit: Unit) => Promise<void>): Promise<void> => {
  const rest = units.values();
  const work = async () => {
    for (const unit of rest) await settle(unit);
  };
  await Promise.all(Array.from({ length: parallel }, work));
};

/** Renders and writes what `known` does not hold already. */
const write = async (
  { site, putObject, removeObject }: Publishing,
  read: Read,
  before: Item,
  known: Readonly<Record<string, string>>,
): Promise<Written> => {
  const host = read.host ?? '';
  const shown = shownIn(read.page);
  const page = dated(read.page, shown, before);
  const folders = [page.slug, ...(read.host === null ? [] : [folderOf(read.host)])];
  const failures: unknown[] = [];
  const written = new Set<string>();
  const enough = performance.now() + enoughMillis;
  let left = 0;
  const remove = async (paths: readonly string[]) => {
    await Promise.all(folders.flatMap((folder) => paths.map((path) => removeObject(`${folder}/${path}`))));
  };
  const settle = async ({ name, digest, make, patient = false, gone = [] }: Unit): Promise<void> => {
    if (known[name] !== digest) {
      if (patient && performance.now() > enough) {
        left++;
        return;
      }
      const objects = await make().catch((error: unknown) => void failures.push(error));
      if (!objects) return;
      await Promise.all(
        folders.flatMap((folder) =>
          objects.map(({ path, contentType, cacheControl, body }) =>
            putObject({ key: `${folder}/${path}`, contentType, cacheControl, body }),
          ),
        ),
      );
      await remove(gone);
    }
    written.add(name);
  };
  const stages = unitsOf(site, page, read.withdrawn);
  for (const units of stages) await inParallel(units, settle);
  const hashes = Object.fromEntries(stages.flat().flatMap(({ name, digest }) => (written.has(name) ? [[name, digest]] : [])));
  // By what is remembered, also where nothing of it is trusted: what dropped out meanwhile must not be forgotten.
  await remove(orphansIn(Object.keys(hashesIn(before)), stages.flat()));
  if (left > 0) failures.push(new Error(`${left} parts are left for the next publication`));
  return { remembered: { hashes: JSON.stringify(hashes), host, shown, updatedAt: page.updatedAt }, failures };
};

/**
 * Renders and writes an organization's pages. A lease makes publications of one page take turns, and each reads only after it has its
 * turn, so a page never goes back in time; those that wait are content with any publication that began after them. Only what shows
 * something else than before is rendered and written. A page that cannot be rendered stays as it is: everything else goes out, and the
 * publication fails. One that was overtaken in mid-write (its lease ran out) goes again in full, as does the one after a publication
 * that did not end.
 */
export const publish = async (publishing: Publishing, organizationId: string): Promise<void> => {
  const { table, clock, statusUrl, owner } = publishing;
  const key = keys.page.key(organizationId);
  const me = owner();
  const mine = { attribute: 'leaseOwner', equals: me };
  const deadline = performance.now() + patienceMillis;
  let overtaken = false;
  // What one that was overtaken wrote may have come after the other had emptied the folder.
  const touched = new Set<string>();
  let awaited: number | null = null;
  let failed: readonly unknown[] = [];
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
    const version = numberIn(lease, 'version');
    let given: Item = { ...lease, leaseUntil: '', leaseOwner: '' };
    try {
      const found = await readPage(table, organizationId, statusUrl, version, clock());
      if (!found) return;
      const before = hostsIn(lease);
      const known = [...new Set([...before, ...touched])];
      const settled = await settleHosts(publishing, { id: organizationId, slug: found.page.slug }, known, found.host);
      const { hosts } = settled;
      const read = { ...found, host: hosts.find((host) => host === found.host) ?? null };
      given = { ...given, hosts };
      // Remembered before anything is written there, so that whoever comes after this one knows where to look.
      if (hosts.join() !== before.join() && (await table.write({ put: { ...lease, hosts }, if: mine }))) {
        overtaken = true;
        continue;
      }
      if (read.host !== null) touched.add(read.host);
      const unsure = overtaken || version !== numberIn(lease, 'published') + 1 || textIn(lease, 'host') !== (read.host ?? '');
      const hashes = unsure ? {} : hashesIn(lease);
      const { remembered, failures } = await write(publishing, read, lease, hashes);
      const released = await table.write({ put: { ...given, ...remembered, published: version }, if: mine });
      if (released) {
        overtaken = true;
        continue;
      }
      failed = [...failures, ...settled.failures];
      break;
    } catch (error) {
      // Nobody has to wait for a publication that is over. It is not counted as one, so that the next writes everything.
      await table.write({ put: given, if: mine });
      throw error;
    }
  }
  if (failed.length > 0) throw new AggregateError(failed, `parts of the page could not be published: ${String(failed[0])}`);
};
