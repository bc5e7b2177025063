import { type Instant, plus } from '../../shared/instant.ts';
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
/** How long one that was overtaken may still be writing: what it has begun when its lease runs out, and it lives no longer than its function. */
const doubtMillis = 25_000;
/** How far the clocks of publishers and of the queue may be apart. */
const skewMillis = 2_000;
/** How long to wait for the publication before: less than the queue hides the message. */
const patienceMillis = 22_000;

/**
 * When a publication goes over to what nobody should wait for: a new build changes every page, and thousands of them take longer than
 * a lease. What is left goes out with the next publication, which its failure brings about.
 */
const enoughMillis = 6_000;

const sleep = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

const numberIn = (item: Item | null, attribute: string): number => (typeof item?.[attribute] === 'number' ? item[attribute] : 0);
/** The hosts at which a publication before may have written. */
const hostsIn = (item: Item): readonly string[] =>
  Array.isArray(item['hosts']) ? (item['hosts'] as string[]) : [textIn(item, 'host')].filter(Boolean);
const textIn = (item: Item, attribute: string): string => (typeof item[attribute] === 'string' ? item[attribute] : '');

/** Digests of what was written, by its name. */
const hashesIn = (item: Item): Record<string, string> => JSON.parse(textIn(item, 'hashes') || '{}') as Record<string, string>;
/** Names of what may have been written besides, by publications that did not end. */
const namesIn = (item: Item): readonly string[] => (Array.isArray(item['names']) ? (item['names'] as string[]) : []);

