import { describe, expect, test } from 'vitest';
import { play, planWith } from '../../support/play.ts';

const step = (more: Record<string, unknown>) => ({ id: 's', title: { en: 'S' }, actor: 'seat-x', ...more });
const facts = ['risk', 'depth', 'calm'].map((id) => ({ id, title: { en: id }, type: id === 'depth' ? 'integer' : 'boolean' }));
const planOf = (more: Record<string, unknown>, type: Record<string, unknown> = {}) => planWith({ steps: [step(more)], ...type }, { facts });

describe('work that comes again', () => {
  test('opens so long after it opened, done or not, until service is restored', () => {
    const game = play(planOf({ every: 'PT10M', within: 'PT5M' })).until(12);
    game.complete('s');
    game.until(34).do({ type: 'restore' });
    expect(
      game
        .until(600)
        .of('task.opened')
        .map(({ minute, round }) => [minute, round]),
    ).toEqual([
      [0, 1],
      [10, 2],
      [20, 3],
      [30, 4],
    ]);
    expect(game.of('task.breached').map(({ minute }) => minute)).toEqual([5, 25]);
  });

  test('rests while its condition is not so, and leaves out what it missed', () => {
    const game = play(planOf({ every: 'PT10M', when: { fact: 'risk', is: true } }), { declare: { facts: { risk: true } } }).until(5);
    game.complete('s');
    game.until(7).report({ risk: false });
    game.until(93).report({ risk: true });
    expect(game.until(105).opened).toEqual(['0 s', '93 s', '103 s']);
  });

  test('asks for its facts anew each time', () => {
    const game = play(planOf({ every: 'PT10M', asks: ['depth'] })).until(3);
    game.report({ depth: 4 });
    expect(game.until(15).done).toEqual(['3 s']);
    game.report({ depth: 5 });
    expect(game.done).toEqual(['3 s', '15 s']);
  });

  test('comes no more once what it waits for is so', () => {
    const game = play(planOf({ every: 'PT10M', until: { fact: 'calm', is: true } })).until(15);
    game.report({ calm: true });
    expect(game.until(600).opened).toEqual(['0 s', '10 s']);
    expect(game.done).toEqual(['15 s']);
  });
});

describe('work that asks for facts', () => {
  test('is done once they are all reported, by whomever, and before it opened counts', () => {
    const game = play(planOf({ on: { elapsed: 'PT5M' }, asks: ['risk', 'depth'] })).until(2);
    game.report({ risk: true });
    expect(game.until(8).done).toEqual([]);
    game.report({ depth: 3 });
    expect(game.done).toEqual(['8 s']);
    expect(play(planOf({ on: { elapsed: 'PT5M' }, asks: ['depth'] }), { declare: { facts: { depth: 1 } } }).until(9).done).toEqual(['5 s']);
  });

  test('cannot be ticked off without them, and can with them', () => {
    const game = play(planOf({ asks: ['depth'] })).until(2);
    expect(game.do({ type: 'complete-task', task: 's' }).refusal).toEqual({ code: 'facts-missing', facts: ['depth'] });
    expect(game.complete('s', { depth: 3 })).toBeNull();
    expect(game.done).toEqual(['2 s']);
    expect(game.state.facts['depth']?.value).toBe(3);
  });

  test('asks for what its form asks for', () => {
    const form = { id: 'f', title: { en: 'F' }, facts: ['risk', 'depth'] };
    const game = play(planWith({ steps: [step({ form: 'f' })] }, { facts, forms: [form] }));
    expect(game.do({ type: 'complete-task', task: 's', facts: { depth: 1 } }).refusal).toEqual({ code: 'facts-missing', facts: ['risk'] });
    expect(game.complete('s', { depth: 1, risk: { unknown: true } })).toBeNull();
  });
});

