import { describe, expect, test } from 'vitest';
import type { Declare } from '../../../shared/incident/commands.ts';
import { play, planWith } from '../../support/play.ts';

const facts = [
  { id: 'suspend', title: { en: 'Suspend service' }, type: 'boolean', decidedBy: ['board'] },
  { id: 'homes', title: { en: 'Homes' }, type: 'integer' },
];
const bodies = [{ id: 'board', title: { en: 'Board' }, leader: 'seat-chair', members: ['seat-member'] }];
const levels = ['bad', 'mild'].map((id) => ({ id, title: { en: id } }));
const seats = ['seat-chair', 'seat-member', 'seat-desk'].map((id) => ({ id, title: { en: id }, holders: [`${id}-a`] }));
const rules = [{ id: 'many', level: 'bad', when: { fact: 'homes', atLeast: 10 } }];

describe('a fact that somebody decides', () => {
  const plan = planWith(
    { steps: [{ id: 'decide', title: { en: 'Decide' }, actor: 'board', asks: ['suspend'] }] },
    { facts, bodies, seats },
  );
  const missing = { code: 'authority-missing', about: 'fact', name: 'suspend', by: ['board'] };

  test.each(['seat-chair-a', 'seat-member-a'])('is decided by whoever of the body says so: %s', (person) => {
    const game = play(plan).until(3);
    expect(game.report({ suspend: true }, person)).toBeNull();
    expect(game.done).toEqual(['3 decide']);
    expect(game.of('incident.facts-reported')).toMatchObject([{ person }]);
  });

  test.each(['seat-desk-a', 'stranger', null])('is refused from everybody else, and nothing of the report is kept: %s', (person) => {
    const game = play(plan);
    expect(game.do({ type: 'report-facts', facts: { homes: 3, suspend: true }, person }).refusal).toEqual(missing);
    expect(game.do({ type: 'complete-task', task: 'decide', facts: { suspend: true }, person }).refusal).toEqual(missing);
    expect(game.state.facts).toEqual({});
  });

  test('is decided at the declaration by whoever decides it, and refused there from everybody else', () => {
    const declared = (declare: Partial<Declare>) => play(plan, { declare: { facts: { suspend: true }, ...declare } });
    expect(declared({ person: 'seat-chair-a' }).done).toEqual(['0 decide']);
    expect(() => declared({ person: 'seat-desk-a' })).toThrow('authority-missing');
    expect(() => declared({})).toThrow('authority-missing');
  });
});

describe('the level', () => {
  const graded = planWith({ rules, otherwise: 'mild' }, { facts, levels, bodies, seats, gradedBy: ['seat-chair'] });
  const set = (level: string | null, person: string) => ({ type: 'set-level', level, person, reasonDigest: 'why' }) as const;

  test('is set by those who may, beside what the rules say', () => {
    const game = play(graded).until(2);
    expect(game.do(set('bad', 'seat-chair-a')).refusal).toBeNull();
    expect(game.of('incident.graded').at(-1)).toMatchObject({ level: 'bad', previous: 'mild', ruled: 'mild' });
    expect(game.state).toMatchObject({ level: 'bad', ruledLevel: 'mild' });
  });

  test('stays as it was set when facts change, and follows the rules again when it is given back', () => {
    const game = play(graded).until(2);
    game.do(set('mild', 'seat-chair-a'));
    game.until(4).report({ homes: 20 });
    expect(game.state).toMatchObject({ level: 'mild', ruledLevel: 'bad' });
    game.until(6).do(set(null, 'seat-chair-a'));
    expect(game.state).toMatchObject({ level: 'bad', ruledLevel: 'bad', levelSet: null });
    expect(game.graded.at(-1)).toBe('6 bad');
  });

  test('is set by nobody else, and never to one that there is not', () => {
    const game = play(graded);
    expect(game.do(set('bad', 'seat-desk-a')).refusal).toEqual({
      code: 'authority-missing',
      about: 'level',
      name: 'bad',
      by: ['seat-chair'],
    });
    expect(game.do(set('worst', 'seat-chair-a')).refusal).toEqual({ code: 'level-unknown', known: ['bad', 'mild'] });
    expect(game.state.level).toBe('mild');
  });

  test('is set by everybody where the plan names nobody', () => {
    const game = play(planWith({ rules, otherwise: 'mild' }, { facts, levels, bodies, seats }));
    expect(game.do(set('bad', 'seat-desk-a')).refusal).toBeNull();
  });
});

describe('the end', () => {
  const closure = { by: ['board'], when: { all: [{ fact: 'homes', atMost: 0 }, { elapsed: 'PT30M' }] } };
  const plan = planWith({ closure }, { facts, bodies, seats });
  const close = (person?: string) => ({ type: 'close', person: person ?? null }) as const;

  test('is declared by those who may, once what has to be so is so', () => {
    const game = play(plan).until(30);
    game.report({ homes: 0 });
    expect(game.do(close('seat-member-a')).refusal).toBeNull();
    expect(game.state.status).toBe('closed');
  });

  test('is refused from everybody else', () => {
    const game = play(plan).until(30);
    game.report({ homes: 0 });
    for (const person of ['seat-desk-a', undefined])
      expect(game.do(close(person)).refusal).toEqual({ code: 'authority-missing', about: 'closure', name: 'only', by: ['board'] });
  });

  test('is refused before what has to be so is so, or while it is not known, with the facts that say so', () => {
    const game = play(plan).until(10);
    const early = { code: 'closure-early', facts: ['homes'] };
    game.report({ homes: 0 });
    expect(game.do(close('seat-chair-a')).refusal).toEqual(early);
    game.until(40).report({ homes: { unknown: true } });
    expect(game.do(close('seat-chair-a')).refusal).toEqual(early);
    game.report({ homes: 0 });
    expect(game.do(close('seat-chair-a')).refusal).toBeNull();
  });
});

test('an incident of a type of which nothing is written cannot be declared', () => {
  const unwritten = { notYetWritten: [{ en: 'The procedure.' }] };
  expect(() => play(planWith(unwritten))).toThrow('procedure-unwritten');
  expect(play(planWith({ ...unwritten, procedure: 'minimal' }, { seats })).opened).toEqual(['0 report']);
});
