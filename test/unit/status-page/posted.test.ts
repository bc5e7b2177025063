import { describe, expect, test } from 'vitest';
import type { PostedIncident, PostedMaintenance, PostedUpdate, StateOverride } from '../../../shared/notice/posted.ts';
import { compose } from '../../../shared/status-page/compose.ts';
import { nextChangeAt } from '../../../shared/status-page/next-change.ts';
import type { MaintenancePhase } from '../../../shared/status-page/page.ts';
import { spanOf } from '../../../shared/status-page/overall.ts';
import { maintenanceOfPosted, noticeOfPosted } from '../../../shared/status-page/posted.ts';
import { input, notice, now, postedIncident, postedMaintenance, record } from './given.ts';

const checkIn = 'comp00000001';
const said = (phase: MaintenancePhase, at: string, over: Partial<PostedUpdate<MaintenancePhase>> = {}): PostedUpdate<MaintenancePhase> => ({
  id: `upda${at.slice(11, 16)}`,
  phase,
  body: { en: phase },
  at,
  components: null,
  ...over,
});
// From 10:00 to 12:00 on 13 March.
const announced = said('scheduled', '2026-03-01T00:00:00.000Z');
const [before, begin, during, end, after] = [
  '2026-03-13T09:59:59.999Z',
  '2026-03-13T10:00:00.000Z',
  '2026-03-13T11:00:00.000Z',
  '2026-03-13T12:00:00.000Z',
  '2026-03-13T13:00:00.000Z',
] as const;
const planned = (over: Partial<PostedMaintenance> = {}) =>
  postedMaintenance({ scheduledFor: begin, scheduledUntil: end, updates: [announced], ...over });
const phasesAt = (posted: PostedMaintenance, instants: readonly string[]) => instants.map((at) => maintenanceOfPosted(posted, at).phase);
const pageAt = (at: string, posted: readonly (PostedIncident | PostedMaintenance)[], over: Parameters<typeof input>[0] = {}) =>
  compose(input({ components: [record()], posted, now: at, ...over }));
const stateAt = (at: string, posted: PostedMaintenance) => pageAt(at, [posted]).components[0]?.state;

