import { say } from '../../text.ts';
import { indicatorOf } from '../indicator.ts';
import { worstOf } from '../overall.ts';
import type { PageComponent, PageNotice, PageUpdate, StatusPage } from '../page.ts';
import { sectionsOf, type Section } from '../sections.ts';
import { noticeUrl } from './address.ts';

// Statuspage's public v2 shapes. The order of keys is theirs, and every key is always present: known readers depend on both.

/** Most incidents that a list holds. */
const listMax = 50;

const pageHead = (page: StatusPage) => ({
  id: page.id,
  name: say(page.name, page.languages[0] ?? 'en'),
  url: page.url,
  // Readers of Statuspage know UTC by its tz database name only.
  time_zone: page.timeZone === 'UTC' ? 'Etc/UTC' : page.timeZone,
  updated_at: page.updatedAt,
});

const componentRow = (page: StatusPage, component: PageComponent, position: number) => ({
  id: component.id,
  name: say(component.name, page.languages[0] ?? 'en'),
  status: component.state,
  created_at: component.createdAt,
  updated_at: component.updatedAt,
  position,
  description: component.description && say(component.description, page.languages[0] ?? 'en'),
  showcase: true,
  start_date: component.createdAt.slice(0, 10),
  group_id: component.groupId,
  page_id: page.id,
  group: false,
  only_show_if_degraded: false,
});

const sectionRows = (page: StatusPage, { group, components }: Section, position: number) => {
  if (!group) return components.map((component, index) => ({ ...componentRow(page, component, position + index), group_id: null }));
  const groupRow = {
    id: group.id,
    name: say(group.name, page.languages[0] ?? 'en'),
    status: worstOf(components.map(({ state }) => state)),
    created_at: group.createdAt,
    updated_at: group.updatedAt,
    position,
    description: null,
    showcase: false,
    start_date: null,
    group_id: null,
    page_id: page.id,
    group: true,
    only_show_if_degraded: false,
    components: components.map(({ id }) => id),
  };
  return [groupRow, ...components.map((component, index) => componentRow(page, component, index + 1))];
};

/** Every component, each group row directly before its members; positions count from 1 within their level. */
const componentRows = (page: StatusPage) => {
  let position = 1;
  return sectionsOf(page).flatMap((section) => {
    const rows = sectionRows(page, section, position);
    position += section.group ? 1 : section.components.length;
    return rows;
  });
};

const updateRow = (page: StatusPage, notice: PageNotice, update: PageUpdate) => {
  const nameOf = new Map(page.components.map(({ id, name }) => [id, say(name, page.languages[0] ?? 'en')]));
  const affected = update.changes.map(({ componentId, from, to }) => ({
    code: componentId,
    name: nameOf.get(componentId) ?? componentId,
    old_status: from,
    new_status: to,
  }));
  return {
    id: update.id,
    status: update.phase,
    body: say(update.body, page.languages[0] ?? 'en'),
    incident_id: notice.id,
    created_at: update.at,
    updated_at: update.at,
    display_at: update.at,
    affected_components: affected.length > 0 ? affected : null,
    deliver_notifications: true,
    custom_tweet: null,
    tweet_id: null,
  };
};

/** One incident. Its components carry the state they have now, as Statuspage's do. */
const incidentRow = (page: StatusPage, notice: PageNotice) => ({
  id: notice.id,
  name: say(notice.title, page.languages[0] ?? 'en'),
  status: notice.phase,
  created_at: notice.createdAt,
  updated_at: notice.updatedAt,
  monitoring_at: notice.monitoringAt,
  resolved_at: notice.resolvedAt,
  impact: notice.impact,
  shortlink: noticeUrl(page, notice),
  started_at: notice.startedAt,
  page_id: page.id,
  incident_updates: notice.updates.map((update) => updateRow(page, notice, update)),
  components: componentRows(page).filter((row) => !row.group && notice.componentIds.includes(row.id)),
  reminder_intervals: null,
});

export const incidents = (page: StatusPage) => ({
  page: pageHead(page),
  incidents: page.notices.slice(0, listMax).map((notice) => incidentRow(page, notice)),
});

const open = (page: StatusPage) => page.notices.filter(({ phase }) => phase !== 'resolved').map((notice) => incidentRow(page, notice));

export const unresolved = (page: StatusPage) => ({ page: pageHead(page), incidents: open(page) });

export const components = (page: StatusPage) => ({ page: pageHead(page), components: componentRows(page) });

export const status = (page: StatusPage) => ({ page: pageHead(page), status: indicatorOf(page) });

/** A page knows no planned maintenance yet; the lists exist so that readers find them empty instead of missing. */
export const maintenances = (page: StatusPage) => ({ page: pageHead(page), scheduled_maintenances: [] });

export const summary = (page: StatusPage) => ({
  page: pageHead(page),
  components: componentRows(page),
  incidents: open(page),
  scheduled_maintenances: [],
  status: indicatorOf(page),
});
