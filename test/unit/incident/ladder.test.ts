import { describe, expect, test } from 'vitest';
import { play, planWith } from '../../support/play.ts';

const rung = (more: Record<string, unknown>) => ({ id: 'first', title: { en: 'First' }, on: 'declared', alert: ['seat-x'], ...more });
const answer = { within: 'PT2M', rounds: 2 };

describe('the escalation ladder', () => {
  test('goes from holder to holder, as often as the rounds say, and then says that nobody answered', () => {
    const game = play(planWith({ rungs: [rung({ answer })] })).until(60);
    expect(game.alerted).toEqual(['0 seat-x-a', '2 seat-x-b', '4 seat-x-a', '6 seat-x-b']);
    expect(game.of('rung.exhausted')).toEqual([{ minute: 8, rung: 'first', seat: 'seat-x', outcome: 'unanswered' }]);
  });

  test('stops for a seat as soon as one of its holders answers, even one that was alerted earlier', () => {
    const game = play(planWith({ rungs: [rung({ answer })] })).until(3);
    game.do({ type: 'acknowledge', person: 'seat-x-a' });
    expect(game.until(60).alerted).toEqual(['0 seat-x-a', '2 seat-x-b']);
  });

  test('an answer of somebody who was not asked does not stop it', () => {
    const game = play(planWith({ rungs: [rung({ answer })] }));
    game.do({ type: 'acknowledge', person: 'somebody-else' });
    expect(game.until(2).alerted).toContain('2 seat-x-b');
  });

  test('an answer without a person, as monitoring gives it, stops every seat', () => {
    const game = play(planWith({ rungs: [rung({ answer })] }));
    game.do({ type: 'acknowledge', person: null });
    expect(game.until(60).alerted).toEqual(['0 seat-x-a']);
  });

  test('moves on at once when a holder cannot be reached', () => {
    const game = play(planWith({ rungs: [rung({})] }), { refuse: ['seat-x-a'] });
    expect(game.alerted).toEqual(['0 seat-x-a', '0 seat-x-b']);
  });

  test('a holder without a channel is passed over in the open', () => {
    const directory = { people: { 'seat-x-b': { language: 'en' as const, channels: ['email' as const] } } };
    const game = play(planWith({ rungs: [rung({})] }), { directory });
    expect(game.alerted).toEqual(['0 seat-x-a', '0 seat-x-b']);
    expect(game.of('alert.failed')).toMatchObject([{ reason: 'no-person', retryAt: null }]);
  });

  test('a rung that reaches nobody starts the rung that waits for that', () => {
    const second = { id: 'second', title: { en: 'Second' }, on: { undeliverable: 'first' }, alert: ['seat-y'] };
    const game = play(planWith({ rungs: [rung({}), second] }), { refuse: ['seat-x-a', 'seat-x-b'] });
    expect(game.alerted).toContain('0 seat-y-a');
  });

  test('a rung that nobody answers starts the rung that waits for that, when the last window has passed', () => {
    const second = { id: 'second', title: { en: 'Second' }, on: { unanswered: 'first' }, alert: ['seat-y'] };
    const game = play(planWith({ rungs: [rung({ answer: { within: 'PT2M' } }), second] })).until(60);
    expect(game.alerted).toContain('4 seat-y-a');
  });

  test('somebody who holds two seats of one rung is alerted once for both', () => {
    const plan = planWith({ rungs: [rung({ alert: ['seat-x', 'seat-y'], answer: { within: 'PT2M' } })] });
    const shared = { ...plan, seats: plan.seats.map((seat) => ({ ...seat, holders: ['one', `${seat.id}-b`] })) };
    const game = play(shared);
    expect(game.alerted).toEqual(['0 one']);
    game.do({ type: 'acknowledge', person: 'one' });
    expect(game.until(60).alerted).toEqual(['0 one']);
  });

  test('a rung is reached once, by whichever trigger comes first', () => {
    const plan = planWith({ rungs: [rung({ on: [{ elapsed: 'PT5M' }, { elapsed: 'PT3M' }] })] });
    expect(play(plan).until(60).alerted).toEqual(['3 seat-x-a']);
  });

  test('an hour of turns does not drift when every wake is late', () => {
    const game = play(planWith({ rungs: [rung({ answer: { within: 'PT2M', rounds: 10 } })] }));
    expect(
      game
        .until(60)
        .of('alert.requested')
        .map(({ minute }) => minute),
    ).toEqual(Array.from({ length: 20 }, (_, turn) => turn * 2));
  });

  test('a failed alert is tried again under the same key, 5 and then 10 seconds later, until it goes out', () => {
    const game = play(planWith({ rungs: [rung({})] }), { stumble: { 'seat-x-a': 2 } }).until(1);
    const tries = game.of('alert.requested').map(({ alert, attempt, minute }) => [alert, attempt, minute * 60]);
    expect(tries).toEqual([
      ['first/seat-x/0/seat-x-a/0', 1, 0],
      ['first/seat-x/0/seat-x-a/0', 2, 5],
      ['first/seat-x/0/seat-x-a/0', 3, 15],
    ]);
    expect(game.of('alert.sent')).toMatchObject([{ attempt: 3 }]);
  });
});