describe('a maintenance', () => {
  test('begins and ends by itself at its times', () => {
    expect(phasesAt(planned(), [before, begin, during, end])).toEqual(['scheduled', 'in_progress', 'in_progress', 'completed']);
    const done = maintenanceOfPosted(planned(), after);
    expect(done).toMatchObject({ startedAt: begin, endedAt: end, updatedAt: end });
    expect(done.updates.map(({ phase }) => phase)).toEqual(['completed', 'in_progress', 'scheduled']);
    expect(done.updates.map(({ automatic }) => automatic)).toEqual([true, true, undefined]);
    expect(done.updates.every(({ body }) => body.en)).toBe(true);
    expect(done.updates.slice(0, 2).every(({ body }) => body['zh-CN'])).toBe(true);
  });

  test('gives what happens by itself the same ids whenever it is looked at', () => {
    const ids = (at: string) => maintenanceOfPosted(planned(), at).updates.map(({ id }) => id);
    expect(ids(after)).toEqual(ids('2026-05-01T00:00:00.000Z'));
    expect(ids(during)).toEqual(ids(after).slice(1));
    expect(new Set(ids(after)).size).toBe(3);
    expect(ids(after)[0]).toMatch(/^[a-z0-9]{12}$/);
  });

  test('begins earlier or ends earlier where somebody says so', () => {
    const early = planned({ updates: [said('completed', during), said('in_progress', '2026-03-13T09:00:00.000Z'), announced] });
    expect(maintenanceOfPosted(early, after)).toMatchObject({ phase: 'completed', startedAt: '2026-03-13T09:00:00.000Z', endedAt: during });
    expect(maintenanceOfPosted(early, after).updates).toHaveLength(3);
  });

  test('that is cancelled neither begins nor touches a component', () => {
    const off = planned({ updates: [said('cancelled', before), announced] });
    expect(phasesAt(off, [during, after])).toEqual(['cancelled', 'cancelled']);
    expect(maintenanceOfPosted(off, during)).toMatchObject({ startedAt: null, endedAt: before });
    expect(stateAt(during, off)).toBe('operational');
  });

  test('is complete at its end although somebody is still verifying, and runs on where somebody says so afterwards', () => {
    const verifying = [said('verifying', during), announced];
    expect(phasesAt(planned({ updates: verifying }), [during, end])).toEqual(['verifying', 'completed']);
    const longer = planned({ updates: [said('in_progress', after), ...verifying] });
    expect(maintenanceOfPosted(longer, after)).toMatchObject({ phase: 'in_progress', endedAt: null });
  });

  test('is not taken back by words about the plan that come while it runs', () => {
    expect(phasesAt(planned({ updates: [said('scheduled', during), announced] }), [during, end])).toEqual(['in_progress', 'completed']);
  });

  test('that is told of only after its end began and ended at its times, with its text as the plan', () => {
    for (const at of [end, after]) {
      const past = planned({ updates: [said('scheduled', at)], createdAt: at, updatedAt: at, approvedAt: at });
      const shown = maintenanceOfPosted(past, now);
      expect(shown).toMatchObject({ phase: 'completed', startedAt: begin, endedAt: end, createdAt: begin, updatedAt: at });
      expect(shown.updates.map((update) => [update.phase, update.at])).toEqual([
        ['completed', end],
        ['in_progress', begin],
        ['scheduled', begin],
      ]);
      expect(shown.updates.at(-1)?.body).toEqual({ en: 'scheduled' });
      expect(nextChangeAt({ timeZone: 'UTC', posted: [past], overrides: [] }, after)).toBe('2026-03-14T00:00:00.000Z');
    }
  });

  test('that is told of while it should run begins when it is told of', () => {
    const late = planned({ updates: [said('scheduled', during)] });
    expect(maintenanceOfPosted(late, after)).toMatchObject({ startedAt: during, endedAt: end });
  });

  test('concerns a component that an update names from then on, until it ends', () => {
    const further = said('in_progress', during, { components: [{ componentId: checkIn, state: 'under_maintenance' }] });
    const posted = planned({ componentIds: [], updates: [further, announced] });
    expect([during, end].map((at) => stateAt(at, posted))).toEqual(['under_maintenance', 'operational']);
    const { updates, componentIds } = maintenanceOfPosted(posted, after);
    expect(componentIds).toEqual([checkIn]);
    expect(updates.toReversed().map(({ changes }) => changes.map(({ to }) => to))).toEqual([
      [],
      [],
      ['under_maintenance'],
      ['operational'],
    ]);
  });

  test('tells machines when it takes place, also where that was not at its times', () => {
    const soon = '2026-03-01T00:00:00.000Z';
    const spans = [
      planned({ updates: [said('in_progress', soon), announced] }),
      planned({ updates: [said('in_progress', after), announced] }),
      planned({ updates: [said('completed', during), announced] }),
      planned({ updates: [said('cancelled', before), announced] }),
      planned(),
    ].map((posted) => spanOf(maintenanceOfPosted(posted, after)));
    expect(spans).toEqual([
      { from: soon, until: end },
      { from: begin, until: '2026-03-14T13:00:00.000Z' },
      { from: begin, until: during },
      { from: begin, until: end },
      { from: begin, until: end },
    ]);
  });

  test('in the future never colours the present', () => {
    const claims = said('scheduled', '2026-03-02T00:00:00.000Z', { components: [{ componentId: checkIn, state: 'major_outage' }] });
    expect([before, begin, end].map((at) => stateAt(at, planned({ updates: [claims, announced] })))).toEqual([
      'operational',
      'major_outage',
      'operational',
    ]);
    expect([before, begin, during, end].map((at) => stateAt(at, planned()))).toEqual([
      'operational',
      'under_maintenance',
      'under_maintenance',
      'operational',
    ]);
  });

  test('is left out of the uptime, shows in the bar of its day, and hides no outage', () => {
    const [component] = pageAt(after, [planned()]).components;
    expect(component?.uptime).toBe('100.00');
    expect(component?.days.at(-1)).toBe('under_maintenance');
    const outage = notice({
      startedAt: begin,
      componentIds: [checkIn],
      affects: [{ componentId: checkIn, state: 'major_outage' }],
      updates: [{ ...notice().updates[0]!, at: begin, changes: [{ componentId: checkIn, from: 'operational', to: 'major_outage' }] }],
    });
    expect(pageAt(during, [planned()], { notices: [outage] }).components[0]?.state).toBe('major_outage');
    expect(Number(pageAt(during, [planned()], { notices: [outage] }).components[0]?.uptime)).toBeLessThan(100);
  });

  test('moves the page when it begins and when it ends, and at no other time', () => {
    expect([before, begin, during, end, after].map((at) => pageAt(at, [planned()]).updatedAt)).toEqual([
      announced.at,
      begin,
      begin,
      end,
      end,
    ]);
  });
});

