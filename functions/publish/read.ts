import { type Instant, plus } from '../../shared/instant.ts';
import type { NoticeView } from '../../shared/incident/views.ts';
import type { PostedNotice, PostedUpdate, StateOverride } from '../../shared/notice/posted.ts';
import type { Component, Organization } from '../../shared/organization/records.ts';
import { compose } from '../../shared/status-page/compose.ts';
import { hostOf, pageUrl } from '../../shared/status-page/formats/address.ts';
import type { StatusPage } from '../../shared/status-page/page.ts';
import { keys, listPrefix } from '../../shared/table/keys.ts';
import { sha256 } from '../adapters/dynamodb/hash.ts';
import type { Table } from '../adapters/dynamodb/table.ts';

/**
 * How many notices make a page, newest first, and how many characters of JSON: by those still open, by those that were over in the days
 * it shows, and by older ones. More than anybody has to tell; without an end, one organization could keep the publisher from all others.
 */
const most: Readonly<Record<Shown, { notices: number; characters: number }>> = {
  open: { notices: 1_000, characters: 8_000_000 },
  recent: { notices: 1_500, characters: 8_000_000 },
  archived: { notices: 500, characters: 8_000_000 },
};
/** How many notices that were taken back are looked after, those last that were taken back first. */
const withdrawnMax = 1_000;
/** How far back somebody looks for what is still open. */
const walkedMax = 20_000;
const batch = 200;
const shownMillis = 92 * 24 * 60 * 60 * 1000;

type Shown = 'open' | 'recent' | 'archived';
type Weight = Shown | 'hidden';

/** The table gives what a map holds in any order; the same in the same order makes the same page, which then need not be written again. */
const inOrder = <T>(value: T): T => {
  if (Array.isArray(value)) return value.map(inOrder) as T;
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([name, held]) => [name, inOrder(held)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))) as T;
};

/** What of an organization's notices a page is made from, newest first: what nobody may see takes no room of what everybody should. */
const noticesOf = async <T>(table: Table, pk: string, prefix: string, weigh: (notice: T) => Weight): Promise<readonly T[]> => {
  const kept: T[] = [];
  const room = { open: { ...most.open }, recent: { ...most.recent }, archived: { ...most.archived } };
  let after: string | undefined;
  for (let walked = 0; walked < walkedMax; walked += batch) {
    const items = await table.query({ pk, prefix, descending: true, limit: batch, ...(after === undefined ? {} : { after }) });
    for (const notice of items.map((item) => item['notice'] as T)) {
      const weight = weigh(notice);
      if (weight === 'hidden') continue;
      const left = room[weight];
      left.notices -= 1;
      left.characters -= JSON.stringify(notice).length;
      if (left.notices >= 0 && left.characters >= 0) kept.push(inOrder(notice));
    }
    after = items.at(-1)?.sk;
    if (items.length < batch) break;
  }
  return kept;
};

const weighView =
  (since: Instant) =>
  ({ phase, resolvedAt, updatedAt }: NoticeView): Weight =>
    phase !== 'resolved' ? 'open' : (resolvedAt ?? updatedAt) >= since ? 'recent' : 'archived';

const weighPosted =
  (since: Instant) =>
  (notice: PostedNotice): Weight => {
    if (notice.approvedAt === null || notice.withdrawnAt !== null) return 'hidden';
    const [last] = notice.updates;
    const over =
      notice.kind === 'incident'
        ? last?.phase === 'resolved'
        : last?.phase === 'completed' || last?.phase === 'cancelled' || notice.scheduledUntil < since;
    const endedAt = notice.kind === 'maintenance' && notice.scheduledUntil > (last?.at ?? '') ? notice.scheduledUntil : (last?.at ?? '');
    return !over ? 'open' : endedAt < since ? 'archived' : 'recent';
  };

/** What a page calls a group: stable, and without the organization's own name for it. 12 base-36 characters, as Statuspage's ids. */
const publicGroupId = (organizationId: string, groupId: string): string =>
  BigInt(`0x${sha256(`${organizationId}/${groupId}`).slice(0, 16)}`)
    .toString(36)
    .padStart(12, '0')
    .slice(-12);

type PublicIds = ReadonlyMap<string, string>;

