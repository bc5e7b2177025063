import { expect, test } from 'vitest';
import { Instant } from '../../../shared/instant.ts';
import { evaluate } from '../../../shared/plan/evaluate.ts';
import { play, planWith } from '../../support/play.ts';

const step = (over: Record<string, unknown>) => ({ id: 'work', title: { en: 'Work' }, actor: 'seat-a', ...over });

test('facts that lean on each other twice are worked out once each', () => {
  const ids = Array.from({ length: 60 }, (_, index) => `f${index}`);
  const plan = planWith(
    { steps: [step({ when: { fact: 'f0', is: true } })] },
    {
      facts: ids.map((id, index) => ({
        id,
        title: { en: id },
        type: 'boolean',
        ...(index + 1 < ids.length
          ? {
              derived: [
                {
                  is: true,
                  when: {
                    any: [
                      { fact: `f${index + 1}`, is: true },
                      { fact: `f${index + 1}`, is: false },
                    ],
                  },
                },
              ],
            }
          : {}),
      })),
    },
  );
  const asked = (facts: Record<string, boolean>) => evaluate({ fact: 'f0', is: true }, { facts, definitions: plan.facts }).verdict;
  expect([asked({}), asked({ f59: true })]).toEqual([false, true]);
  expect(play(plan, { declare: { facts: { f59: false } } }).of('task.opened')).toHaveLength(1);
});

test('instants that no longer sort as text are refused, and so is what a duration could push there', () => {
  expect(['9999-12-31T23:59:59Z', '8000-01-01T00:00:00Z', '0001-01-01T00:00:00Z'].map((at) => Instant.safeParse(at).success)).toEqual([
    false,
    false,
    false,
  ]);
  expect(['7999-12-31T00:00:00Z', '1999-12-31T23:59:59+08:00'].map((at) => Instant.safeParse(at).success)).toEqual([true, true]);
});

test('work comes again after a minute at the soonest, whatever an urgency word says', () => {
  const plan = planWith({ steps: [step({ every: 'now' })] }, { serviceLevels: { now: 'PT1S' } });
  expect(
    play(plan)
      .until(3)
      .of('task.opened')
      .map(({ minute }) => minute),
  ).toEqual([0, 1, 2, 3]);
  expect(() => planWith({ steps: [step({ every: 'PT59S' })] })).toThrow('Invalid input');
});

test('what a grade records stays small, however many rules give it and however long the texts are that they read', () => {
  const names = Array.from({ length: 10 }, (_, index) => `t${index}`);
  const plan = planWith(
    {
      rules: Array.from({ length: 200 }, (_, index) => ({
        id: `r${index}`,
        level: 'bad',
        when: { all: names.map((fact) => ({ not: { fact, is: 'nothing' } })) },
      })),
    },
    {
      levels: [{ id: 'bad', title: { en: 'Bad' } }],
      facts: names.map((id) => ({ id, title: { en: id }, type: 'text' })),
    },
  );
  const [graded] = play(plan, { declare: { facts: Object.fromEntries(names.map((name) => [name, 'x'.repeat(1000)])) } }).of(
    'incident.graded',
  );
  expect(graded?.reasons).toHaveLength(20);
  expect(JSON.stringify(graded).length).toBeLessThan(40_000);
});

test('a decision that is corrected with a task that is done already is kept; a closed incident takes what its tasks ask for and nothing else', () => {
  const plan = planWith(
    { steps: [step({ asks: ['pause'] })] },
    { facts: ['pause', 'other'].map((id) => ({ id, title: { en: id }, type: 'boolean' })) },
  );
  const game = play(plan);
  game.do({ type: 'complete-task', task: 'work', facts: { pause: true } });
  game.until(1).do({ type: 'complete-task', task: 'work', facts: { pause: false } });
  expect(game.state.facts['pause']).toMatchObject({ value: false });
  game.do({ type: 'close' });
  expect(game.do({ type: 'complete-task', task: 'work', facts: { other: true } }).refusal?.code).toBe('incident-closed');
  expect(game.do({ type: 'complete-task', task: 'work', facts: { pause: true } }).refusal).toBeNull();
});
