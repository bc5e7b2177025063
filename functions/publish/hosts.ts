import { hostsFolder } from '../../shared/names.ts';
import { keys } from '../../shared/table/keys.ts';
import type { Table } from '../adapters/dynamodb/table.ts';
import type { Clock } from '../runtime/clock.ts';

export interface Hosting {
  readonly table: Table;
  readonly clock: Clock;
  /** Removes every object below a folder, whose name ends in a slash. */
  readonly emptyFolder: (folder: string) => Promise<void>;
}

export interface Settled {
  /** Hosts at which something of this page may stand. */
  readonly hosts: readonly string[];
  /** Why a host could not be emptied; the next publication tries again. */
  readonly failures: readonly unknown[];
}

export const folderOf = (host: string): string => `${hostsFolder}/${host}`;

/**
 * Keeps a host that its owner gave up out of everybody's reach for as long as the API keeps one that was just given up, which is longer
 * than this function may run. False where it is not this organization's to empty: somebody else's by now, or its own again.
 */
const hold = async ({ table, clock }: Hosting, owner: { readonly id: string; readonly slug: string }, host: string): Promise<boolean> => {
  const key = keys.host.key(host);
  const claim = await table.get(key);
  const releasedAt = claim?.['releasedAt'];
  if (claim && (claim['organizationId'] !== owner.id || typeof releasedAt !== 'string')) return false;
  const conflict = await table.write({
    put: { ...key, type: 'Host', organizationId: owner.id, slug: owner.slug, releasedAt: clock() },
    if: typeof releasedAt === 'string' ? { attribute: 'releasedAt', equals: releasedAt } : { absent: true },
  });
  return !conflict;
};

/**
 * Empties the hosts that an organization no longer has, and one that is new to it, where a former owner's pages may stand. `known` are the
 * hosts of its publications until now. A new host that cannot be emptied is not among the answer's: nothing may be published there yet.
 */
export const settleHosts = async (
  hosting: Hosting,
  owner: { readonly id: string; readonly slug: string },
  known: readonly string[],
  host: string | null,
): Promise<Settled> => {
  const hosts: string[] = [];
  const failures: unknown[] = [];
  for (const name of new Set(host === null ? known : [...known, host])) {
    const current = name === host;
    const empty = async (): Promise<void> => {
      if (current || (await hold(hosting, owner, name))) await hosting.emptyFolder(`${folderOf(name)}/`);
    };
    const failed =
      current && known.includes(name)
        ? null
        : await empty().then(
            () => null,
            (error: unknown) => ({ error }),
          );
    if (failed) failures.push(failed.error);
    if (current === (failed === null)) hosts.push(name);
  }
  return { hosts, failures };
};
