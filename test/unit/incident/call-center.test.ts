import { describe, expect, test } from 'vitest';
import { play, template } from '../../support/play.ts';

const plan = template('call-center');
const outage = () => play(plan, { declare: { incidentType: 'application-outage' } });
const answered = (persons: readonly string[]) => {
  const game = outage();
  for (const person of persons) game.do({ type: 'acknowledge', person });
  return game;
};

describe('call-center, all seats down', () => {
  test('the team lead and the specialist are alerted at once', () => {
    expect(outage().alerted).toEqual(['0 duty-team-lead-a', '0 system-ops-specialist-a']);
  });

  test('the lead owes the supervisor a report 5 minutes after the lead was told', () => {
    expect(outage().state.tasks['tell-supervisor']?.dueAt).toBe('2026-03-14T01:05:00.000Z');
  });

  test('a report that is not made in time alerts the supervisor', () => {
    const game = answered(['duty-team-lead-a', 'system-ops-specialist-a']).until(5);
    expect(game.of('task.breached')).toEqual([{ minute: 5, task: 'tell-supervisor', dueAt: '2026-03-14T01:05:00.000Z' }]);
    expect(game.alerted).toContain('5 call-centre-supervisor-a');
  });

  test('a report that is made in time leaves the supervisor alone', () => {
    const game = answered(['duty-team-lead-a', 'system-ops-specialist-a']).until(4);
    game.do({ type: 'complete-task', task: 'tell-supervisor' });
    expect(game.until(9).alerted.join()).not.toContain('supervisor');
  });

  test('operations supervisor and centre manager are alerted after 10 minutes', () => {
    const { alerted } = outage().until(10);
    expect(alerted).toContain('10 operations-supervisor-a');
    expect(alerted).toContain('10 centre-manager-a');
  });

  test('they are alerted at minute 3 when the specialist then says that 10 minutes will not do, and not again at minute 10', () => {
    const game = outage().until(3);
    game.do({ type: 'report-facts', facts: { predictedRecovery: 'PT25M' } });
    const told = game.until(11).alerted.filter((line) => line.endsWith('operations-supervisor-a'));
    expect(told).toEqual(['3 operations-supervisor-a']);
  });

  test('a prediction of exactly 10 minutes waits for minute 10', () => {
    const game = outage().until(3);
    game.do({ type: 'report-facts', facts: { predictedRecovery: 'PT10M' } });
    expect(game.until(9).alerted.join()).not.toContain('centre-manager');
  });

  test('leadership is alerted at 60 minutes, all of it', () => {
    expect(outage().until(60).alerted.slice(-2)).toEqual(['60 leadership-a', '60 leadership-b']);
  });

  test('the 60-minute rung is not sent when service was restored at minute 50', () => {
    const game = outage().until(50);
    game.do({ type: 'restore' });
    expect(game.until(600).alerted.join()).not.toContain('leadership');
  });

  test('everybody who was alerted, and nobody else, is told of the restoration', () => {
    const game = answered(['duty-team-lead-a', 'system-ops-specialist-a']).until(20);
    game.do({ type: 'restore' });
    const before = new Set(game.of('alert.requested').flatMap(({ purpose, person }) => (purpose === 'rung' ? [person] : [])));
    const after = game.of('alert.requested').flatMap(({ purpose, person }) => (purpose === 'restore' ? [person] : []));
    expect(after.toSorted()).toEqual([...before].toSorted());
  });

  test('follow-up calls fall due 8 hours after the restoration and are breached when nobody makes them', () => {
    const game = outage().until(30);
    game.do({ type: 'restore' });
    expect(game.state.tasks['call-customers-back']?.dueAt).toBe('2026-03-14T09:30:00.000Z');
    expect(game.until(24 * 60).of('task.breached')).toContainEqual(expect.objectContaining({ task: 'call-customers-back', minute: 510 }));
  });

  test('nobody answering makes the ladder longer', () => {
    const silent = outage().until(60).of('alert.requested').length;
    const quick = answered(['duty-team-lead-a', 'system-ops-specialist-a']).until(60).of('alert.requested').length;
    expect(silent).toBeGreaterThan(quick + 4);
  });

  test('customers read of the outage at once, of the long repair at 10 minutes and of the end', () => {
    const game = outage().until(15);
    game.do({ type: 'restore' });
    expect(game.of('notice.published').map(({ minute, phase, state }) => [minute, phase, state])).toEqual([
      [0, 'investigating', 'major_outage'],
      [10, 'identified', null],
      [15, 'resolved', 'operational'],
    ]);
  });

  test('changing a number in the plan moves its rung', () => {
    const text = JSON.stringify(plan).replace('"elapsed":"PT60M"', '"elapsed":"PT45M"');
    const changed = JSON.parse(text) as typeof plan;
    expect(play(changed, { declare: { incidentType: 'application-outage' } }).until(60).alerted).toContain('45 leadership-a');
  });
});
