import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dryRunTimeline } from '../../shared/incident/dry-run-timeline.ts';
import { planWith, start } from '../support/play.ts';
import { everybody, played, rehearsals } from '../support/rehearsing.ts';

const shown = (rehearsal: Parameters<typeof played>[0]) => {
  const { events, ...rest } = played(rehearsal);
  if (rest.refusal) return { events, timeline: [], rest };
  const context = { plan: rest.plan, incidentType: rest.state.incidentType, nameOf: (id: string) => id, language: 'en' as const };
  return { events, timeline: dryRunTimeline(events, start, context), rest };
};

describe('whatever people do in a rehearsal of any template', () => {
  test('it comes out the same twice', () => {
    fc.assert(
      fc.property(rehearsals, (rehearsal) => {
        expect(shown(rehearsal)).toEqual(shown(rehearsal));
      }),
      { numRuns: 25 },
    );
  });

  test('what is told stands in the order of time, and every event is told or counted', () => {
    fc.assert(
      fc.property(rehearsals, (rehearsal) => {
        const { events, timeline } = shown(rehearsal);
        const folded = timeline.filter(({ kind }) => kind === 'again');
        const counted = folded.reduce((sum, { rounds = 0, overdue = 0 }) => sum + rounds + overdue, 0);
        expect(timeline.length - folded.length + counted).toBe(events.length);
        expect(timeline.map(({ at }) => at)).toEqual(timeline.map(({ at }) => at).toSorted());
      }),
      { numRuns: 25 },
    );
  });
});

test('a week of work every minute is told three times, and then in one line', () => {
  const plan = planWith({ steps: [{ id: 's', title: { en: 'Look' }, actor: 'seat-a', every: 'PT1M', within: 'PT30S' }] });
  const { timeline, rest } = shown({ plan, incidentType: null, facts: {}, startAt: start, answers: [], directory: everybody(plan) });
  expect(timeline.map(({ kind, minute }) => `${minute} ${kind}`)).toEqual([
    '0 declared',
    '0 task',
    '0.5 breach',
    '1 task',
    '1.5 breach',
    '2 task',
    '2.5 breach',
    '3 again',
  ]);
  expect(timeline.at(-1)).toMatchObject({ rounds: 10_078, overdue: 10_077, until: '2026-03-21T01:00:00.000Z' });
  expect(rest).toMatchObject({ cut: 'week' });
});
