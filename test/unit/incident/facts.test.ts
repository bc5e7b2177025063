import { describe, expect, test } from 'vitest';
import { play, planWith } from '../../support/play.ts';

const fact = (id: string, more: Record<string, unknown> = {}) => ({ id, title: { en: id }, type: 'integer', ...more });
const choice = (id: string, choices: readonly string[], derived: readonly unknown[]) => ({
  id,
  title: { en: id },
  type: 'choice',
  choices: choices.map((one) => ({ id: one, title: { en: one } })),
  derived,
});
const rung = (id: string, on: unknown, more: Record<string, unknown> = {}) => ({
  id,
  title: { en: id },
  on,
  alert: [`seat-${id}`],
  ...more,
});

describe('a fact that follows from others', () => {
  const colour = choice(
    'colour',
    ['red', 'yellow'],
    [
      { is: 'red', when: { fact: 'people', atLeast: 100 } },
      { is: 'yellow', when: { fact: 'people', atLeast: 50 } },
    ],
  );
  const plan = planWith(
    { rungs: [rung('red', { fact: 'colour', is: 'red' }), rung('yellow', { fact: 'colour', is: 'yellow' })] },
    { facts: [fact('people'), colour] },
  );

  test('is what the first condition gives that is so, and starts things the moment it is', () => {
    const game = play(plan).until(3);
    game.report({ people: 60 });
    expect(game.alerted).toEqual(['3 seat-yellow-a']);
    game.until(5).report({ people: 120 });
    expect(game.alerted).toEqual(['3 seat-yellow-a', '5 seat-red-a']);
  });

  test('is what somebody reports, once somebody does, whatever it would follow to be', () => {
    const game = play(plan).until(3);
    game.report({ colour: 'yellow' });
    game.report({ people: 120 });
    expect(game.alerted).toEqual(['3 seat-yellow-a']);
  });

  test('is not there while nothing gives it', () => {
    const game = play(plan).until(3);
    game.report({ people: 10 });
    expect(game.alerted).toEqual([]);
  });

  test('may follow from facts that follow themselves; what follows from itself follows from nothing', () => {
    const derived = (from: string) => ({ derived: [{ is: 1, when: { fact: from, is: 1 } }] });
    const type = { rungs: [rung('last', { fact: 'c', is: 1 }), rung('loop', { fact: 'd', is: 1 })] };
    const chained = planWith(type, { facts: [fact('a'), fact('b', derived('a')), fact('c', derived('b')), fact('d', derived('d'))] });
    const game = play(chained).until(2);
    game.report({ a: 1 });
    expect(game.until(9).alerted).toEqual(['2 seat-last-a']);
  });

  test('gives the level, and its sources are the reason', () => {
    const levels = [{ id: 'bad', title: { en: 'Bad' } }];
    const graded = planWith(
      { rules: [{ id: 'red', level: 'bad', when: { fact: 'colour', is: 'red' } }] },
      { facts: [fact('people'), colour], levels },
    );
    const game = play(graded, { declare: { facts: { people: 120 } } });
    expect(game.of('incident.graded')).toMatchObject([{ level: 'bad', reasons: [{ rule: 'red', facts: { people: 120 } }] }]);
  });
});

describe('a fact in what customers read', () => {
  const notice = {
    id: 'n',
    on: { elapsed: 'PT5M' },
    phase: 'investigating',
    title: { en: 'Back at {expectedAt}', 'zh-CN': '预计 {expectedAt} 恢复' },
    body: { en: '{homes} homes; {wish} stays as it is.' },
  };
  const plan = planWith(
    { notices: [notice] },
    { facts: [fact('homes'), { id: 'expectedAt', title: { en: 'Expected' }, type: 'instant' }] },
  );

  test('is what was reported, by the clock of the organization; what is no fact stays', () => {
    const directory = { people: {}, timeZone: 'Asia/Shanghai' };
    const game = play(plan, { directory, declare: { facts: { homes: 5200, expectedAt: '2026-03-14T02:30:00Z' } } }).until(5);
    const [said] = game.of('notice.published');
    expect(said?.title.en).toMatch(/^Back at .*10:30/);
    expect(said?.title['zh-CN']).toMatch(/10:30 恢复$/);
    expect(said?.body.en).toBe('5,200 homes; {wish} stays as it is.');
  });

  test('is said not to be known while it is not', () => {
    const [said] = play(plan).until(5).of('notice.published');
    expect(said?.title).toEqual({ en: 'Back at (not yet known)', 'zh-CN': '预计 （待定） 恢复' });
  });
});