describe('a notice that somebody posts', () => {
  const incident = (over: Partial<PostedIncident> = {}) => postedIncident(over);
  const update = (
    phase: PostedIncident['updates'][number]['phase'],
    at: string,
    components: PostedIncident['updates'][number]['components'],
  ) => ({
    id: `u-${at}`,
    phase,
    body: { en: phase },
    at,
    components,
  });
  const major = [{ componentId: checkIn, state: 'major_outage' as const }];
  const partial = [{ componentId: checkIn, state: 'partial_outage' as const }];

  test('claims what its updates say, keeps its worst impact and claims nothing once resolved', () => {
    const updates = [update('identified', during, partial), update('investigating', begin, major)];
    expect(noticeOfPosted(incident({ updates }))).toMatchObject({
      phase: 'identified',
      impact: 'critical',
      affects: partial,
      componentIds: [checkIn],
      resolvedAt: null,
    });
    const done = noticeOfPosted(incident({ updates: [update('resolved', end, null), ...updates] }));
    expect(done).toMatchObject({ phase: 'resolved', impact: 'critical', affects: [], resolvedAt: end });
    expect(done.updates[0]?.changes).toEqual([{ componentId: checkIn, from: 'partial_outage', to: 'operational' }]);
  });

  test('that is resolved is no worse for what is said of components then', () => {
    const done = noticeOfPosted(incident({ updates: [update('resolved', end, major), update('investigating', begin, partial)] }));
    expect(done).toMatchObject({ impact: 'major', affects: [], componentIds: [checkIn] });
    const silent = noticeOfPosted(incident({ updates: [update('resolved', end, major), update('investigating', begin, null)] }));
    expect(silent).toMatchObject({ impact: 'none', affects: [], componentIds: [] });
  });

  test('is not shown before it is approved nor after it is taken back, and taking it back moves the page', () => {
    const updates = [update('investigating', begin, major)];
    expect(pageAt(after, [incident({ updates, approvedAt: null })]).notices).toEqual([]);
    const withdrawn = pageAt(after, [incident({ updates, approvedAt: begin, withdrawnAt: end })]);
    expect(withdrawn.notices).toEqual([]);
    expect(withdrawn.components[0]?.state).toBe('operational');
    expect(withdrawn.updatedAt).toBe(end);
  });

  test('that fills in history stands where it happened, with its bar', () => {
    const past = incident({ startedAt: begin, createdAt: now, updatedAt: now, approvedAt: now, updates: [update('resolved', end, major)] });
    const page = pageAt(now, [past]);
    expect(page.notices[0]).toMatchObject({ createdAt: end, startedAt: begin, resolvedAt: end, impact: 'critical', affects: [] });
    expect(page.components[0]?.days.slice(-2)).toEqual(['major_outage', 'operational']);
    expect(page.components[0]?.state).toBe('operational');
    expect(page.updatedAt).toBe(now);
  });

  test('from before the window stands in the archive, as ended maintenance does', () => {
    const old = '2025-06-01T00:00:00.000Z';
    const past = incident({ startedAt: old, createdAt: old, updatedAt: old, approvedAt: old, updates: [update('resolved', old, major)] });
    const work = planned({
      scheduledFor: old,
      scheduledUntil: '2025-06-01T02:00:00.000Z',
      updates: [said('scheduled', '2025-05-01T00:00:00.000Z')],
      createdAt: '2025-05-01T00:00:00.000Z',
    });
    const page = pageAt(now, [work, past]);
    expect([page.notices, page.maintenances]).toEqual([[], []]);
    expect(page.archive.map(({ kind }) => kind)).toEqual(['incident', 'maintenance']);
    expect(page.components[0]?.days.every((day) => day === 'operational')).toBe(true);
  });
});

