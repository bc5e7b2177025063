import { expect, test } from 'vitest';
import type { EventBody } from '../../../shared/incident/events.ts';
import { type Recorded, replay } from '../../../shared/incident/evolve.ts';
import { reactions } from '../../../shared/incident/reactions.ts';
import { idsFrom } from '../../../shared/ids.ts';
import { filled } from '../../../shared/plan/filled.ts';
import { directoryOf, play, planWith, start } from '../../support/play.ts';

const recorded = (events: readonly EventBody[]): Recorded[] =>
  events.map((event, index) => ({
    ...event,
    organizationId: 'org_1',
    stream: 'inc_1',
    sequence: index + 1,
    mode: 'real',
    recordedAt: event.occurredAt,
    actor: { kind: 'timer', id: 'test' },
  }));

const plan = planWith(
  {
    rules: [{ id: 'many', level: 'bad', when: { fact: 'homes', atLeast: 10 } }],
    otherwise: 'mild',
    rungs: [
      { id: 'first', title: { en: 'First' }, on: 'declared', alert: ['group'], answer: { within: 'PT2M', rounds: 2 } },
      { id: 'ask', title: { en: 'Ask' }, on: { asked: 'suspend' }, alert: ['seat-lead'] },
    ],
    steps: [
      { id: 'look', title: { en: 'Look' }, actor: 'seat-lead', every: 'PT10M', when: { fact: 'homes', atLeast: 1 }, stays: true },
      { id: 'decide', title: { en: 'Decide' }, actor: 'group', asks: ['suspend'], within: 'PT15M', otherwise: { suspend: true } },
    ],
    closure: { automatic: { elapsed: 'PT2H' } },
  },
  {
    bodies: [{ id: 'group', title: { en: 'Group' }, leader: 'seat-lead', members: ['seat-member'] }],
    levels: ['bad', 'mild'].map((id) => ({ id, title: { en: id } })),
    facts: [
      { id: 'homes', title: { en: 'Homes' }, type: 'integer' },
      { id: 'suspend', title: { en: 'Suspend' }, type: 'boolean', decidedBy: ['group'] },
    ],
  },
);

const story = () => {
  const game = play(plan).until(3);
  game.report({ homes: 4 });
  game.do({ type: 'ask', fact: 'suspend', person: null, questionDigest: 'question' });
  game.until(8).report({ homes: 0 });
  game.until(12).report({ homes: 30 });
  game.do({ type: 'set-level', level: 'mild', person: 'seat-lead-a', reasonDigest: 'why' });
  game.until(40).do({ type: 'set-level', level: null, person: 'seat-lead-a', reasonDigest: null });
  return game.until(180);
};

test('replaying the events gives the state that deciding gave, for everything that the model knows', () => {
  const game = story();
  const types = new Set(game.log.map(({ type }) => type));
  for (const type of ['decision.asked', 'incident.level-set', 'task.lapsed', 'task.breached', 'rung.exhausted', 'incident.closed'] as const)
    expect(types).toContain(type);
  expect(replay(recorded(game.log))).toEqual(game.state);
});

test('every moment of a story goes on when it was replayed', () => {
  const { log } = story();
  const context = { ids: idsFrom(() => 'x'), directory: directoryOf(plan) };
  const following = log.slice(1).map((_, index) => {
    const state = replay(recorded(log.slice(0, index + 1)));
    if (!state) throw new Error('a stream begins with a declaration');
    return reactions(filled(plan), state, context).flatMap((reaction) => reaction.events()).length;
  });
  expect(following.every((count) => count > 0)).toBe(true);
});

test('events of before seats were resolved go on with whom the plan names', () => {
  const rung = { id: 'first', title: { en: 'First' }, on: 'declared', alert: ['seat-x'], answer: { within: 'PT2M' } };
  const old = planWith({ rungs: [rung] });
  const game = play(old);
  const events = game.log.map((event): EventBody => {
    if (event.type !== 'rung.reached') return event;
    const { holders: _, ...data } = event.data;
    return { ...event, data };
  });
  const state = replay(recorded(events));
  expect(state?.chains).toMatchObject([{ seat: 'seat-x', holders: null, persons: ['seat-x-a'] }]);
  if (!state) throw new Error('a stream begins with a declaration');
  const [next] = reactions(old, state, { ids: idsFrom(() => 'x'), directory: directoryOf(old) });
  expect(next?.at).toBe('2026-03-14T01:02:00.000Z');
  expect(next?.events()[0]).toMatchObject({ type: 'alert.requested', data: { person: 'seat-x-b' } });
  expect(state.declaredAt).toBe(start);
});
