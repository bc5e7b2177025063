import { plus } from '../../shared/instant.ts';
import type { StatusPage } from '../../shared/status-page/page.ts';
import { keys } from '../../shared/table/keys.ts';
import type { SiteObject } from '../adapters/s3/objects.ts';
import type { Item, Table } from '../adapters/dynamodb/table.ts';
import { type Clock, wallClock } from '../runtime/clock.ts';
import { jitter } from '../runtime/random.ts';
import { readPage, type Read } from './read.ts';
import { shownIn, unitsOf, type Site, type Unit } from './units.ts';

export interface Publishing {
  readonly table: Table;
  readonly clock: Clock;
  readonly statusUrl: string;
  readonly putObject: (object: SiteObject) => Promise<void>;
  readonly site: Site;
  /** Names this publication among those that race. */
  readonly owner: () => string;
}

/** How long one publication may hold a page; a publisher that died is overtaken after it. */
const leaseMillis = 20_000;
/** How long to wait for the publication before: less than the queue hides the message. */
const patienceMillis = 22_000;

const sleep = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

const numberIn = (item: Item | null, attribute: string): number => (typeof item?.[attribute] === 'number' ? item[attribute] : 0);
const textIn = (item: Item, attribute: string): string => (typeof item[attribute] === 'string' ? item[attribute] : '');

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
  { site, putObject }: Publishing,
  read: Read,
  before: Item,
  known: Readonly<Record<string, string>>,
): Promise<Written> => {
  const host = read.host ?? '';
  const shown = shownIn(read.page);
  const page = dated(read.page, shown, before);
  const folders = [page.slug, ...(read.host === null ? [] : [`hosts/${read.host}`])];
  const failures: unknown[] = [];
  const written = new Set<string>();
  const settle = async ({ name, digest, make }: Unit): Promise<void> => {
    if (known[name] !== digest) {
      const objects = await make().catch((error: unknown) => void failures.push(error));
      if (!objects) return;
      await Promise.all(
        folders.flatMap((folder) =>
          objects.map(({ path, contentType, cacheControl, body }) =>
            putObject({ key: `${folder}/${path}`, contentType, cacheControl, body }),
          ),
        ),
      );
    }
    written.add(name);
  };
  const stages = unitsOf(site, page);
  for (const units of stages) await inParallel(units, settle);
  const hashes = Object.fromEntries(stages.flat().flatMap(({ name, digest }) => (written.has(name) ? [[name, digest]] : [])));
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
    const given = { ...lease, leaseUntil: '', leaseOwner: '' };
    try {
      const read = await readPage(table, organizationId, statusUrl, version, clock());
      if (!read) return;
      const unsure = overtaken || version !== numberIn(lease, 'published') + 1 || textIn(lease, 'host') !== (read.host ?? '');
      const known = unsure ? {} : (JSON.parse(textIn(lease, 'hashes') || '{}') as Record<string, string>);
      const { remembered, failures } = await write(publishing, read, lease, known);
      const released = await table.write({ put: { ...given, ...remembered, published: version }, if: mine });
      if (released) {
        overtaken = true;
        continue;
      }
      failed = failures;
      break;
    } catch (error) {
      // Nobody has to wait for a publication that is over. It is not counted as one, so that the next writes everything.
      await table.write({ put: given, if: mine });
      throw error;
    }
  }
  if (failed.length > 0) throw new AggregateError(failed, `parts of the page could not be rendered: ${String(failed[0])}`);
};
