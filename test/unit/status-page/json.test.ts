import { describe, expect, test } from 'vitest';
import { objectsOf } from '../../../shared/status-page/formats/objects.ts';
import type { StatusPage } from '../../../shared/status-page/page.ts';
import { component, notice, page, update } from './given.ts';

const read = (given: StatusPage, path: string) =>
  JSON.parse(objectsOf(given).find((object) => object.path === `api/v2/${path}.json`)?.body ?? 'null');

const checkIn = component({ id: 'compcheckin1', groupId: 'groupairport', state: 'partial_outage' });
const boarding = component({ id: 'compboarding', name: { en: 'Boarding' }, groupId: 'groupairport', description: { 'zh-CN': '登机牌' } });
const website = component({ id: 'compwebsite1', name: { en: 'Website' } });
const airport = {
  id: 'groupairport',
  name: { en: 'Airport' },
  createdAt: '2024-01-01T00:00:00.000Z',
  updatedAt: '2024-02-01T00:00:00.000Z',
};
const open = notice({
  impact: 'major',
  affects: [{ componentId: 'compcheckin1', state: 'partial_outage' }],
  componentIds: ['compcheckin1'],
  updates: [
    update({ id: 'upda00000002', phase: 'identified' }),
    update({ changes: [{ componentId: 'compcheckin1', from: 'operational', to: 'partial_outage' }] }),
  ],
});
const done = notice({ id: 'notidone0001', phase: 'resolved', impact: 'minor', resolvedAt: '2026-03-10T00:00:00.000Z' });
const given = page({ groups: [airport], components: [website, checkIn, boarding], notices: [open, done] });

const pageKeys = ['id', 'name', 'url', 'time_zone', 'updated_at'];
const componentKeys = [
  'id',
  'name',
  'status',
  'created_at',
  'updated_at',
  'position',
  'description',
  'showcase',
  'start_date',
  'group_id',
  'page_id',
  'group',
  'only_show_if_degraded',
];
const incidentKeys = [
  'id',
  'name',
  'status',
  'created_at',
  'updated_at',
  'monitoring_at',
  'resolved_at',
  'impact',
  'shortlink',
  'started_at',
  'page_id',
  'incident_updates',
  'components',
  'reminder_intervals',
];
const updateKeys = [
  'id',
  'status',
  'body',
  'incident_id',
  'created_at',
  'updated_at',
  'display_at',
  'affected_components',
  'deliver_notifications',
  'custom_tweet',
  'tweet_id',
];

