import { describe, expect, test } from 'vitest';
import { compose } from '../../../shared/status-page/compose.ts';
import { entriesJson } from '../../../shared/status-page/formats/json.ts';
import { objectsOf } from '../../../shared/status-page/formats/objects.ts';
import { componentStates, type ComponentState, type PageNotice } from '../../../shared/status-page/page.ts';
import { fixtures } from '../../../status-site/src/fixtures.ts';
import { component, input, notice, page as pageOf, postedMaintenance, record } from './given.ts';
import { api, keysOf, type Json } from './reading.ts';

// What readers of Statuspage's public v2 interface rely on, whoever made the page.

const keys = {
  page: 'id name url time_zone updated_at',
  status: 'indicator description',
  component: 'id name status created_at updated_at position description showcase start_date group_id page_id group only_show_if_degraded',
  update: 'id status body incident_id created_at updated_at display_at affected_components deliver_notifications custom_tweet tweet_id',
  affected: 'code name old_status new_status',
  incident:
    'id name status created_at updated_at monitoring_at resolved_at impact shortlink started_at page_id incident_updates components reminder_intervals',
};
const maintenanceKeys = `${keys.incident} scheduled_for scheduled_until`;

const endpoints: Readonly<Record<string, string>> = {
  summary: 'page components incidents scheduled_maintenances status',
  status: 'page status',
  components: 'page components',
  incidents: 'page incidents',
  'incidents/unresolved': 'page incidents',
  'scheduled-maintenances': 'page scheduled_maintenances',
  'scheduled-maintenances/upcoming': 'page scheduled_maintenances',
  'scheduled-maintenances/active': 'page scheduled_maintenances',
};

const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const each = Object.entries(fixtures);

/** What a reader would trip over in a row: each named, so that a page of ten thousand updates is one expectation. */
type Complaints = readonly string[];
const complain = (row: Json, checks: Readonly<Record<string, boolean>>): Complaints =>
  Object.entries(checks).flatMap(([check, holds]) => (holds ? [] : [`${String(row['id'])}: ${check}`]));
const isState = (state: string) => (componentStates as readonly string[]).includes(state);
const rank = (states: readonly string[]) => Math.max(...states.map((state) => (componentStates as readonly string[]).indexOf(state)));

const inComponent = (row: Json, page: { readonly id: string }): Complaints =>
  complain(row, {
    keys: keysOf(row) === (row['group'] ? `${keys.component} components` : keys.component),
    status: isState(row['status']),
    position: Number.isInteger(row['position']),
    description: row['description'] === null || row['description'].length > 0,
    page: row['page_id'] === page.id,
    'start date': row['group'] ? row['start_date'] === null : /^\d{4}-\d\d-\d\d$/.test(row['start_date']),
    group: !row['group'] || row['group_id'] === null,
  });

const inUpdate = (row: Json, update: Json, phases: readonly string[]): Complaints =>
  complain(update, {
    keys: keysOf(update) === keys.update,
    status: phases.includes(update['status']),
    incident: update['incident_id'] === row['id'],
    times: ['created_at', 'updated_at', 'display_at'].every((name) => iso.test(update[name])),
    'affected components': update['affected_components'] === null || update['affected_components'].length > 0,
    changes: (update['affected_components'] ?? []).every(
      (one: Json) => keysOf(one) === keys.affected && isState(one['old_status']) && isState(one['new_status']),
    ),
  });

const descending = (values: readonly string[]) => values.every((value, index) => index === 0 || value <= (values[index - 1] ?? ''));

const inEntry = (row: Json, names: string, phases: readonly string[], components: ReadonlyMap<string, Json>): Complaints => {
  const updates: Json[] = row['incident_updates'];
  return [
    ...complain(row, {
      keys: keysOf(row) === names,
      status: phases.includes(row['status']),
      impact: ['none', 'minor', 'major', 'critical', 'maintenance'].includes(row['impact']),
      times: ['created_at', 'updated_at', 'started_at'].every((name) => iso.test(row[name])),
      ends: ['monitoring_at', 'resolved_at'].every((name) => row[name] === null || iso.test(row[name])),
      start: row['started_at'] <= row['created_at'],
      reminders: row['reminder_intervals'] === null,
      link: row['shortlink'].startsWith('https://'),
      components: row['components'].every((one: Json) => JSON.stringify(one) === JSON.stringify(components.get(one['id']))),
      'first update': updates[0]?.['status'] === row['status'],
      order: descending(updates.map((update) => update['display_at'])),
      'ids of updates': new Set(updates.map(({ id }) => id)).size === updates.length,
    }),
    ...updates.flatMap((update) => inUpdate(row, update, phases)),
  ];
};