describe('a rung that starts after restoration', () => {
  const report = { id: 'report', title: { en: 'Report' }, actor: 'seat-x', within: 'PT60M', stays: true };
  const overdue = { id: 'overdue', title: { en: 'Overdue' }, on: { breached: 'report' }, alert: ['seat-y'], answer: { within: 'PT2M' } };
  const plan = planWith({ steps: [report], rungs: [rung({ answer }), overdue], restoreNotice: { en: 'Over' } });
  const sent = (game: ReturnType<typeof play>, purpose: string) =>
    game.of('alert.requested').flatMap((alert) => (alert.purpose === purpose ? [`${alert.minute} ${alert.person}`] : []));

  test('alerts about work that is still owed, and goes on to the next', () => {
    const game = play(plan).until(3);
    game.do({ type: 'restore' });
    expect(sent(game.until(600), 'rung')).toEqual(['0 seat-x-a', '2 seat-x-b', '60 seat-y-a', '62 seat-y-b']);
  });

  test('alerts as well when the incident was closed', () => {
    const game = play(plan).until(3);
    game.do({ type: 'close' });
    expect(game.until(600).alerted).toContain('60 seat-y-a');
  });

  test('is not followed by the message that service is back', () => {
    const game = play(plan).until(3);
    game.do({ type: 'restore' });
    expect(sent(game.until(600), 'restore')).toEqual(['3 seat-x-a', '3 seat-x-b']);
  });

  test('does not wake what restoration overtook, even in the same moment', () => {
    const game = play(plan);
    game.do({ type: 'restore' });
    expect(sent(game.until(30), 'rung')).toEqual(['0 seat-x-a']);
  });
});

describe('an incident', () => {
  test('that was closed changes no more', () => {
    const game = play(planWith({ rungs: [rung({ answer })] }));
    game.do({ type: 'close' });
    expect(game.do({ type: 'report-facts', facts: {} })).toMatchObject({ refusal: { code: 'incident-closed' } });
    expect(game.until(600).alerted.filter((line) => !line.startsWith('0 '))).toEqual([]);
  });

  test('that is closed while open is restored first', () => {
    const game = play(planWith({}));
    game.do({ type: 'close' });
    expect(game.log.map(({ type }) => type)).toEqual(['incident.declared', 'incident.restored', 'incident.closed']);
  });

  test('shows customers nothing before somebody approved, and then what is true', () => {
    const notice = { id: 'n', on: 'declared', phase: 'investigating', state: 'major_outage', title: { en: 'Down' }, body: { en: 'Down' } };
    const game = play(planWith({ notices: [notice] }), { declare: { approval: 'required' } }).until(7);
    expect(game.of('notice.published')).toEqual([]);
    game.do({ type: 'approve-publication' });
    expect(game.of('notice.published')).toMatchObject([{ minute: 7, phase: 'investigating' }]);
  });

  test('that customers saw always gets a last word', () => {
    const notice = { id: 'n', on: 'declared', phase: 'investigating', state: 'major_outage', title: { en: 'Down' }, body: { en: 'Down' } };
    const game = play(planWith({ notices: [notice] })).until(7);
    game.do({ type: 'close' });
    expect(game.of('notice.published').at(-1)).toMatchObject({ minute: 7, phase: 'resolved', state: 'operational' });
  });

  test('that is a drill shows customers nothing', () => {
    const notice = { id: 'n', on: 'declared', phase: 'investigating', title: { en: 'Down' }, body: { en: 'Down' } };
    expect(play(planWith({ notices: [notice] }), { declare: { mode: 'drill' } }).of('notice.published')).toEqual([]);
  });

  test('refuses facts that the plan does not know or that have the wrong type, all at once', () => {
    const game = play(planWith({}, { facts: [{ id: 'households', title: { en: 'Households' }, type: 'integer' }] }));
    expect(game.do({ type: 'report-facts', facts: { households: 'many', flats: 3 } })).toMatchObject({
      refusal: {
        code: 'facts-invalid',
        faults: [
          { name: 'households', code: 'fact-type' },
          { name: 'flats', code: 'fact-unknown' },
        ],
      },
    });
  });
});

describe('a rung that asks for a decision', () => {
  const facts = [
    { id: 'clear', title: { en: 'Clear the baths' }, type: 'boolean' },
    { id: 'crowd', title: { en: 'Crowd' }, type: 'boolean' },
  ];
  const asking = (more: object = {}) => planWith({ rungs: [rung({ on: { asked: 'clear' }, answer, ...more })] }, { facts });
  const ask = { type: 'ask', fact: 'clear', person: null, questionDigest: null } as const;

  test('alerts nobody else once the decision is taken', () => {
    const game = play(asking()).until(1);
    game.do(ask);
    game.until(4).do({ type: 'report-facts', facts: { clear: true } });
    expect(game.until(60).alerted).toEqual(['1 seat-x-a', '3 seat-x-b']);
    expect(game.of('rung.exhausted')).toEqual([]);
  });

  test('goes on where only an earlier decision was known, or something else started it', () => {
    const earlier = play(asking(), { declare: { facts: { clear: false } } }).until(1);
    earlier.do(ask);
    expect(earlier.until(60).alerted).toHaveLength(4);
    const both = play(asking({ on: [{ asked: 'clear' }, 'declared'] }));
    both.do({ type: 'report-facts', facts: { clear: true } });
    expect(both.until(60).alerted).toHaveLength(4);
  });

  test('a rung whose condition is no longer so alerts nobody else, whatever started it', () => {
    const game = play(planWith({ rungs: [rung({ answer, when: { fact: 'crowd', is: true } })] }, { facts }), {
      declare: { facts: { crowd: true } },
    });
    game.until(3).do({ type: 'report-facts', facts: { crowd: false } });
    expect(game.until(60).alerted).toEqual(['0 seat-x-a', '2 seat-x-b']);
  });
});
