import { millisOf, type Instant } from '../instant.ts';
import type { PostedNotice, StateOverride } from '../notice/posted.ts';
import { isShown, overrideAt } from '../notice/stage.ts';
import type { Language, Text } from '../text.ts';
import { dayStarts } from './days.ts';
import { claimsAbout, uptimeBetween, withOverrides, worstBetween } from './history.ts';
import { plainLook } from './look.ts';
import { isOpen, isRunning, namedBy, worstOf } from './overall.ts';
import type { ComponentState, PageComponent, PageGroup, PageLook, PageMaintenance, PageNotice, StatusPage } from './page.ts';
import { maintenanceOfPosted, noticeOfPosted } from './posted.ts';

/** Days of history on a page, today included. */
export const historyDays = 90;

export interface OrganizationRecord {
  /** Opaque public id of the page. */
  readonly pageId: string;
  readonly slug: string;
  readonly name: Text;
  /** IANA zone. */
  readonly timeZone: string;
  readonly languages: readonly Language[];
  /** Absolute address of the page; a trailing slash is removed. */
  readonly url: string;
  /** What names things in feeds where it is another address than `url`. */
  readonly namedAfter?: string;
  readonly look?: PageLook | undefined;
  /** Last change of the name, zone, languages or look, where it is known. */
  readonly updatedAt?: Instant;
}

