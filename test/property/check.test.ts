import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check, findingsOf } from '../../shared/plan/check/check.ts';
import { sayFinding } from '../../shared/plan/check/say.ts';
import type { Condition } from '../../shared/plan/condition.ts';
import { grade } from '../../shared/plan/grade.ts';
import { Plan } from '../../shared/plan/plan.ts';
import { groundWith, template } from '../support/play.ts';

const levels = ['a', 'b', 'c'];
const small = fc.integer({ min: 0, max: 12 });
const bounds = fc
  .record({ atLeast: small, over: small, atMost: small, under: small }, { requiredKeys: [] })
  .filter((one) => Object.keys(one).length > 0);
const comparison = (...names: string[]): fc.Arbitrary<Condition> =>
  fc.tuple(fc.constantFrom(...names), bounds).map(([fact, one]) => ({ fact, ...one }));
const condition = (...names: string[]): fc.Arbitrary<Condition> =>
  fc.letrec<{ any: Condition }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      comparison(...names),
      fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
      tie('any').map((not) => ({ not })),
    ),
  })).any;

const planOf = (names: readonly string[], rules: readonly { level: string; when: Condition }[], otherwise: string | undefined): Plan =>
  Plan.parse({
    title: { en: 'Plan' },
    levels: levels.map((id) => ({ id, title: { en: id } })),
    facts: names.map((id) => ({ id, title: { en: id }, type: 'integer' })),
    incidentTypes: [{ id: 'only', title: { en: 'Only' }, otherwise, rules: rules.map((rule, index) => ({ id: `r${index}`, ...rule })) }],
  });
const ruleOf = (when: fc.Arbitrary<Condition>) => fc.record({ level: fc.constantFrom(...levels), when });
const typeOf = (plan: Plan) => plan.incidentTypes[0] as Plan['incidentTypes'][number];

test('a plan without a finding about gaps gives every report a level', () => {
  const plan = fc
    .tuple(fc.array(ruleOf(condition('x', 'y')), { minLength: 1, maxLength: 5 }), fc.option(fc.constantFrom(...levels), { nil: undefined }))
    .map(([rules, otherwise]) => planOf(['x', 'y'], rules, otherwise));
  const facts = fc.dictionary(
    fc.constantFrom('x', 'y'),
    fc.oneof(fc.integer({ min: -3, max: 15 }), fc.constant({ unknown: true as const })),
  );
  fc.assert(
    fc.property(plan, fc.array(facts, { minLength: 5, maxLength: 20 }), (one, reports) => {
      const gaps = findingsOf(one).filter(({ code }) => code === 'gap' || code === 'otherwise-missing');
      if (gaps.length > 0) return;
      for (const report of reports) expect(grade(one, typeOf(one), { facts: report, definitions: one.facts }).level).not.toBeNull();
    }),
    { numRuns: 400 },
  );
});

test('the gaps of rules over one figure are exactly the figures between the rules that no rule matches', () => {
  const one = fc.array(ruleOf(comparison('x')), { minLength: 2, maxLength: 6 }).map((rules) => planOf(['x'], rules, 'c'));
  fc.assert(
    fc.property(one, (plan) => {
      const within = (at: number) =>
        findingsOf(plan).some((finding) => {
          if (finding.code !== 'gap') return false;
          const { from, to } = finding.values;
          const low = from === undefined || at > Number(from.value) || (from.included && at === from.value);
          return low && (to === undefined || at < Number(to.value) || (to.included && at === to.value));
        });
      const type = typeOf(plan);
      const matched = Array.from({ length: 30 }, (_, at) => at - 8).filter((at) =>
        grade(plan, type, { facts: { x: at }, definitions: plan.facts }).reasons.some(({ gap }) => !gap),
      );
      for (let at = -8; at < 22; at++) {
        const between = matched.some((one) => one < at) && matched.some((one) => one > at);
        expect(within(at), String(at)).toBe(between && !matched.includes(at));
      }
    }),
    { numRuns: 500 },
  );
});

test('checking never throws, whatever is sent, and says every finding in both languages', () => {
  const ground = groundWith();
  const places = (value: unknown, path: (string | number)[] = []): (string | number)[][] =>
    typeof value === 'object' && value !== null
      ? [path, ...Object.entries(value).flatMap(([name, inner]) => places(inner, [...path, name]))]
      : [path];
  const base = template('gas-customer-service');
  const spoilt = fc.tuple(fc.constantFrom(...places(base)), fc.oneof(fc.jsonValue(), fc.constant(undefined))).map(([path, value]) => {
    const copy = structuredClone(base) as unknown as Record<string | number, unknown>;
    const last = path.at(-1);
    if (last === undefined) return value;
    const parent = path
      .slice(0, -1)
      .reduce<Record<string | number, unknown>>((inner, name) => inner[name] as Record<string, unknown>, copy);
    if (value === undefined) delete parent[last];
    else parent[last] = value;
    return copy;
  });
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.jsonValue(), spoilt), (document) => {
      for (const finding of check(document, ground))
        for (const language of ['en', 'zh-CN'] as const) expect(sayFinding(finding, language).message).not.toBe('');
    }),
    { numRuns: 500 },
  );
});
