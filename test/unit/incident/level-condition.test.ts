import { expect, test } from 'vitest';
import { play, planWith } from '../../support/play.ts';

const levels = {
  levels: [
    { id: 'urgent', title: { en: 'Urgent' } },
    { id: 'general', title: { en: 'General' } },
  ],
};
const facts = { facts: [{ id: 'armed', title: { en: 'Armed' }, type: 'boolean' }] };
const plan = planWith(
  {
    rules: [{ id: 'armed', level: 'urgent', when: { fact: 'armed', is: true } }],
    otherwise: 'general',
    steps: [
      { id: 'now', title: { en: 'Tell now' }, actor: 'seat-a', when: { level: 'urgent' }, within: 'PT2M' },
      { id: 'later', title: { en: 'Tell later' }, actor: 'seat-a', on: 'restored', when: { not: { level: ['urgent'] } } },
    ],
  },
  { ...levels, ...facts },
);
const opened = (game: ReturnType<typeof play>) => game.of('task.opened').map(({ minute, task }) => `${minute} ${task}`);

test('a condition on the level comes true when the incident comes to it, however it comes there', () => {
  const reported = play(plan).until(3);
  reported.do({ type: 'report-facts', facts: { armed: true } });
  expect(opened(reported)).toEqual(['3 now']);
  expect(reported.of('task.opened')[0]?.dueAt).toBe('2026-03-14T01:05:00.000Z');

  const set = play(plan).until(4);
  set.do({ type: 'set-level', level: 'urgent', person: null, reasonDigest: null });
  set.until(9).do({ type: 'restore' });
  expect(opened(set)).toEqual(['4 now']);
});

test('work that depends on the level lapses when the incident leaves it', () => {
  const game = play(plan, { declare: { facts: { armed: true } } }).until(1);
  game.do({ type: 'report-facts', facts: { armed: false } });
  expect(game.of('task.lapsed').map(({ minute, task }) => `${minute} ${task}`)).toEqual(['1 now']);
  game.until(2).do({ type: 'restore' });
  expect(opened(game)).toEqual(['0 now', '2 later']);
});
