import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brokenAt } from '../../functions/adapters/dynamodb/hash.ts';
import { seal } from '../../functions/adapters/dynamodb/incidents.ts';
import type { Command, Declare } from '../../shared/incident/commands.ts';
import { replay } from '../../shared/incident/evolve.ts';
import { play, start, template } from '../support/play.ts';

const people = ['duty-team-lead-a', 'duty-team-lead-b', 'system-ops-specialist-a', 'centre-manager-a', 'nobody'];
type Act = Exclude<Command, Declare>;
const command: fc.Arbitrary<Act> = fc.oneof(
  fc.constantFrom(...people, null).map((person): Act => ({ type: 'acknowledge', person })),
  fc.nat(40).map((minutes): Act => ({ type: 'report-facts', facts: { predictedRecovery: `PT${minutes}M` } })),
  fc.constantFrom('tell-supervisor', 'judge-fault').map((task): Act => ({ type: 'complete-task', task })),
  fc.constantFrom<Act>({ type: 'restore' }, { type: 'close' }, { type: 'advance' }, { type: 'advance' }),
);
const story = fc.array(fc.record({ minutes: fc.nat(20), command }), { maxLength: 12 });

const tell = (steps: readonly { minutes: number; command: Act }[]) => {
  const game = play(template('call-center'), { declare: { incidentType: 'application-outage' } });
  let minute = 0;
  for (const { minutes, command: one } of steps) {
    minute += minutes;
    game.until(minute).do(one);
  }
  return game;
};
const sealed = (game: ReturnType<typeof tell>) =>
  seal([], game.log, game.state, { actor: { kind: 'timer', id: 'play' }, correlationId: 'c', causationId: 'c', now: start });

describe('whatever people do in whatever order', () => {
  test('replaying the events gives the state that deciding gave', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const game = tell(steps);
        const replayed = replay(sealed(game));
        // `recordedAt` is the sealing time here, and decides nothing once it is past.
        const comparable = (state: unknown) =>
          JSON.parse(JSON.stringify(state).replace(/"(recordedAt|turnRecordedAt)":"[^"]*"/g, '"$1":""')) as unknown;
        expect(comparable(replayed)).toEqual(comparable(game.state));
      }),
      { numRuns: 60 },
    );
  });

  test('no alert is requested twice for the same attempt, and none is owed at the end', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const game = tell(steps);
        const asked = game.of('alert.requested').map(({ alert, attempt }) => `${alert} ${attempt}`);
        expect(new Set(asked).size).toBe(asked.length);
        expect(Object.values(game.state.alerts).filter(({ status }) => status === 'pending')).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('asking again at the same instant changes nothing', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const game = tell(steps);
        const before = game.log.length;
        game.do({ type: 'advance' });
        expect(game.log.length).toBe(before);
      }),
      { numRuns: 60 },
    );
  });

  test('the chain of hashes is whole, and a changed event breaks it', () => {
    fc.assert(
      fc.property(story, fc.nat(), (steps, at) => {
        const events = sealed(tell(steps));
        expect(brokenAt(events)).toBeNull();
        const index = at % Math.max(1, events.length - 1);
        const forged = events.map((event, position) => (position === index ? { ...event, occurredAt: '2000-01-01T00:00:00.000Z' } : event));
        expect(brokenAt(forged)).toBe(index + 2);
      }),
      { numRuns: 40 },
    );
  });
});