describe.each(each)('a reader of the page "%s"', (_name, page) => {
  test('finds every document with its keys in their order', () => {
    for (const [path, names] of Object.entries(endpoints)) {
      const document = api(page, path);
      expect([path, keysOf(document), keysOf(document['page'])]).toEqual([path, names, keys.page]);
      expect(document['page'].url).toMatch(/^https:\/\/[^/].*[^/]$/);
      expect(document['page'].time_zone).toMatch(/^[A-Z]\w+\/\w+/);
    }
    expect(keysOf(api(page, 'status')['status'])).toBe(keys.status);
  });

  test('reads components whole, each group directly before its own, with their worst state', () => {
    const rows: Json[] = api(page, 'components')['components'];
    expect(rows.flatMap((row) => inComponent(row, page))).toEqual([]);
    const groups = rows.filter((row) => row['group']);
    for (const group of groups) {
      const at = rows.indexOf(group) + 1;
      const members = rows.slice(at, at + group['components'].length);
      expect(members.map(({ id }) => id)).toEqual(group['components']);
      expect(rank([group['status']])).toBe(rank(members.map(({ status }) => status)));
    }
    const grouped = groups.flatMap((group) => group['components'].map((id: string) => [id, group['id']]));
    const inGroups = rows.filter((row) => row['group_id'] !== null).map((row) => [row['id'], row['group_id']]);
    expect(inGroups).toEqual(grouped);
    expect(api(page, 'summary')['components']).toEqual(rows);
  });

  test('reads incidents and maintenance whole, newest first, each with its updates newest first', () => {
    const components = new Map<string, Json>(api(page, 'components')['components'].map((row: Json) => [row['id'], row]));
    const incidents: Json[] = api(page, 'incidents')['incidents'];
    const phases = ['investigating', 'identified', 'monitoring', 'resolved', 'postmortem'];
    expect(incidents.flatMap((row) => inEntry(row, keys.incident, phases, components))).toEqual([]);
    const works: Json[] = api(page, 'scheduled-maintenances')['scheduled_maintenances'];
    const steps = ['scheduled', 'in_progress', 'verifying', 'completed'];
    expect(works.flatMap((row) => inEntry(row, maintenanceKeys, steps, components))).toEqual([]);
    expect(works.every((row) => iso.test(row['scheduled_for']) && iso.test(row['scheduled_until']))).toBe(true);
    for (const rows of [incidents, works]) {
      expect(rows.length).toBeLessThanOrEqual(50);
      expect(descending(rows.map((row) => row['created_at']))).toBe(true);
    }
  });

  test('finds in each list what belongs there, and maintenance never among incidents', () => {
    const ids = (path: string, list: string, wanted?: (row: Json) => boolean): string[] =>
      (api(page, path)[list] as Json[]).filter(wanted ?? (() => true)).map((row) => row['id']);
    const open = (row: Json) => ['investigating', 'identified', 'monitoring'].includes(row['status']);
    expect(api(page, 'incidents/unresolved')['incidents'].every(open)).toBe(true);
    expect(ids('summary', 'incidents')).toEqual(ids('incidents/unresolved', 'incidents'));
    expect(ids('incidents', 'incidents', open)).toEqual(ids('incidents/unresolved', 'incidents').slice(0, 50));
    const all = 'scheduled_maintenances';
    expect(ids('scheduled-maintenances/upcoming', all)).toEqual(ids('scheduled-maintenances', all, ({ status }) => status === 'scheduled'));
    expect(ids('scheduled-maintenances/active', all)).toEqual(
      ids('scheduled-maintenances', all, ({ status }) => ['in_progress', 'verifying'].includes(status)),
    );
    expect(ids('summary', all)).toEqual(ids('scheduled-maintenances', all, ({ status }) => status !== 'completed'));
    expect(ids('incidents', 'incidents').filter((id) => ids('scheduled-maintenances', all).includes(id))).toEqual([]);
  });

  test('gets nothing else when nothing happened', () => {
    const later = { ...page, version: page.version + 7, generatedAt: '2026-03-14T02:59:00.000Z' };
    expect(objectsOf(later)).toEqual(objectsOf(page));
  });
});