describe('a deadline that passes', () => {
  const deciding = planOf({ asks: ['risk'], within: 'PT10M', otherwise: { risk: true } });

  test('takes for reported what the plan says counts then, and says that it did', () => {
    const game = play(deciding).until(10);
    expect(game.of('task.breached')).toMatchObject([{ minute: 10 }]);
    expect(game.of('incident.facts-reported')).toEqual([{ minute: 10, facts: { risk: true }, assumed: 's' }]);
    expect(game.done).toEqual(['10 s']);
  });

  test('changes nothing for whoever has spoken in time', () => {
    const game = play(deciding).until(9);
    game.report({ risk: false });
    expect(game.until(60).of('incident.facts-reported')).toEqual([{ minute: 9, facts: { risk: false } }]);
    expect(game.of('task.breached')).toEqual([]);
  });
});

describe('a condition', () => {
  test('that stops being so makes the work lapse, which then is late no more', () => {
    const game = play(planOf({ when: { fact: 'risk', is: true }, within: 'PT10M' }), { declare: { facts: { risk: true } } }).until(4);
    game.report({ risk: false });
    expect(game.until(60).of('task.lapsed')).toMatchObject([{ minute: 4, task: 's' }]);
    expect(game.of('task.breached')).toEqual([]);
  });

  test('that is so for a time only makes the work lapse when the time is over', () => {
    const game = play(planOf({ when: { all: [{ elapsed: 'PT10M' }, { not: { elapsed: 'PT60M' } }] } })).until(600);
    expect(game.opened).toEqual(['10 s']);
    expect(game.of('task.lapsed')).toMatchObject([{ minute: 60 }]);
  });

  test('that is no longer so refuses to have the work ticked off, until it is so again', () => {
    const game = play(planOf({ when: { fact: 'calm', is: true } }), { declare: { facts: { calm: true } } }).until(3);
    game.report({ calm: false });
    expect(game.do({ type: 'complete-task', task: 's' }).refusal).toEqual({ code: 'task-early', task: 's', facts: ['calm'] });
    game.until(5).report({ calm: true });
    game.complete('s');
    expect(game.done).toEqual(['5 s']);
  });

  test('that was so for a time only is not so for what starts afterwards', () => {
    const game = play(planOf({ on: { fact: 'risk', is: true }, when: { not: { elapsed: 'PT60M' } } })).until(90);
    game.report({ risk: true });
    expect(game.until(600).opened).toEqual([]);
  });

  test('that hangs on an unknown fact counts as so', () => {
    const game = play(planOf({ when: { fact: 'risk', is: true } })).until(4);
    expect(game.opened).toEqual([]);
    game.report({ risk: { unknown: true } });
    expect(game.opened).toEqual(['4 s']);
  });
});

describe('restoration', () => {
  test('ends work that nobody did, and leaves what stays', () => {
    const plan = planWith({ steps: [step({ within: 'PT30M' }), step({ id: 'report', stays: true, within: 'PT30M' })] });
    const game = play(plan).until(10);
    game.do({ type: 'restore' });
    expect(game.until(60).of('task.breached')).toMatchObject([{ minute: 30, task: 'report' }]);
  });
});

describe('a prohibition', () => {
  test('is told, is never late, and cannot be done', () => {
    const game = play(planOf({ forbidden: true, within: 'PT5M' })).until(60);
    expect(game.opened).toEqual(['0 s']);
    expect(game.of('task.breached')).toEqual([]);
    expect(game.complete('s')).toBe('task-forbids');
  });
});

describe('a condition to be done', () => {
  test('refuses to have the work ticked off before, and ends it the moment it comes true', () => {
    const game = play(planOf({ until: { fact: 'depth', atMost: 2 } })).until(3);
    game.report({ depth: 5 });
    expect(game.do({ type: 'complete-task', task: 's' }).refusal).toEqual({ code: 'task-early', task: 's', facts: ['depth'] });
    game.until(7).report({ depth: 2 });
    expect(game.done).toEqual(['7 s']);
  });
});