/** What names the page's public component ids in place of the organization's own; components that are gone drop out. */
const known = <T extends { readonly componentId: string }>(list: readonly T[], publicIds: PublicIds): T[] =>
  list.flatMap((one) => {
    const componentId = publicIds.get(one.componentId);
    return componentId ? [{ ...one, componentId }] : [];
  });

const ofNotice = (stored: NoticeView, publicIds: PublicIds): NoticeView => ({
  ...stored,
  // What was stored before there was maintenance does not say that it is none.
  kind: 'incident',
  followUp: stored.followUp ?? null,
  affects: known(stored.affects, publicIds),
  componentIds: stored.componentIds.flatMap((id) => publicIds.get(id) ?? []),
  updates: stored.updates.map((update) => ({ ...update, changes: known(update.changes, publicIds) })),
});

const ofUpdate = <Phase extends string>(update: PostedUpdate<Phase>, publicIds: PublicIds): PostedUpdate<Phase> => ({
  ...update,
  components: update.components && known(update.components, publicIds),
});

const ofPosted = (posted: PostedNotice, publicIds: PublicIds): PostedNotice =>
  posted.kind === 'incident'
    ? { ...posted, updates: posted.updates.map((update) => ofUpdate(update, publicIds)) }
    : {
        ...posted,
        updates: posted.updates.map((update) => ofUpdate(update, publicIds)),
        componentIds: posted.componentIds.flatMap((id) => publicIds.get(id) ?? []),
      };

export interface Read {
  readonly page: StatusPage;
  /** The organization's own host, on which the page stands as well. */
  readonly host: string | null;
  /** Public ids of notices that were taken back. */
  readonly withdrawn: readonly string[];
}

/** Reads what an organization shows to its customers; null for one that is gone. */
export const readPage = async (
  table: Table,
  organizationId: string,
  statusUrl: string,
  version: number,
  now: Instant,
): Promise<Read | null> => {
  const { pk } = keys.organization.key(organizationId);
  const since = plus(now, -shownMillis);
  const withdrawn = new Map<string, Instant>();
  const [item, componentItems, notices, posted, overrideItems] = await Promise.all([
    table.get(keys.organization.key(organizationId)),
    table.query({ pk, prefix: listPrefix.everyComponent }),
    noticesOf(table, pk, listPrefix.notice, weighView(since)),
    noticesOf(table, pk, listPrefix.postedNotice, (notice: PostedNotice) => {
      if (notice.withdrawnAt !== null) withdrawn.set(notice.publicId, notice.withdrawnAt);
      return weighPosted(since)(notice);
    }),
    table.query({ pk, prefix: listPrefix.stateOverride }),
  ]);
  if (!item) return null;
  const organization = inOrder(item['organization'] as Organization);
  const componentsOf = (type: string) => componentItems.flatMap((one) => (one.type === type ? inOrder(one['component'] as Component) : []));
  const [components, former] = [componentsOf('Component'), componentsOf('FormerComponent')];
  // One that was deleted and added again goes by its new id.
  const publicIds = new Map([...former, ...components].map(({ id, publicId }) => [id, publicId]));
  const host = hostOf(organization);
  const ownUrl = `${statusUrl}/${organization.slug}`;
  const page = compose({
    organization: { ...organization, url: pageUrl(statusUrl, organization), namedAfter: ownUrl },
    components: components.map(({ publicId, name, description, group, position, createdAt, updatedAt }) => ({
      publicId,
      name,
      description: description ?? null,
      group: group ? { ...group, id: publicGroupId(organizationId, group.id) } : null,
      position,
      createdAt,
      updatedAt,
    })),
    former,
    notices: notices.map((notice) => ofNotice(notice, publicIds)),
    posted: posted.map((notice) => ofPosted(notice, publicIds)),
    overrides: new Map(
      overrideItems.flatMap(({ sk, overrides }) => {
        const publicId = publicIds.get(sk.slice(listPrefix.stateOverride.length));
        return publicId ? [[publicId, inOrder(overrides as readonly StateOverride[])] as const] : [];
      }),
    ),
    version,
    now,
  });
  const latest = [...withdrawn].toSorted(([, a], [, b]) => (a > b ? -1 : 1)).slice(0, withdrawnMax);
  return { page, host, withdrawn: latest.map(([id]) => id) };
};
