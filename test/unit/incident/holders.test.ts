import { describe, expect, test } from 'vitest';
import type { Directory } from '../../../shared/incident/directory.ts';
import { directoryOf, play, planWith, reachable } from '../../support/play.ts';

const rung = (more: Record<string, unknown> = {}) => ({ id: 'r', title: { en: 'R' }, on: 'declared', alert: ['desk'], ...more });
const answer = { within: 'PT2M' };
const seat = (id: string, ...holders: readonly unknown[]) => ({ id, title: { en: id }, holders });
const people = Object.fromEntries(['ada', 'bo', 'cy'].map((id) => [id, reachable]));
const shift = (person: string, from: string, until: string) => ({ people: [person], from, until });

describe('a seat is held', () => {
  const alerted = (holders: readonly unknown[], directory: Partial<Directory>, more: Record<string, unknown> = {}, rest = {}) => {
    const plan = planWith({ rungs: [rung(more)] }, { seats: [seat('desk', ...holders)], ...rest });
    return play(plan, { directory: directoryOf(plan, { people, ...directory }), ...rest });
  };

  test('by everybody in a position, one after the other', () => {
    const held = { ada: { ...reachable, positions: ['lead'] }, bo: reachable, cy: { ...reachable, positions: ['clerk', 'lead'] } };
    expect(alerted([{ position: 'lead' }], { people: held }, { answer }).until(9).alerted).toEqual(['0 ada', '2 cy']);
  });

  test('by whoever is on duty at the moment at which the seat is needed', () => {
    const rosters = { desk: { shifts: [shift('ada', '00:00', '01:30'), shift('bo', '01:30', '08:00')] } };
    expect(alerted([{ duty: 'desk' }], { rosters }).alerted).toEqual(['0 ada']);
    expect(alerted([{ duty: 'desk' }], { rosters }, { on: { elapsed: 'PT30M' } }).until(60).alerted).toEqual(['30 bo']);
  });

  test('by the clock of the organization', () => {
    const rosters = { desk: { shifts: [shift('ada', '08:00', '10:00'), shift('bo', '00:00', '08:00')] } };
    expect(alerted([{ duty: 'desk' }], { rosters, timeZone: 'Asia/Shanghai' }).alerted).toEqual(['0 ada']);
    expect(alerted([{ duty: 'desk' }], { rosters }).alerted).toEqual(['0 bo']);
  });

  test('by nobody where the roster has nobody, or is not there: then the next holder is tried', () => {
    const rosters = { desk: { shifts: [shift('ada', '12:00', '13:00')] } };
    expect(alerted([{ duty: 'desk' }, { duty: 'nothing' }, 'cy'], { rosters }).alerted).toEqual(['0 cy']);
  });

  test('by nobody at all, and then what waits for that starts', () => {
    const plan = planWith(
      { rungs: [rung(), rung({ id: 's', on: { undeliverable: 'r' }, alert: ['board'] })] },
      { seats: [seat('desk', { duty: 'nothing' }), seat('board', 'cy')] },
    );
    expect(play(plan).alerted).toEqual(['0 cy']);
  });

  test('by whoever is on duty at the site that a fact names', () => {
    const rosters = { north: { shifts: [shift('ada', '00:00', '00:00')] }, south: { shifts: [shift('bo', '00:00', '00:00')] } };
    const facts = [{ id: 'site', title: { en: 'Site' }, type: 'text' }];
    const plan = planWith({ rungs: [rung({ on: { elapsed: 'PT5M' } })] }, { seats: [seat('desk', { dutyAt: 'site' })], facts });
    const game = play(plan, { directory: { people, rosters }, declare: { facts: { site: 'north' } } }).until(2);
    game.report({ site: 'south' });
    expect(game.until(9).alerted).toEqual(['5 bo']);
  });

  test('by whoever commands at the level of that moment', () => {
    const levels = [
      { id: 'bad', title: { en: 'Bad' }, command: 'board' },
      { id: 'mild', title: { en: 'Mild' }, command: 'office' },
    ];
    const plan = planWith(
      {
        rules: [{ id: 'many', level: 'bad', when: { fact: 'homes', atLeast: 10 } }],
        otherwise: 'mild',
        rungs: [rung({ on: 'declared' }), rung({ id: 's', on: { regraded: 'bad' } })],
      },
      {
        levels,
        seats: [seat('desk', { command: 'level' }), seat('board', 'ada'), seat('office', 'bo')],
        facts: [{ id: 'homes', title: { en: 'Homes' }, type: 'integer' }],
      },
    );
    const game = play(plan).until(4);
    game.report({ homes: 20 });
    expect(game.alerted).toEqual(['0 bo', '4 ada']);
  });

  test('who held it is written down: whoever comes on duty later is not alerted for what began before', () => {
    const rosters = { desk: { shifts: [shift('ada', '00:00', '01:01'), shift('bo', '01:01', '08:00')] } };
    const game = alerted([{ duty: 'desk' }, 'cy'], { rosters }, { answer: { within: 'PT2M', rounds: 2 } });
    expect(game.until(60).alerted).toEqual(['0 ada', '2 cy', '4 ada', '6 cy']);
    expect(game.of('rung.reached')).toMatchObject([{ holders: { desk: ['ada', 'cy'] } }]);
  });

  test('work goes to whoever holds it when the work begins', () => {
    const rosters = { desk: { shifts: [shift('ada', '00:00', '01:30'), shift('bo', '01:30', '08:00')] } };
    const step = { id: 's', title: { en: 'S' }, actor: 'desk', every: 'PT30M' };
    const plan = planWith({ steps: [step] }, { seats: [seat('desk', { duty: 'desk' })] });
    const game = play(plan, { directory: { people, rosters } }).until(40);
    expect(game.of('task.opened').map(({ minute, persons }) => [minute, persons])).toEqual([
      [0, ['ada']],
      [30, ['bo']],
    ]);
  });
});

describe('a body', () => {
  const bodies = [{ id: 'group', title: { en: 'Group' }, leader: 'lead', deputies: ['deputy'], members: ['member', 'lead'] }];
  const seats = [seat('member', 'cy'), seat('deputy', 'bo', 'ada'), seat('lead', 'ada')];
  const grouped = (more: Record<string, unknown>) => planWith({ rungs: [rung({ alert: ['group'], ...more })] }, { bodies, seats });

  test('is alerted from its leader over the deputies to the members, each person once', () => {
    expect(play(grouped({ answer })).until(60).alerted).toEqual(['0 ada', '2 bo', '4 cy']);
  });

  test('is alerted as a whole where the plan says so', () => {
    expect(play(grouped({ whom: 'all' })).alerted).toEqual(['0 ada', '0 bo', '0 cy']);
  });

  test('has answered when one of it has', () => {
    const game = play(grouped({ answer })).until(3);
    game.do({ type: 'acknowledge', person: 'bo' });
    expect(game.until(60).alerted).toEqual(['0 ada', '2 bo']);
  });

  test('gets work as a whole', () => {
    const plan = planWith({ steps: [{ id: 's', title: { en: 'S' }, actor: 'group' }] }, { bodies, seats });
    expect(play(plan).of('task.opened')).toMatchObject([{ seat: 'group', persons: ['ada', 'bo', 'cy'] }]);
  });
});