describe('one incident by its id', () => {
  test('is what the lists say of it, and does not change with its components once it is over', () => {
    const page = fixtures['maintenance']!;
    const row = entriesJson(page);
    const timeless = ({ components, ...rest }: { components: { id: string }[] }) => ({
      ...rest,
      components: components.map(({ id }) => id),
    });
    const listed: (Parameters<typeof timeless>[0] & { id: string; resolved_at: string | null })[] = [
      ...api(page, 'incidents')['incidents'],
      ...api(page, 'scheduled-maintenances')['scheduled_maintenances'],
    ];
    const fallen = { ...page, components: page.components.map((component) => ({ ...component, state: 'major_outage' as const })) };
    const entries = [...page.notices, ...page.maintenances];
    const inList = entries.map(({ id }) => listed.find((one) => one.id === id)!);
    const said = entries.map(row) as typeof listed;
    const isOver = (_: unknown, index: number) => inList[index]?.resolved_at !== null;
    expect(said.map(timeless)).toEqual(inList.map(timeless));
    expect(said.filter((one, index) => !isOver(one, index))).toEqual(inList.filter((one, index) => !isOver(one, index)));
    expect(entries.map(entriesJson(fallen)).filter(isOver)).toEqual(said.filter(isOver));
    expect(entries.map(isOver)).toEqual(expect.arrayContaining([true, false]));
  });

  test('that was followed up is a post-mortem, with it as its last update', () => {
    const learnt = notice({
      phase: 'resolved',
      resolvedAt: '2026-03-13T01:00:00.000Z',
      followUp: { body: { en: 'A fuse.' }, at: '2026-03-13T09:00:00.000Z' },
    });
    const [row] = api(pageOf({ notices: [learnt] }), 'incidents')['incidents'];
    expect(row.status).toBe('postmortem');
    expect(row.resolved_at).toBe('2026-03-13T01:00:00.000Z');
    expect(row.incident_updates[0]).toMatchObject({ status: 'postmortem', body: 'A fuse.', display_at: '2026-03-13T09:00:00.000Z' });
    expect(api(pageOf({ notices: [learnt] }), 'summary')['incidents']).toEqual([]);
  });

  test('keeps its worst impact after its end, and says maintenance where it claimed nothing else', () => {
    const worst = notice({ phase: 'resolved', resolvedAt: '2026-03-13T01:00:00.000Z', impact: 'major' });
    const work = notice({
      updates: [{ ...notice().updates[0]!, changes: [{ componentId: 'comp00000001', from: 'operational', to: 'under_maintenance' }] }],
    });
    const impacts = (given: PageNotice) => api(pageOf({ notices: [given] }), 'incidents')['incidents'][0].impact;
    expect([impacts(worst), impacts(work), impacts(notice())]).toEqual(['major', 'maintenance', 'none']);
  });
});

describe('incidents.json', () => {
  test('holds the fifty newest in any state, also from before the bars', () => {
    const old = notice({ id: 'old', phase: 'resolved', createdAt: '2025-01-01T00:00:00.000Z', resolvedAt: '2025-01-02T00:00:00.000Z' });
    expect(api(pageOf({ notices: [notice()], archive: [old] }), 'incidents')['incidents'].map(({ id }: Json) => id)).toEqual([
      'noti00000001',
      'old',
    ]);
  });
});

describe('the roll-up', () => {
  const running = (components: string[]) =>
    compose(
      input({
        components: [record(), record({ publicId: 'comp00000002', position: 2 })],
        posted: [
          postedMaintenance({
            componentIds: components,
            scheduledFor: '2026-03-14T01:00:00.000Z',
            scheduledUntil: '2026-03-14T03:00:00.000Z',
          }),
        ],
      }),
    );

  test('says maintenance while it runs, and nothing while it is ahead', () => {
    expect(api(running(['comp00000001']), 'status')['status']).toEqual({
      indicator: 'maintenance',
      description: 'Service Under Maintenance',
    });
    const ahead = compose(input({ components: [record()], posted: [postedMaintenance()] }));
    expect(api(ahead, 'status')['status']).toEqual({ indicator: 'none', description: 'All Systems Operational' });
    expect(api(ahead, 'components')['components'][0].status).toBe('operational');
  });

  test('follows the table, worst row first', () => {
    const says = (...states: readonly ComponentState[]) => {
      const { indicator, description } = api(
        pageOf({
          components: states.map((state, index) => component({ id: `c${index}`, state })),
        }),
        'status',
      )['status'];
      return `${indicator} ${description}`;
    };
    const [ok, slow, part, gone, work] = [
      'operational',
      'degraded_performance',
      'partial_outage',
      'major_outage',
      'under_maintenance',
    ] as const;
    expect([
      says(),
      says(ok, ok),
      says(gone, gone),
      says(gone, ok, slow),
      says(part, part),
      says(part, ok, slow),
      says(slow, slow),
      says(slow, ok, work),
      says(work, ok),
    ]).toEqual([
      'none All Systems Operational',
      'none All Systems Operational',
      'critical Major System Outage',
      'major Partial System Outage',
      'major Partial System Outage',
      'minor Minor Service Outage',
      'minor Degraded System Service',
      'minor Partially Degraded Service',
      'maintenance Service Under Maintenance',
    ]);
  });
});
