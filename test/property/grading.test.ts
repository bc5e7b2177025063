import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Condition } from '../../shared/plan/condition.ts';
import type { Facts } from '../../shared/plan/evaluate.ts';
import { grade } from '../../shared/plan/grade.ts';
import { Plan } from '../../shared/plan/plan.ts';
import { template } from '../support/play.ts';

const levels = ['a', 'b', 'c', 'd'];
const names = ['people', 'homes', 'money'];

const condition: fc.Arbitrary<Condition> = fc.letrec<{ any: Condition }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    fc.record({ fact: fc.constantFrom(...names), atLeast: fc.integer({ min: 0, max: 100 }) }),
    fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
  ),
})).any;

const plan = fc.array(fc.record({ level: fc.constantFrom(...levels), when: condition }), { maxLength: 12 }).map((rules) =>
  Plan.parse({
    title: { en: 'Plan' },
    levels: levels.map((id) => ({ id, title: { en: id } })),
    facts: names.map((id) => ({ id, title: { en: id }, type: 'integer' })),
    incidentTypes: [
      { id: 'only', title: { en: 'Only' }, otherwise: 'd', rules: rules.map((rule, index) => ({ id: `r${index}`, ...rule })) },
    ],
  }),
);
const facts = fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.integer({ min: 0, max: 120 }), fc.constant({ unknown: true as const })));

const typeOf = (one: Plan) => one.incidentTypes[0] as Plan['incidentTypes'][number];
const asked = (one: Plan, given: Facts) => ({ facts: given, definitions: one.facts });
const rank = (level: string | null) => levels.indexOf(level ?? '');

describe('grading', () => {
  test('always gives a level, the same for the same facts', () => {
    fc.assert(
      fc.property(plan, facts, (one, given) => {
        const first = grade(one, typeOf(one), asked(one, given));
        expect(levels).toContain(first.level);
        expect(grade(one, typeOf(one), asked(one, given))).toEqual(first);
      }),
    );
  });

  test('does not depend on the order of rules', () => {
    fc.assert(
      fc.property(plan, facts, fc.infiniteStream(fc.nat()), (one, given, keys) => {
        const type = typeOf(one);
        const shuffled = type.rules.map((rule) => ({ rule, key: keys.next().value as number })).toSorted((a, b) => a.key - b.key);
        expect(grade(one, { ...type, rules: shuffled.map(({ rule }) => rule) }, asked(one, given))).toEqual(
          grade(one, type, asked(one, given)),
        );
      }),
    );
  });

  test('never gets milder when harm is added, where rules only ask for at least so much', () => {
    fc.assert(
      fc.property(plan, facts, fc.constantFrom(...names), fc.nat(50), (one, given, name, more) => {
        const before = given[name];
        if (typeof before === 'object') return;
        const after = { ...given, [name]: (before ?? 0) + more };
        expect(rank(grade(one, typeOf(one), asked(one, after)).level)).toBeLessThanOrEqual(
          rank(grade(one, typeOf(one), asked(one, given)).level),
        );
      }),
    );
  });

  test('of the gas plan never gets milder when households or casualties are added', () => {
    const gas = template('gas-customer-service');
    const type = typeOf(gas);
    const order = gas.levels.map(({ id }) => id);
    const figures = fc.record({
      householdsAffected: fc.nat(9000),
      fatalities: fc.nat(2),
      seriousInjuries: fc.nat(2),
      minorInjuries: fc.nat(5),
    });
    fc.assert(
      fc.property(figures, figures, (given, more) => {
        const total = Object.fromEntries(
          Object.entries(given).map(([name, value]) => [name, value + (more[name as keyof typeof more] ?? 0)]),
        );
        const level = (of: Record<string, number>) =>
          order.indexOf(grade(gas, type, asked(gas, { supplyState: 'interruption', ...of })).level ?? '');
        expect(level(total)).toBeLessThanOrEqual(level(given));
      }),
    );
  });
});