/** A publisher that has lost its turn to another one must not write any more. */
class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/** What is remembered of a publication. */
interface Remembered {
  readonly hashes: string;
  /** Of what could not be written this time, and may be there from before. */
  readonly names: readonly string[];
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

/** Ends when all have ended, also when one fails: whoever gives the page back must not be writing any more. */
const allOf = async (works: readonly Promise<unknown>[]): Promise<void> => {
  const failed = (await Promise.allSettled(works)).find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
};

const inParallel = async (units: readonly Unit[], settle: (unit: Unit) => Promise<void>): Promise<void> => {
  const rest = units.values();
  const work = async () => {
    try {
      for (const unit of rest) await settle(unit);
    } catch (error) {
      // Nobody begins another one.
      rest.return?.();
      throw error;
    }
  };
  await allOf(Array.from({ length: parallel }, work));
};

/** What a publication is about to write, and what it found. */
interface Work {
  readonly page: StatusPage;
  readonly shown: string;
  readonly host: string | null;
  readonly stages: readonly (readonly Unit[])[];
  /** Names of all that may be there from before. */
  readonly there: readonly string[];
}

const workOf = ({ site }: Publishing, read: Read, before: Item): Work => {
  const shown = shownIn(read.page);
  const page = dated(read.page, shown, before);
  const there = [...Object.keys(hashesIn(before)), ...namesIn(before)];
  return { page, shown, host: read.host, stages: unitsOf(site, page, read.withdrawn), there };
};

/** Renders and writes what `known` does not hold already. */
const write = async (
  { putObject, removeObject }: Pick<Publishing, 'putObject' | 'removeObject'>,
  { page, shown, host, stages, there }: Work,
  known: Readonly<Record<string, string>>,
): Promise<Written> => {
  const folders = [page.slug, ...(host === null ? [] : [folderOf(host)])];
  const failures: unknown[] = [];
  const written = new Set<string>();
  const enough = performance.now() + enoughMillis;
  let left = 0;
  const remove = async (paths: readonly string[]) => {
    await allOf(folders.flatMap((folder) => paths.map((path) => removeObject(`${folder}/${path}`))));
  };
  const settle = async ({ name, digest, make, patient = false, gone = [] }: Unit): Promise<void> => {
    if (known[name] !== digest) {
      if (patient && performance.now() > enough) {
        left++;
        return;
      }
      const objects = await make().catch((error: unknown) => void failures.push(error));
      if (!objects) return;
      await allOf(
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
  for (const stage of stages) await inParallel(stage, settle);
  const units = stages.flat();
  const hashes = Object.fromEntries(units.flatMap(({ name, digest }) => (written.has(name) ? [[name, digest]] : [])));
  const names = units.flatMap(({ name }) => (written.has(name) ? [] : [name]));
  // By all that may be there, also where nothing of it is trusted: what dropped out meanwhile must not be forgotten.
  await remove(orphansIn(there, units));
  if (left > 0) failures.push(new Error(`${left} parts are left for the next publication`));
  return { remembered: { hashes: JSON.stringify(hashes), names, host: host ?? '', shown, updatedAt: page.updatedAt }, failures };
};

/** Writes and removes only while the turn lasts. */
const during = ({ putObject, removeObject }: Publishing, until: Instant): Pick<Publishing, 'putObject' | 'removeObject'> => {
  const check = (): void => {
    if (wallClock() >= until) throw new Overtaken('the publication took longer than its turn');
  };
  return {
    putObject: async (object) => {
      check();
      await putObject(object);
    },
    removeObject: async (key) => {
      check();
      await removeObject(key);
    },
  };
};

/** What asks for a publication: when it was told of, by the queue's clock, and the moment as of which the page has to be shown at least. */
export interface Reason {
  readonly since: Instant | null;
  readonly asOf: Instant;
}

/**
 * Renders and writes an organization's pages. A publication that began after the reason was told of, and shows the page as of a later moment,
 * has shown it already.
 *
 * A lease makes publications of one page take turns, and each reads only after it has its turn, so a page never goes back in time; those
 * that wait are content with any publication that began after them. Only what shows something else than before is rendered and written. A
 * page that cannot be rendered stays as it is: everything else goes out, and the publication fails. After one that did not end, nothing
 * that it may have written is trusted; after one that was overtaken, not before it must have ended.
 */
export const publish = async (
  publishing: Publishing,
  organizationId: string,
  { since, asOf }: Reason = { since: null, asOf: '' },
): Promise<void> => {
  const { table, clock, statusUrl, owner } = publishing;
  const key = keys.page.key(organizationId);
  const me = owner();
  const mine = { attribute: 'leaseOwner', equals: me };
  const deadline = performance.now() + patienceMillis;
  let awaited: number | null = null;
  for (;;) {
    const wall = wallClock();
    const until = plus(wall, leaseMillis);
    const lease = await table.lease(key, wall, until, me);
    if (!lease) {
      const held = await table.get(key);
      // The one that holds the page may have read before the change; the next to begin shows it, whoever that is.
      awaited ??= numberIn(held, 'version') + 1;
      if (numberIn(held, 'published') >= awaited && held && textIn(held, 'asOf') >= asOf) return;
      if (performance.now() > deadline) throw new Error('another publication holds the page');
      await sleep(60 * jitter());
      continue;
    }
    const version = numberIn(lease, 'version');
    const doubt = textIn(lease, 'ownerBefore') === '' ? textIn(lease, 'doubtUntil') : plus(wall, doubtMillis);
    const orderly = doubt === '' && version === numberIn(lease, 'settled') + 1;
    let given: Item = { ...lease, leaseUntil: '', leaseOwner: '', doubtUntil: doubt };
    if (orderly && since !== null && textIn(lease, 'beganAt') > plus(since, skewMillis) && textIn(lease, 'asOf') >= asOf) {
      await table.write({ put: { ...given, settled: version }, if: mine });
      return;
    }
    let failures: readonly unknown[];
    try {
      // Whoever knows that something is due may have a faster clock: what it knows is not shown as yet to come.
      const now = [clock(), asOf].toSorted().at(-1) ?? asOf;
      const found = await readPage(table, organizationId, statusUrl, version, now);
      if (!found) return;
      const before = hostsIn(lease);
      const settled = await settleHosts(publishing, { id: organizationId, slug: found.page.slug }, before, found.host);
      const { hosts } = settled;
      const read = { ...found, host: hosts.find((host) => host === found.host) ?? null };
      const work = workOf(publishing, read, lease);
      const hashes = hashesIn(lease);
      const names = [...new Set([...namesIn(lease), ...work.stages.flat().map(({ name }) => name)])].filter((name) => !(name in hashes));
      given = { ...given, hosts, names };
      // Remembered before anything is written there, so that whoever comes after this one knows where to look.
      const further = hosts.join() !== before.join() || names.length > namesIn(lease).length;
      if (further && (await table.write({ put: { ...lease, doubtUntil: doubt, hosts, names }, if: mine })))
        throw new Overtaken('the page was taken over');
      const unsure = !orderly || textIn(lease, 'host') !== (read.host ?? '');
      const { remembered, failures: failed } = await write(during(publishing, until), work, unsure ? {} : hashes);
      failures = [...failed, ...settled.failures];
      const doubtful = doubt !== '' && wallClock() < doubt;
      if (doubtful) failures = [...failures, new Error('a publication that was overtaken may still have written')];
      const released = await table.write({
        put: {
          ...given,
          ...remembered,
          // Where the other may have written since it was emptied, it is emptied once more.
          hosts: doubtful ? [...new Set([...before, ...hosts])] : hosts,
          published: version,
          settled: version,
          doubtUntil: doubtful ? doubt : '',
          ...(failures.length > 0 ? {} : { beganAt: wall, asOf: now }),
        },
        if: mine,
      });
      if (released) throw new Overtaken('the page was taken over');
    } catch (error) {
      // Nobody has to wait for a publication that is over. It is not counted as one, so that the next writes everything.
      await table.write({ put: given, if: mine });
      throw error;
    }
    if (failures.length > 0) throw new AggregateError(failures, `parts of the page could not be published: ${String(failures[0])}`);
    return;
  }
};
