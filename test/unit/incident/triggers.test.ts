import { describe, expect, test } from 'vitest';
import { play, planWith } from '../../support/play.ts';

const rung = (id: string, on: unknown, more: Record<string, unknown> = {}) => ({
  id,
  title: { en: id },
  on,
  alert: [`seat-${id}`],
  ...more,
});
const step = (id: string, more: Record<string, unknown> = {}) => ({ id, title: { en: id }, actor: 'seat-x', ...more });
const levels = ['bad', 'mild'].map((id) => ({ id, title: { en: id } }));
const facts = [{ id: 'homes', title: { en: 'Homes' }, type: 'integer' }];
const rules = [{ id: 'many', level: 'bad', when: { fact: 'homes', atLeast: 10 } }];

describe('a regraded incident', () => {
  const graded = planWith(
    { rules, otherwise: 'mild', rungs: [rung('level', { level: 'bad' }), rung('regraded', { regraded: ['bad'] })] },
    { facts, levels },
  );

  test('starts what waits for the change of level, besides what waits for the level', () => {
    const game = play(graded).until(7);
    game.report({ homes: 20 });
    expect(game.alerted).toEqual(['7 seat-level-a', '7 seat-regraded-a']);
  });

  test('is none whose first level it is', () => {
    expect(play(graded, { declare: { facts: { homes: 20 } } }).until(60).alerted).toEqual(['0 seat-level-a']);
  });

  test('is none whose reasons alone have changed', () => {
    const two = planWith(
      {
        rules: [...rules, { id: 'very-many', level: 'bad', when: { fact: 'homes', atLeast: 50 } }],
        otherwise: 'mild',
        rungs: [rung('regraded', { regraded: 'bad' })],
      },
      { facts, levels },
    );
    const game = play(two, { declare: { facts: { homes: 20 } } }).until(5);
    game.report({ homes: 60 });
    expect(game.graded).toEqual(['0 bad', '5 bad']);
    expect(game.alerted).toEqual([]);
  });
});

describe('an answer', () => {
  const plan = planWith({ rungs: [rung('first', 'declared'), rung('second', { answered: 'first' })] });

  test('of somebody on the rung starts what waits for it', () => {
    const game = play(plan).until(4);
    game.do({ type: 'acknowledge', person: 'seat-first-a' });
    expect(game.alerted).toEqual(['0 seat-first-a', '4 seat-second-a']);
  });

  test('of somebody else does not', () => {
    const game = play(plan).until(4);
    game.do({ type: 'acknowledge', person: 'somebody' });
    expect(game.until(60).alerted).toEqual(['0 seat-first-a']);
  });
});

describe('a question', () => {
  const plan = planWith({ rungs: [rung('board', { asked: 'homes' })] }, { facts });

  test('alerts those who decide, once, however often it is asked', () => {
    const game = play(plan).until(6);
    const ask = { type: 'ask', fact: 'homes', person: 'seat-board-b', questionDigest: null } as const;
    expect(game.do(ask).refusal).toBeNull();
    expect(game.until(8).do(ask).refusal).toBeNull();
    expect(game.until(60).alerted).toEqual(['6 seat-board-a']);
  });

  test('about a fact that the plan does not know is refused', () => {
    const game = play(plan);
    expect(game.do({ type: 'ask', fact: 'flats', person: null, questionDigest: null }).refusal).toMatchObject({ code: 'facts-invalid' });
  });
});

describe('a gate', () => {
  const gated = planWith({ steps: [step('a'), step('b'), step('c', { after: ['a', 'b'], within: 'PT5M' })] });

  test('opens when everything before it is done, and its deadline counts from then', () => {
    const game = play(gated).until(3);
    game.complete('a');
    expect(game.until(9).opened).toEqual(['0 a', '0 b']);
    game.complete('b');
    expect(game.opened).toEqual(['0 a', '0 b', '9 c']);
    expect(game.state.tasks['c']?.dueAt).toBe('2026-03-14T01:14:00.000Z');
  });

  test('stays shut when service is restored before', () => {
    const game = play(gated).until(3);
    game.complete('a');
    game.do({ type: 'restore' });
    game.complete('b');
    expect(game.until(60).opened).toEqual(['0 a', '0 b']);
  });

  test('with a trigger needs both, in whatever order', () => {
    const plan = planWith({ steps: [step('a'), step('c', { after: ['a'], on: { elapsed: 'PT10M' } })] });
    const early = play(plan).until(2);
    early.complete('a');
    expect(early.until(60).opened).toEqual(['0 a', '10 c']);
    const late = play(plan).until(20);
    late.complete('a');
    expect(late.until(60).opened).toEqual(['0 a', '20 c']);
  });

  test('before work after the end is passed by what was done during the response', () => {
    const plan = planWith({ steps: [step('a'), step('c', { after: ['a'], on: 'restored' })] });
    const game = play(plan).until(2);
    game.complete('a');
    game.until(5).do({ type: 'restore' });
    expect(game.opened).toEqual(['0 a', '5 c']);
  });
});
