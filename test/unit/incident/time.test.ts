import { describe, expect, test } from 'vitest';
import { plus } from '../../../shared/instant.ts';
import { play, planWith, start } from '../../support/play.ts';

const at = (minutes: number) => plus(start, minutes * 60_000);
const facts = [
  { id: 'expectedAt', title: { en: 'Expected' }, type: 'instant' },
  { id: 'safe', title: { en: 'Safe' }, type: 'boolean' },
];
const expected = (minutes: number) => ({ declare: { facts: { expectedAt: at(minutes) } } });
const rung = (on: unknown, more: Record<string, unknown> = {}) => ({ id: 'r', title: { en: 'R' }, on, alert: ['seat-x'], ...more });
const levels = ['red', 'orange', 'blue'].map((id) => ({ id, title: { en: id } }));

describe('what hangs on time comes true by itself', () => {
  test('so long before an instant, and so long after it', () => {
    const plan = planWith(
      {
        rungs: [
          rung({ fact: 'expectedAt', within: 'PT3H' }),
          { ...rung({ fact: 'expectedAt', since: 'PT2H' }), id: 's', alert: ['seat-y'] },
        ],
      },
      { facts },
    );
    expect(play(plan, expected(600)).until(2000).alerted).toEqual(['420 seat-x-a', '720 seat-y-a']);
  });

  test('when the instant is moved, what has not come true yet moves with it', () => {
    const plan = planWith({ rungs: [rung({ fact: 'expectedAt', within: 'PT3H' })] }, { facts });
    const game = play(plan, expected(600)).until(60);
    game.report({ expectedAt: at(800) });
    expect(game.until(2000).alerted).toEqual(['620 seat-x-a']);
  });

  test('at once where its time has passed already, and never where the instant is unknown', () => {
    const plan = planWith({ rungs: [rung({ fact: 'expectedAt', within: 'PT3H' })] }, { facts });
    expect(play(plan, expected(10)).alerted).toEqual(['0 seat-x-a']);
    expect(play(plan, { declare: { facts: { expectedAt: { unknown: true } } } }).until(2000).alerted).toEqual([]);
  });

  test('a `when` counts from the moment it comes true, not from the trigger before it', () => {
    const step = {
      id: 's',
      title: { en: 'S' },
      actor: 'seat-x',
      when: { all: [{ elapsed: 'PT30M' }, { fact: 'safe', is: true }] },
      within: 'PT10M',
    };
    const plan = planWith({ steps: [step] }, { facts });
    const early = play(plan).until(5);
    early.report({ safe: true });
    expect(early.until(60).of('task.opened')).toMatchObject([{ minute: 30, dueAt: at(40) }]);
    const late = play(plan).until(45);
    late.report({ safe: true });
    expect(late.until(60).of('task.opened')).toMatchObject([{ minute: 45, dueAt: at(55) }]);
  });

  test('a trigger with a `when` starts with the later of the two', () => {
    const plan = planWith({ rungs: [rung({ elapsed: 'PT10M' }, { when: { fact: 'safe', is: false } })] }, { facts });
    const game = play(plan).until(25);
    game.report({ safe: false });
    expect(game.until(60).alerted).toEqual(['25 seat-x-a']);
  });

  test('nothing of the response comes true after restoration', () => {
    const plan = planWith({ rungs: [rung({ fact: 'expectedAt', within: 'PT3H' })] }, { facts });
    const game = play(plan, expected(600)).until(60);
    game.do({ type: 'restore' });
    expect(game.until(2000).alerted).toEqual([]);
  });
});

describe('a warning', () => {
  const rules = [
    { id: 'in-three-hours', level: 'red', when: { fact: 'expectedAt', within: 'PT3H' } },
    { id: 'in-six-hours', level: 'orange', when: { fact: 'expectedAt', within: 'PT6H' } },
  ];
  const climbing = { rules, otherwise: 'blue', rungs: [rung({ regraded: 'red' })] };

  test('climbs by itself as its hour comes nearer, and alerts whom each level alerts', () => {
    const game = play(planWith(climbing, { facts, levels }), expected(600)).until(2000);
    expect(game.graded).toEqual(['0 blue', '240 orange', '420 red']);
    expect(game.alerted).toEqual(['420 seat-x-a']);
  });

  test('may also climb by how long it lasts', () => {
    const lasting = {
      rules: [{ id: 'long', level: 'red', when: { all: [{ elapsed: 'PT60M' }, { fact: 'safe', is: false }] } }],
      otherwise: 'blue',
    };
    const game = play(planWith(lasting, { facts, levels })).until(20);
    game.report({ safe: false });
    expect(game.until(600).graded).toEqual(['0 blue', '60 red']);
  });

  test('that is put off falls again', () => {
    const game = play(planWith(climbing, { facts, levels }), expected(600)).until(300);
    game.report({ expectedAt: at(1000) });
    expect(game.until(2000).graded).toEqual(['0 blue', '240 orange', '300 blue', '640 orange', '820 red']);
  });

  test('ends by itself when it expires, and not before', () => {
    const plan = planWith({ closure: { automatic: { fact: 'expectedAt', since: 'PT2H' } } }, { facts });
    const game = play(plan, expected(600));
    expect(game.until(719).state.status).toBe('open');
    expect(game.until(720).state).toMatchObject({ status: 'closed', restoredAt: at(720), closedAt: at(720) });
  });

  test('that is extended in time does not end', () => {
    const plan = planWith({ closure: { automatic: { any: [{ elapsed: 'PT24H' }, { fact: 'expectedAt', since: 'PT2H' }] } } }, { facts });
    const game = play(plan, expected(600)).until(700);
    game.report({ expectedAt: at(900) });
    expect(game.until(1019).state.status).toBe('open');
    expect(game.until(1020).state.status).toBe('closed');
  });
});