describe('the v2 documents', () => {
  test.each([
    ['summary', ['page', 'components', 'incidents', 'scheduled_maintenances', 'status']],
    ['status', ['page', 'status']],
    ['components', ['page', 'components']],
    ['incidents', ['page', 'incidents']],
    ['incidents/unresolved', ['page', 'incidents']],
    ['scheduled-maintenances', ['page', 'scheduled_maintenances']],
    ['scheduled-maintenances/upcoming', ['page', 'scheduled_maintenances']],
    ['scheduled-maintenances/active', ['page', 'scheduled_maintenances']],
  ])('%s.json has the keys known readers expect, in their order', (path, keys) => {
    const document = read(given, path);
    expect(Object.keys(document)).toEqual(keys);
    expect(Object.keys(document.page)).toEqual(pageKeys);
  });

  test('every row has every key, in order', () => {
    const summary = read(given, 'summary');
    const [groupRow, first] = summary.components;
    expect(Object.keys(first)).toEqual(componentKeys);
    expect(Object.keys(groupRow)).toEqual([...componentKeys, 'components']);
    expect(Object.keys(summary.incidents[0])).toEqual(incidentKeys);
    expect(Object.keys(summary.incidents[0].incident_updates[0])).toEqual(updateKeys);
  });

  test('every instant has milliseconds and ends in Z', () => {
    const body = objectsOf(given)
      .map((object) => (object.path.endsWith('.json') ? object.body : ''))
      .join('');
    const stamps = body.match(/\d{4}-\d\d-\d\dT[^"]*/g) ?? [];
    expect(stamps.length).toBeGreaterThan(20);
    expect(stamps.filter((stamp) => !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(stamp))).toEqual([]);
  });

  test('a group row comes directly before its members, with their worst state, and what belongs to no group last', () => {
    const rows = read(given, 'components').components;
    expect(rows.map(({ id }: { id: string }) => id)).toEqual(['groupairport', 'compcheckin1', 'compboarding', 'compwebsite1']);
    expect(rows[0]).toMatchObject({ group: true, group_id: null, status: 'partial_outage', components: ['compcheckin1', 'compboarding'] });
    expect(rows[1]).toMatchObject({ group: false, group_id: 'groupairport' });
    expect(rows.map(({ position }: { position: number }) => position)).toEqual([1, 1, 2, 2]);
  });

  test('what is not known is null, what is empty is an empty list', () => {
    const { incidents } = read(given, 'incidents');
    expect(incidents[0]).toMatchObject({ monitoring_at: null, resolved_at: null, reminder_intervals: null });
    expect(incidents[0].incident_updates[0].affected_components).toBeNull();
    expect(incidents[1].components).toEqual([]);
    expect(read(given, 'components').components[3]).toMatchObject({ description: null });
    expect(read(page(), 'summary')).toMatchObject({ components: [], incidents: [], scheduled_maintenances: [] });
  });

  test('an update names what it changed', () => {
    expect(read(given, 'incidents').incidents[0].incident_updates[1].affected_components).toEqual([
      { code: 'compcheckin1', name: 'Check-in', old_status: 'operational', new_status: 'partial_outage' },
    ]);
  });

  test('an incident lists its components with the state they have now', () => {
    expect(read(given, 'incidents').incidents[0].components).toEqual([
      expect.objectContaining({ id: 'compcheckin1', status: 'partial_outage', group: false }),
    ]);
  });

  test('summary and unresolved leave resolved incidents out, incidents keeps them', () => {
    const ids = (path: string) => read(given, path).incidents.map(({ id }: { id: string }) => id);
    expect(ids('summary')).toEqual(['noti00000001']);
    expect(ids('incidents/unresolved')).toEqual(['noti00000001']);
    expect(ids('incidents')).toEqual(['noti00000001', 'notidone0001']);
  });

  test('incidents stops at fifty', () => {
    const notices = Array.from({ length: 60 }, (_, index) => notice({ id: `n${index}` }));
    expect(read(page({ notices }), 'incidents').incidents).toHaveLength(50);
  });

  test('texts come in the default language, else in the one there is', () => {
    const zh = page({ languages: ['zh-CN', 'en'], components: [checkIn, website] });
    expect(read(zh, 'status').page.name).toBe('示例航空');
    expect(read(zh, 'components').components.map(({ name }: { name: string }) => name)).toEqual(['值机', 'Website']);
  });

  test('a page in UTC names its zone as Statuspage does', () => {
    expect(read(page({ timeZone: 'UTC' }), 'status').page.time_zone).toBe('Etc/UTC');
    expect(read(page(), 'status').page.time_zone).toBe('Asia/Shanghai');
  });

  test('do not depend on when the page was read or on its version', () => {
    const again = { ...given, version: 99, generatedAt: '2026-03-14T09:00:00.000Z' };
    expect(objectsOf(again)).toEqual(objectsOf(given));
  });
});

describe('published objects', () => {
  test('end with status.json, which open pages watch', () => {
    expect(objectsOf(given).at(-1)?.path).toBe('api/v2/status.json');
  });

  test('say what they are and how long they keep', () => {
    const types = Object.fromEntries(
      objectsOf(given).map(({ path, contentType }) => [path.startsWith('feed.') ? 'feed' : path.split('.').at(-1), contentType]),
    );
    expect(types).toEqual({
      feed: 'application/feed+json; charset=utf-8',
      html: 'text/html; charset=utf-8',
      ics: 'text/calendar; charset=utf-8',
      txt: 'text/plain; charset=utf-8',
      json: 'application/json; charset=utf-8',
      atom: 'application/atom+xml; charset=utf-8',
      rss: 'application/rss+xml; charset=utf-8',
      svg: 'image/svg+xml; charset=utf-8',
    });
    expect(new Set(objectsOf(given).map(({ cacheControl }) => cacheControl))).toEqual(
      new Set(['max-age=10, public, s-maxage=10, stale-while-revalidate=20, stale-if-error=3600']),
    );
  });
});
