import { describe, expect, test } from 'vitest';
import type { Facts } from '../../../shared/plan/evaluate.ts';
import { grade } from '../../../shared/plan/grade.ts';
import type { IncidentType } from '../../../shared/plan/plan.ts';
import { planWith, template } from '../../support/play.ts';

const levels = ['first', 'second', 'third', 'fourth'].map((id) => ({ id, title: { en: id } }));
const facts = ['homes', 'hurt'].map((id) => ({ id, title: { en: id }, type: 'integer' }));
const rule = (id: string, level: string, when: unknown) => ({ id, level, when });
const graded = (rules: readonly object[], given: Facts, more: Record<string, unknown> = {}) => {
  const plan = planWith({ rules, otherwise: 'fourth', ...more }, { levels, facts });
  const { level, reasons } = grade(plan, plan.incidentTypes[0] as IncidentType, { facts: given, definitions: plan.facts });
  return [level, reasons.map((reason) => `${reason.rule}${reason.gap ? ' (gap)' : ''}`).join()];
};
const apart = [rule('most', 'first', { fact: 'homes', atLeast: 100 }), rule('few', 'third', { fact: 'homes', atMost: 10 })];

describe('a value between the bounds of two rules', () => {
  test('is graded one level worse than the milder of them, for the sake of the worse', () => {
    expect(graded(apart, { homes: 50 })).toEqual(['second', 'most (gap)']);
    const close = [rule('most', 'first', { fact: 'homes', atLeast: 100 }), rule('few', 'second', { fact: 'homes', atMost: 10 })];
    expect(graded(close, { homes: 50 })).toEqual(['first', 'most (gap)']);
  });

  test('of the same level has that level', () => {
    const same = [rule('most', 'second', { fact: 'homes', atLeast: 100 }), rule('few', 'second', { fact: 'homes', atMost: 10 })];
    expect(graded(same, { homes: 50 })).toEqual(['second', 'most (gap)']);
  });

  test('is no such value at the bounds themselves', () => {
    expect(graded(apart, { homes: 100 })).toEqual(['first', 'most']);
    expect(graded(apart, { homes: 10 })).toEqual(['third', 'few']);
  });

  test('is graded as if there were no gap where the plan ignores it, and at a level where the plan names one', () => {
    expect(graded(apart, { homes: 50 }, { gap: 'ignore' })).toEqual(['fourth', '']);
    expect(graded(apart, { homes: 50 }, { gap: 'third' })).toEqual(['third', 'most (gap)']);
  });

  test('does not count where a rule about the same fact matches', () => {
    expect(graded([...apart, rule('middle', 'fourth', { fact: 'homes', atLeast: 20 })], { homes: 50 })).toEqual(['fourth', 'middle']);
  });

  test('counts beside rules about other facts, and the worst wins', () => {
    expect(graded([...apart, rule('hurt', 'first', { fact: 'hurt', atLeast: 1 })], { homes: 50, hurt: 1 })).toEqual([
      'first',
      'hurt,most (gap)',
    ]);
    expect(graded([...apart, rule('hurt', 'third', { fact: 'hurt', atLeast: 1 })], { homes: 50, hurt: 1 })).toEqual([
      'second',
      'most (gap),hurt',
    ]);
  });

  test('lies in a gap only where what the rules have in common is so', () => {
    const hurt = { fact: 'hurt', is: 1 };
    const both = [
      rule('most', 'first', { all: [hurt, { fact: 'homes', atLeast: 100 }] }),
      rule('few', 'third', { all: [hurt, { fact: 'homes', atMost: 10 }] }),
    ];
    expect(graded(both, { homes: 50, hurt: 1 })).toEqual(['second', 'most (gap)']);
    expect(graded(both, { homes: 50, hurt: 0 })).toEqual(['fourth', '']);
  });

  test('that is unknown lies in no gap: it counts as the worse of the rules', () => {
    expect(graded(apart, { homes: { unknown: true } })).toEqual(['first', 'most,few']);
  });
});

test('a loss of 5,000 yuan, which the gas plan says nothing about, is graded as if it were more', () => {
  const plan = template('gas-customer-service');
  const given = { directLoss: { amount: 500_000, currency: 'CNY' } };
  expect(grade(plan, plan.incidentTypes[0] as IncidentType, { facts: given, definitions: plan.facts })).toMatchObject({
    level: 'level-1',
    reasons: [{ rule: 'loss-from-10000-yuan', gap: true }],
  });
});
