import { describe, expect, test } from 'vitest';
import { filled, lifted } from '../../../shared/plan/filled.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { play, planWith } from '../../support/play.ts';

const parameter = (id: string, type: string, value?: unknown) => ({
  id,
  title: { en: id },
  type,
  ...(value === undefined ? {} : { value }),
});
const facts = [{ id: 'homes', title: { en: 'Homes' }, type: 'integer' }];
const levels = ['bad', 'mild'].map((id) => ({ id, title: { en: id } }));

describe('a parameter', () => {
  const planOf = (most?: unknown, wait?: unknown) =>
    planWith(
      {
        otherwise: 'mild',
        rules: [{ id: 'many', level: 'bad', when: { fact: 'homes', atLeast: { parameter: 'most' } } }],
        steps: [{ id: 's', title: { en: 'S' }, actor: 'seat-x', within: { parameter: 'wait' }, every: { parameter: 'wait' } }],
        rungs: [{ id: 'r', title: { en: 'R' }, on: { elapsed: { parameter: 'wait' } }, alert: ['seat-x'] }],
      },
      { facts, levels, parameters: [parameter('most', 'integer', most), parameter('wait', 'duration', wait)] },
    );

  test('is its value wherever it stands: in rules, deadlines, repetitions and triggers', () => {
    const game = play(planOf(50, 'PT20M'), { declare: { facts: { homes: 50 } } }).until(30);
    expect(game.graded).toEqual(['0 bad']);
    expect(game.opened).toEqual(['0 s', '20 s']);
    expect(game.of('task.breached')).toMatchObject([{ minute: 20 }]);
    expect(game.alerted).toEqual(['20 seat-x-a']);
  });

  test('without a value satisfies nothing and is no deadline, so that the plan can be rehearsed', () => {
    const game = play(planOf(), { declare: { facts: { homes: 50 } } }).until(6000);
    expect(game.graded).toEqual(['0 mild']);
    expect(game.opened).toEqual(['0 s']);
    expect([game.of('task.breached'), game.alerted]).toEqual([[], []]);
  });
});

describe('a minimal procedure', () => {
  const names = ['report', 'assess', 'assign', 'notify', 'end', 'review'];

  test('leads from the report to the review, one step after the other', () => {
    const game = play(planWith({ procedure: 'minimal' }, { seats: [{ id: 'seat-x', title: { en: 'X' }, holders: ['ada'] }] }));
    for (const name of names) game.complete(name);
    expect(game.opened).toEqual(names.map((name) => `0 ${name}`));
    expect(game.of('task.opened')[0]).toMatchObject({ seat: 'seat-x', persons: ['ada'] });
  });

  test('is none where steps are written', () => {
    const plan = planWith({ procedure: 'minimal', steps: [{ id: 's', title: { en: 'S' }, actor: 'seat-x' }] });
    expect(filled(plan).incidentTypes[0]?.steps.map(({ id }) => id)).toEqual(['s']);
  });
});

test('what is common is done in every incident, behind what is the type’s own', () => {
  const step = (id: string) => ({ id, title: { en: id }, actor: 'seat-x' });
  const plan = planWith({ steps: [step('own')] }, { common: { steps: [step('shared')] } });
  expect(play(plan).opened).toEqual(['0 own', '0 shared']);
});

test('a plan of before the model grew runs as it did', () => {
  const rung = { id: 'r', title: { en: 'R' }, on: 'declared', alert: ['seat-x'] };
  const { title, seats, facts: none, levels: no, serviceLevels, incidentTypes } = planWith({ rungs: [rung] });
  const old = {
    title,
    seats,
    facts: none,
    levels: no,
    serviceLevels,
    incidentTypes: incidentTypes.map(({ gap: _gap, prevention: _prevention, notYetWritten: _left, ...type }) => type),
  } as unknown as Plan;
  expect(lifted(old)).toEqual(planWith({ rungs: [rung] }));
  expect(play(lifted(old)).alerted).toEqual(['0 seat-x-a']);
});
