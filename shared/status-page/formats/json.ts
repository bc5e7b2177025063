import { say } from '../../text.ts';
import { indicatorOf } from '../indicator.ts';
import { isOpen, worstOf } from '../overall.ts';
import type { MaintenancePhase, PageComponent, PageMaintenance, PageNotice, PageUpdate, StatusPage } from '../page.ts';
import { sectionsOf, type Section } from '../sections.ts';
import { entryUrl } from './address.ts';
import { toldOf } from './told.ts';

// Statuspage's public v2 shapes. The order of keys is theirs, and every key is always present: known readers depend on both.

/** Most incidents that a list holds. */
const listMax = 50;
/** Most updates that an incident tells: as many as its page. */
const updatesMax = 500;

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

/** What the rows of one document share, made once. */
interface Rows {
  readonly page: StatusPage;
  readonly components: ReturnType<typeof componentRows>;
  /** Names of components, also of those that were deleted. */
  readonly nameOf: ReadonlyMap<string, string>;
}

const rowsOf = (page: StatusPage): Rows => {
  const all = componentRows(page);
  const nameOf = new Map([...page.former, ...page.components].map(({ id, name }) => [id, say(name, page.languages[0] ?? 'en')]));
  return { page, components: all, nameOf };
};

/** Their words for maintenance know no cancellation: whatever is no longer planned is over. */
const maintenanceStatus: Record<MaintenancePhase, string> = {
  scheduled: 'scheduled',
  in_progress: 'in_progress',
  verifying: 'verifying',
  completed: 'completed',
  cancelled: 'completed',
};

const updateRow = (
  { page, nameOf }: Rows,
  entryId: string,
  update: Pick<PageUpdate, 'id' | 'title' | 'body' | 'at' | 'changes'>,
  updateStatus: string,
) => {
  const affected = update.changes.map(({ componentId, from, to }) => ({
    code: componentId,
    name: nameOf.get(componentId) ?? componentId,
    old_status: from,
    new_status: to,
  }));
  return {
    id: update.id,
    status: updateStatus,
    body: [update.title, update.body].flatMap((text) => (text ? say(text, page.languages[0] ?? 'en') : [])).join('\n\n'),
    incident_id: entryId,
    created_at: update.at,
    updated_at: update.at,
    display_at: update.at,
    affected_components: affected.length > 0 ? affected : null,
    deliver_notifications: true,
    custom_tweet: null,
    tweet_id: null,
  };
};

/** The components' rows, in the order of the page, with the state they have now, as Statuspage's do. */
const affectedRows = ({ components: all }: Rows, ids: readonly string[]) => {
  const wanted = new Set(ids);
  return all.filter((row) => !row.group && wanted.has(row.id));
};

/** An incident that claims nothing but maintenance has that as its impact. */
const impactOf = ({ impact, updates }: PageNotice) =>
  impact === 'none' && updates.some(({ changes }) => changes.some(({ to }) => to === 'under_maintenance')) ? 'maintenance' : impact;

/** One incident. What was learnt of it is its post-mortem, which comes last and names its status. */
const incidentRow = (rows: Rows, notice: PageNotice) => ({
  id: notice.id,
  name: say(notice.title, rows.page.languages[0] ?? 'en'),
  status: notice.followUp && notice.phase === 'resolved' ? 'postmortem' : notice.phase,
  created_at: notice.createdAt,
  updated_at: notice.updatedAt,
  monitoring_at: notice.monitoringAt,
  resolved_at: notice.resolvedAt,
  impact: impactOf(notice),
  shortlink: entryUrl(rows.page, notice),
  started_at: notice.startedAt,
  page_id: rows.page.id,
  incident_updates: toldOf(notice)
    .slice(0, updatesMax)
    .map(({ phase, ...update }) => updateRow(rows, notice.id, update, phase)),
  components: affectedRows(rows, notice.componentIds),
  reminder_intervals: null,
});

const maintenanceRow = (rows: Rows, maintenance: PageMaintenance) => ({
  id: maintenance.id,
  name: say(maintenance.title, rows.page.languages[0] ?? 'en'),
  status: maintenanceStatus[maintenance.phase],
  created_at: maintenance.createdAt,
  updated_at: maintenance.updatedAt,
  monitoring_at: null,
  resolved_at: maintenance.endedAt,
  impact: 'maintenance',
  shortlink: entryUrl(rows.page, maintenance),
  started_at: maintenance.createdAt,
  page_id: rows.page.id,
  incident_updates: maintenance.updates
    .slice(0, updatesMax)
    .map(({ phase, ...update }) => updateRow(rows, maintenance.id, update, maintenanceStatus[phase])),
  components: affectedRows(rows, maintenance.componentIds),
  reminder_intervals: null,
  scheduled_for: maintenance.scheduledFor,
  scheduled_until: maintenance.scheduledUntil,
});

const newestFirst = (a: { createdAt: string }, b: { createdAt: string }): number =>
  a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0;

/** Every document of a page: its path below `api/v2/`, and its body. `status` comes last. */
export const documentsOf = (page: StatusPage): readonly (readonly [path: string, body: Readonly<Record<string, unknown>>])[] => {
  const rows = rowsOf(page);
  const head = pageHead(page);
  const roll = indicatorOf(page);
  const incidents = [...page.notices, ...page.archive.filter((entry) => entry.kind === 'incident')].toSorted(newestFirst);
  const maintenances = [...page.maintenances, ...page.archive.filter((entry) => entry.kind === 'maintenance')].toSorted(newestFirst);
  const open = page.notices.filter(isOpen).map((notice) => incidentRow(rows, notice));
  const planned = (...phases: readonly MaintenancePhase[]) =>
    page.maintenances.filter(({ phase }) => phases.includes(phase)).map((maintenance) => maintenanceRow(rows, maintenance));
  return [
    ['components', { page: head, components: rows.components }],
    ['incidents', { page: head, incidents: incidents.slice(0, listMax).map((notice) => incidentRow(rows, notice)) }],
    ['incidents/unresolved', { page: head, incidents: open }],
    [
      'scheduled-maintenances',
      { page: head, scheduled_maintenances: maintenances.slice(0, listMax).map((maintenance) => maintenanceRow(rows, maintenance)) },
    ],
    ['scheduled-maintenances/upcoming', { page: head, scheduled_maintenances: planned('scheduled') }],
    ['scheduled-maintenances/active', { page: head, scheduled_maintenances: planned('in_progress', 'verifying') }],
    [
      'summary',
      {
        page: head,
        components: rows.components,
        incidents: open,
        scheduled_maintenances: planned('scheduled', 'in_progress', 'verifying'),
        status: roll,
      },
    ],
    ['status', { page: head, status: roll }],
  ];
};

/** A page all of whose components work, since they are there. */
const calm = (page: StatusPage): StatusPage => ({
  ...page,
  components: page.components.map((component) => ({ ...component, state: 'operational', updatedAt: component.createdAt })),
});

/**
 * Notices or maintenance one by one, as the documents list them. What is over tells nothing of its components' present: else each of
 * these, hundreds of them, would change with every change of the page.
 */
export const entriesJson = (page: StatusPage): ((entry: PageNotice | PageMaintenance) => object) => {
  const [now, then] = [rowsOf(page), rowsOf(calm(page))];
  return (entry) =>
    entry.kind === 'incident'
      ? incidentRow(isOpen(entry) ? now : then, entry)
      : maintenanceRow(entry.phase === 'completed' || entry.phase === 'cancelled' ? then : now, entry);
};
