import { expect, test } from 'vitest';
import { scopeOf } from '../../../shared/incident/scope.ts';
import type { Facts } from '../../../shared/plan/evaluate.ts';
import { planWith, start, template } from '../../support/play.ts';

const scopeIn = (plan: ReturnType<typeof planWith>, facts: Facts) => {
  const [type] = plan.incidentTypes;
  return type ? scopeOf(plan, type, { facts, declaredAt: start, now: start }) : null;
};
const gas = template('gas-customer-service');
const loss = { directLoss: { amount: 50_000, currency: 'CNY' } };

test('a plan covers what its scope says, does not cover what it excludes, and leaves open what nobody has said', () => {
  expect(scopeIn(gas, { suddenUncontrolled: true, hazard: 'leak' })).toBe('inside');
  expect(scopeIn(gas, { suddenUncontrolled: false })).toBe('outside');
  expect(scopeIn(gas, { suddenUncontrolled: true, potentialHarm: 'none' })).toBe('outside');
  expect(scopeIn(gas, { suddenUncontrolled: true })).toBe('unknown');
  expect(scopeIn(gas, {})).toBe('unknown');
  expect(scopeIn(planWith({}), {})).toBeNull();
});

test('what is covered however the open facts turn out is covered', () => {
  // A loss harms property; whether people are harmed as well is not known, and makes no difference.
  expect(scopeIn(gas, { suddenUncontrolled: true, ...loss })).toBe('inside');
  expect(scopeIn(gas, loss)).toBe('unknown');
});

test('what follows from something that is open is open', () => {
  const yes = (id: string, fact: string) => ({ id, title: { en: id }, type: 'boolean', derived: [{ is: true, when: { fact, is: true } }] });
  const facts = [yes('c', 'b'), yes('b', 'a'), { id: 'a', title: { en: 'a' }, type: 'boolean', unknown: 'ignore' }];
  const plan = planWith({ scope: { fact: 'c', is: true } }, { facts });
  expect(scopeIn(plan, {})).toBe('unknown');
  expect(scopeIn(plan, { a: true })).toBe('inside');
  expect(scopeIn(plan, { a: false })).toBe('outside');
  expect(scopeIn(plan, { b: false })).toBe('outside');
});
