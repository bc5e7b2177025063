import { millisOf, type Instant } from '../instant.ts';
import type { Language, Text } from '../text.ts';
import { dayStarts } from './days.ts';
import { claimsAbout, uptimeBetween, worstBetween } from './history.ts';
import { plainLook } from './look.ts';
import { isOpen, worstOf } from './overall.ts';
import type { ComponentState, PageComponent, PageGroup, PageNotice, StatusPage } from './page.ts';

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
  /** Last change of the name, zone or languages, where it is known. */
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

export interface ComposeInput {
  readonly organization: OrganizationRecord;
  readonly components: readonly ComponentRecord[];
  readonly notices: readonly PageNotice[];
  /** Version that the publisher assigned to this publication. */
  readonly version: number;
  readonly now: Instant;
}

const latest = (instants: readonly Instant[]): Instant | undefined => instants.toSorted().at(-1);
const earliest = (instants: readonly Instant[]): Instant | undefined => instants.toSorted().at(0);
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** When notices last moved this component's state. */
const movedAt = (notices: readonly PageNotice[], componentId: string): Instant[] =>
  notices.flatMap((notice) => {
    const updates = notice.updates.filter(({ changes }) => changes.some((change) => change.componentId === componentId));
    const resolved = notice.resolvedAt !== null && notice.componentIds.includes(componentId) ? [notice.resolvedAt] : [];
    return [...updates.map(({ at }) => at), ...resolved];
  });

const stateNow = (notices: readonly PageNotice[], componentId: string): ComponentState =>
  worstOf(
    notices
      .filter(isOpen)
      .flatMap(({ affects }) => affects)
      .filter((affected) => affected.componentId === componentId)
      .map(({ state }) => state),
  );

const componentOf = (record: ComponentRecord, notices: readonly PageNotice[], starts: readonly Instant[], now: Instant): PageComponent => {
  const claims = claimsAbout(notices, record.publicId, now);
  const edges = [...starts.map(millisOf), millisOf(now) + 1];
  const born = millisOf(record.createdAt);
  return {
    id: record.publicId,
    name: record.name,
    description: record.description,
    groupId: record.group?.id ?? null,
    state: stateNow(notices, record.publicId),
    createdAt: record.createdAt,
    updatedAt: latest([record.updatedAt, ...movedAt(notices, record.publicId)]) ?? record.updatedAt,
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

/**
 * Builds the page from what the table holds. A component's state is the worst that an open notice claims for it; bars and
 * uptime follow the notices' updates (formula at `uptimeBetween`). Notices that were resolved before the window are left out.
 * `updatedAt` is the last change a reader could see among the inputs; only a page without any input takes `now`.
 */
export const compose = ({ organization, components, notices, version, now }: ComposeInput): StatusPage => {
  const starts = dayStarts(now, organization.timeZone, historyDays);
  const windowStart = starts[0] ?? now;
  const shown = notices
    .filter((notice) => isOpen(notice) || (notice.resolvedAt ?? notice.updatedAt) >= windowStart)
    .toSorted((a, b) => byText(b.createdAt, a.createdAt) || byText(a.id, b.id));
  const records = components.toSorted((a, b) => a.position - b.position || byText(a.publicId, b.publicId));
  const built = records.map((record) => componentOf(record, shown, starts, now));
  const changes = [
    ...(organization.updatedAt ? [organization.updatedAt] : []),
    ...built.map(({ updatedAt }) => updatedAt),
    ...shown.map(({ updatedAt }) => updatedAt),
  ];
  return {
    id: organization.pageId,
    slug: organization.slug,
    name: organization.name,
    url: organization.url.replace(/\/+$/, ''),
    timeZone: organization.timeZone,
    languages: organization.languages,
    version,
    generatedAt: now,
    updatedAt: latest(changes) ?? now,
    groups: groupsOf(records),
    components: built,
    notices: shown,
    maintenances: [],
    archive: [],
    look: plainLook,
  };
};
