import { describe, expect, test } from 'vitest';
import type { Facts } from '../../../shared/plan/evaluate.ts';
import { play, template } from '../../support/play.ts';

const plan = template('gas-customer-service');
const yuan = (amount: number) => ({ amount: amount * 100, currency: 'CNY' });
const declare = (facts: Facts) => play(plan, { declare: { facts } });

describe('gas-customer-service', () => {
  test.each<[string, Facts, string, string | undefined]>([
    ['5,200 households without gas', { supplyState: 'interruption', householdsAffected: 5200 }, 'level-1', 'households-from-5000'],
    ['5,000 households', { supplyState: 'interruption', householdsAffected: 5000 }, 'level-1', 'households-from-5000'],
    ['3,000 households', { supplyState: 'pressure-loss', householdsAffected: 3000 }, 'level-2', 'households-1000-to-5000'],
    ['1,000 households', { supplyState: 'over-pressure', householdsAffected: 1000 }, 'level-2', 'households-1000-to-5000'],
    ['40 households', { supplyState: 'interruption', householdsAffected: 40 }, 'level-3', 'few-households'],
    ['a death', { fatalities: 1 }, 'level-1', 'death-or-serious-injury'],
    ['a serious injury', { seriousInjuries: 1 }, 'level-1', 'death-or-serious-injury'],
    ['a minor injury', { minorInjuries: 1 }, 'level-2', 'minor-injury'],
    [
      'a minor injury and 6,000 households',
      { minorInjuries: 1, supplyState: 'interruption', householdsAffected: 6000 },
      'level-1',
      'households-from-5000',
    ],
    ['a loss of 10,000 yuan', { directLoss: yuan(10_000) }, 'level-1', 'loss-from-10000-yuan'],
    ['a loss of 1,000 yuan', { directLoss: yuan(1_000) }, 'level-2', 'loss-to-1000-yuan'],
    [
      'a leak that needs outside help',
      { hazard: 'leak', productionImpact: 'actual', externalHelpNeeded: true },
      'level-1',
      'event-with-outside-help',
    ],
    ['a leak that may affect production', { hazard: 'leak', productionImpact: 'possible' }, 'level-3', 'leak-may-affect-production'],
    ['nothing known', {}, 'level-3', undefined],
  ])('%s is graded, and the reason is kept', (_, facts, level, rule) => {
    const [graded] = declare(facts).of('incident.graded');
    expect(graded?.level).toBe(level);
    expect(graded?.reasons[0]?.rule).toBe(rule);
  });

  test('the reason names the facts that gave the level', () => {
    const [graded] = declare({ supplyState: 'interruption', householdsAffected: 5200 }).of('incident.graded');
    expect(graded?.reasons[0]?.facts).toEqual({ supplyState: 'interruption', householdsAffected: 5200 });
  });

  test('level 1 is commanded by the general manager, levels 2 and 3 by the department', () => {
    expect(declare({ fatalities: 1 }).alerted).toContain('0 general-manager-a');
    expect(declare({ minorInjuries: 1 }).alerted).toEqual(['0 department-head-a']);
  });

  test('facts that get worse regrade the incident and alert the next tier then', () => {
    const game = declare({ supplyState: 'interruption', householdsAffected: 900 }).until(20);
    game.do({ type: 'report-facts', facts: { householdsAffected: 5200 } });
    expect(game.of('incident.graded').map(({ minute, level }) => [minute, level])).toEqual([
      [0, 'level-3'],
      [20, 'level-1'],
    ]);
    expect(game.alerted).toContain('20 general-manager-a');
  });

  test('a fact that is reported as unknown counts as the worse', () => {
    const [graded] = declare({ seriousInjuries: { unknown: true } }).of('incident.graded');
    expect(graded).toMatchObject({ level: 'level-1', reasons: [{ rule: 'death-or-serious-injury', unknown: true }] });
  });
});