export interface ComponentRecord {
  readonly publicId: string;
  readonly name: Text;
  readonly description: Text | null;
  /** The group's public id and name; every record of a group carries the same. */
  readonly group: { readonly id: string; readonly name: Text } | null;
  readonly position: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** Everything that a page is made from. Components go by their public ids. */
export interface ComposeInput {
  readonly organization: OrganizationRecord;
  readonly components: readonly ComponentRecord[];
  /** Components that were deleted. */
  readonly former?: readonly Pick<ComponentRecord, 'publicId' | 'name'>[];
  /** What customers are told of incidents that run by a plan. */
  readonly notices: readonly PageNotice[];
  /** What people post by hand. */
  readonly posted: readonly PostedNotice[];
  readonly overrides: ReadonlyMap<string, readonly StateOverride[]>;
  /** Version that the publisher assigned to this publication. */
  readonly version: number;
  readonly now: Instant;
}

interface Told {
  readonly notices: readonly PageNotice[];
  readonly maintenances: readonly PageMaintenance[];
}

const latest = (instants: readonly Instant[]): Instant | undefined => instants.toSorted().at(-1);
const earliest = (instants: readonly Instant[]): Instant | undefined => instants.toSorted().at(0);
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const newestFirst = (a: PageNotice | PageMaintenance, b: PageNotice | PageMaintenance): number =>
  byText(b.createdAt, a.createdAt) || byText(a.id, b.id);

/** When notices, maintenance and overrides last moved this component's state. */
const movedAt = ({ notices, maintenances }: Told, overrides: readonly StateOverride[], componentId: string, now: Instant): Instant[] => [
  ...[...notices, ...maintenances].flatMap(({ updates }) =>
    updates.filter(({ changes }) => changes.some((change) => change.componentId === componentId)).map(({ at }) => at),
  ),
  ...notices.flatMap(({ resolvedAt, componentIds }) => (resolvedAt !== null && componentIds.includes(componentId) ? [resolvedAt] : [])),
  ...overrides.flatMap(({ from, until }) => [from, until].filter((at) => at !== null && at <= now)).filter((at) => at !== null),
];

/** Where the changes of a running maintenance left a component. */
const underMaintenance = ({ updates }: PageMaintenance, componentId: string): ComponentState =>
  updates.flatMap(({ changes }) => changes).find((change) => change.componentId === componentId)?.to ?? 'operational';

const stateNow = ({ notices, maintenances }: Told, componentId: string): ComponentState =>
  worstOf([
    ...notices
      .filter(isOpen)
      .flatMap(({ affects }) => affects)
      .filter((affected) => affected.componentId === componentId)
      .map(({ state }) => state),
    ...maintenances.filter(isRunning).map((maintenance) => underMaintenance(maintenance, componentId)),
  ]);

const componentOf = (
  record: ComponentRecord,
  told: Told,
  everTold: Told,
  overrides: readonly StateOverride[],
  starts: readonly Instant[],
  now: Instant,
): PageComponent => {
  const claims = withOverrides(claimsAbout(told, record.publicId, now), overrides, now);
  const edges = [...starts.map(millisOf), millisOf(now) + 1];
  // What is told of it from before it was added counts as well.
  const born = claims.reduce((first, { from }) => Math.min(first, from), millisOf(record.createdAt));
  return {
    id: record.publicId,
    name: record.name,
    description: record.description,
    groupId: record.group?.id ?? null,
    state: overrideAt(overrides, now)?.state ?? stateNow(told, record.publicId),
    createdAt: record.createdAt,
    updatedAt: latest([record.updatedAt, ...movedAt(everTold, overrides, record.publicId, now)]) ?? record.updatedAt,
    days: starts.map((_, day) => {
      const [from = 0, until = 0] = edges.slice(day, day + 2);
      return born >= until ? null : worstBetween(claims, from, until);
    }),
    uptime: uptimeBetween(claims, Math.max(edges[0] ?? born, born), millisOf(now)),
  };
};

const groupsOf = (records: readonly ComponentRecord[]): PageGroup[] => {
  const members = Map.groupBy(
    records.filter((record) => record.group !== null),
    (record) => record.group?.id ?? '',
  );
  return [...members].flatMap(([id, [first, ...rest]]) => {
    if (!first?.group) return [];
    const all = [first, ...rest];
    return {
      id,
      name: first.group.name,
      createdAt: earliest(all.map(({ createdAt }) => createdAt)) ?? first.createdAt,
      updatedAt: latest(all.map(({ updatedAt }) => updatedAt)) ?? first.updatedAt,
    };
  });
};

/** When it was over; null while it is not. */
const endOf = (entry: PageNotice | PageMaintenance): Instant | null => {
  if (entry.kind === 'maintenance') return entry.endedAt;
  return isOpen(entry) ? null : (entry.resolvedAt ?? entry.updatedAt);
};

/** When the page last lost something that somebody took back. */
const withdrawals = (posted: readonly PostedNotice[]): Instant[] =>
  posted.flatMap(({ approvedAt, withdrawnAt }) => (approvedAt !== null && withdrawnAt !== null ? [withdrawnAt] : []));

/**
 * Builds the page from what the table holds. A component's state is the worst that an open notice or a running maintenance claims
 * for it, unless somebody set it by hand; bars and uptime follow the same claims over time (formula at `uptimeBetween`). What was
 * over before the window stands in the archive. `updatedAt` is the last change a reader could see among the inputs; only a page
 * without any input takes `now`.
 */
export const compose = ({ organization, components, former = [], notices, posted, overrides, version, now }: ComposeInput): StatusPage => {
  const starts = dayStarts(now, organization.timeZone, historyDays);
  const windowStart = starts[0] ?? now;
  const shown = posted.filter(isShown);
  const incidents = [...notices, ...shown.flatMap((one) => (one.kind === 'incident' ? noticeOfPosted(one) : []))].toSorted(newestFirst);
  const maintenances = shown.flatMap((one) => (one.kind === 'maintenance' ? maintenanceOfPosted(one, now) : [])).toSorted(newestFirst);
  const isRecent = (entry: PageNotice | PageMaintenance) => (endOf(entry) ?? now) >= windowStart;
  // What goes into the archive changed nothing when it went: times of change rest on all of it.
  const everTold = { notices: incidents, maintenances };
  const told = { notices: incidents.filter(isRecent), maintenances: maintenances.filter(isRecent) };
  const records = components.toSorted((a, b) => a.position - b.position || byText(a.publicId, b.publicId));
  const built = records.map((record) => componentOf(record, told, everTold, overrides.get(record.publicId) ?? [], starts, now));
  const changes = [
    ...(organization.updatedAt ? [organization.updatedAt] : []),
    ...built.map(({ updatedAt }) => updatedAt),
    ...[...incidents, ...maintenances].map(({ updatedAt }) => updatedAt),
    ...withdrawals(posted),
  ];
  const concerned = new Set([...incidents, ...maintenances].flatMap((entry) => namedBy(entry)));
  const url = organization.url.replace(/\/+$/, '');
  return {
    id: organization.pageId,
    slug: organization.slug,
    name: organization.name,
    url,
    namedAfter: organization.namedAfter?.replace(/\/+$/, '') ?? url,
    timeZone: organization.timeZone,
    languages: organization.languages,
    version,
    generatedAt: now,
    updatedAt: latest(changes) ?? now,
    groups: groupsOf(records),
    components: built,
    former: former
      .flatMap(({ publicId, name }) => (concerned.has(publicId) ? [{ id: publicId, name }] : []))
      .toSorted((a, b) => byText(a.id, b.id)),
    notices: told.notices,
    maintenances: told.maintenances,
    archive: [...incidents, ...maintenances].filter((entry) => !isRecent(entry)).toSorted(newestFirst),
    look: organization.look ?? plainLook,
  };
};