describe('a state that somebody sets', () => {
  const open = notice({
    startedAt: begin,
    componentIds: [checkIn],
    affects: [{ componentId: checkIn, state: 'major_outage' }],
    updates: [{ ...notice().updates[0]!, at: begin, changes: [{ componentId: checkIn, from: 'operational', to: 'major_outage' }] }],
  });
  const under = (overrides: readonly StateOverride[], at: string = now) =>
    compose(input({ components: [record()], notices: [open], overrides: new Map([[checkIn, overrides]]), now: at }));

  test('replaces what notices claim, for its time and no longer', () => {
    const overrides = [{ state: 'operational' as const, from: during, until: end }];
    expect(under(overrides, '2026-03-13T11:30:00.000Z').components[0]?.state).toBe('operational');
    expect(under(overrides, end).components[0]?.state).toBe('major_outage');
    const whole = under([{ state: 'operational', from: begin, until: null }]).components[0];
    expect([whole?.state, whole?.uptime, whole?.days.at(-1)]).toEqual(['operational', '100.00', 'operational']);
  });

  test('counts in bars and uptime as what it says', () => {
    const page = compose(
      input({ components: [record()], overrides: new Map([[checkIn, [{ state: 'major_outage', from: begin, until: end }]]]) }),
    );
    expect(page.components[0]?.days.slice(-2)).toEqual(['major_outage', 'operational']);
    expect(page.components[0]?.uptime).toBe('99.90');
    expect(page.components[0]?.state).toBe('operational');
  });

  test('moves the page when it begins and when it ends', () => {
    const overrides = [{ state: 'degraded_performance' as const, from: during, until: end }];
    expect(under(overrides, '2026-03-13T11:30:00.000Z').updatedAt).toBe(during);
    expect(under(overrides, after).updatedAt).toBe(end);
  });
});

describe('the next change without anybody doing anything', () => {
  const next = (at: string, posted: readonly PostedMaintenance[], overrides: readonly StateOverride[] = []) =>
    nextChangeAt({ timeZone: 'Asia/Shanghai', posted, overrides }, at);

  test('is the beginning, then the end of a maintenance that customers see', () => {
    expect([next(before, [planned()]), next(begin, [planned()])]).toEqual([begin, end]);
    expect(next(before, [planned({ approvedAt: null })])).toBe('2026-03-13T16:00:00.000Z');
    expect(next(before, [planned({ updates: [said('cancelled', before), announced] })])).toBe('2026-03-13T16:00:00.000Z');
  });

  test('is the end of a state that somebody set', () => {
    expect(next(begin, [], [{ state: 'major_outage', from: before, until: during }])).toBe(during);
  });

  test('is local midnight otherwise, also at midnight itself', () => {
    expect(next(end, [])).toBe('2026-03-13T16:00:00.000Z');
    expect(next('2026-03-13T16:00:00.000Z', [])).toBe('2026-03-14T16:00:00.000Z');
  });

  test('leaves the page as it is until then, but for the time that passes', () => {
    const timeless = (at: string) => {
      const { generatedAt: _, ...page } = pageAt(at, [planned()]);
      return page;
    };
    expect(timeless(during)).toEqual(timeless('2026-03-13T11:59:59.999Z'));
  });
});
