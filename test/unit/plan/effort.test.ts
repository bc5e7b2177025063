import { expect, test } from 'vitest';
import { check } from '../../../shared/plan/check/check.ts';
import { Plan } from '../../../shared/plan/plan.ts';
import { groundWith } from '../../support/play.ts';
import { workOf } from '../../support/work.ts';

const many = <T>(count: number, of: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => of(index));
const title = { en: 'X' };
const numbers = (count: number) => many(count, (index) => ({ id: `f${index}`, title, type: 'integer' }));
const graded = (facts: readonly object[], count: number, when: (rule: number) => object) => ({
  facts,
  incidentTypes: [{ id: 'x', title, rules: many(count, (n) => ({ id: `r${n}`, level: `l${n % 20}`, when: when(n) })) }],
});
const choices = many(100, (n) => ({ id: `choice-${n}`, title }));
/** What is common to a hundred incident types stands in each of them. */
const shared = (of: string, bound: object, facts: readonly object[] = numbers(1)) => ({
  facts,
  common: {
    rungs: many(50, (n) => ({
      id: `g${n}`,
      title,
      alert: ['s'],
      on: 'declared',
      when: { any: many(100, (m) => ({ fact: of === 'q' ? `q${m}` : of, ...bound })) },
    })),
  },
  incidentTypes: many(100, (n) => ({ id: `x${n}`, title })),
});
const stepped = (count: number, of: (index: number) => object) => ({
  incidentTypes: [{ id: 'x', title, steps: many(count, (n) => ({ id: `s${n}`, title, actor: 's', ...of(n) })) }],
});

/** Each was slow by another search: minutes, at the worst. */
const worst: Readonly<Record<string, object>> = {
  'one value for each of 5,000 cases': graded(numbers(1), 50, (n) => ({ any: many(100, (m) => ({ fact: 'f0', is: n * 100 + m })) })),
  'a gap beside each of 5,000 values': graded(numbers(1), 50, (n) => ({ any: many(100, (m) => ({ fact: 'f0', is: (n * 100 + m) * 9 })) })),
  '500 rules of six ranges': graded(numbers(1), 500, (n) => ({
    any: many(6, (m) => ({ fact: 'f0', atLeast: n * 60 + m * 10, under: n * 60 + m * 10 + 5 })),
  })),
  '3,000 ranges that overlap': graded(numbers(1), 500, (n) => ({
    any: many(6, (m) => ({ fact: 'f0', atLeast: n * 6 + m, under: n * 6 + m + 5000 })),
  })),
  'rules that ask for 500 facts each': graded(numbers(500), 14, (n) => ({
    all: many(5, (part) => ({ all: many(100, (m) => ({ fact: `f${part * 100 + m}`, atLeast: m === n ? n : 1 })) })),
  })),
  'rules without a comparable one': graded([...numbers(1), { id: 'g', title, type: 'text' }], 500, (n) => ({
    any: many(4, (m) => ({
      all: [
        { fact: 'f0', is: m },
        { fact: 'g', is: `${n}` },
      ],
    })),
  })),
  'facts that follow from facts, 60 deep': graded(
    many(60, (n) => ({
      ...numbers(n + 1)[n],
      ...(n < 59 ? { derived: many(70, (m) => ({ is: m, when: { fact: `f${n + 1}`, is: m } })) } : {}),
    })),
    20,
    (n) => ({ fact: 'f0', is: n * 3 }),
  ),
  'steps in one circle': stepped(2000, (n) => ({ after: [`s${(n + 1) % 2000}`] })),
  'steps in many circles': stepped(600, (n) => ({ after: many(35, (m) => `s${(n + m * 7 + 1) % 600}`) })),
  'comparisons common to all': shared('f0', { is: 1 }),
  'parameters common to all': {
    ...shared('f0', { atLeast: { parameter: 'p' } }),
    parameters: [{ id: 'p', title, type: 'integer', value: 3 }],
  },
  'names that lead nowhere, common to all': shared('q', { is: 1 }),
  'values that can never be, common to all': shared('f0', { is: 'chance' }, [{ id: 'f0', title, type: 'choice', choices }]),
};

/** A plan that people write takes some hundred thousand calls; without bounds the worst of these took hundreds of millions. */
const workMax = 50_000_000;

// Counting calls slows them down.
test.each(Object.entries(worst))('a check ends early on a plan that is made to keep it busy: %s', { timeout: 30_000 }, (_, of) => {
  const plan = { title, levels: many(20, (n) => ({ id: `l${n}`, title })), seats: [{ id: 's', title }], ...of };
  expect(Plan.safeParse(plan).error?.issues).toBeUndefined();
  expect(workOf(() => check(plan, groundWith()))).toBeLessThan(workMax);
});
