import type { Condition } from './condition.ts';
import { type Circumstances, evaluate, type Facts, turningPoints } from './evaluate.ts';
import { gapRules } from './gap-rules.ts';
import type { IncidentType, Plan } from './plan.ts';
import type { Instant } from '../instant.ts';
import type { FactValue } from './values.ts';

/** Why a level was given: the rule, and the facts that it read. */
export interface Reason {
  readonly rule: string;
  readonly level: string;
  readonly facts: Facts;
  /** True when the rule counts because a fact is unknown. */
  readonly unknown: boolean;
  /** Present when the value lies in the gap beside the rule. */
  readonly gap?: true;
}

export interface Grade {
  /** Null where the plan knows no levels or nothing matches. */
  readonly level: string | null;
  /** The rules that matched, worst level first, the first twenty; empty when the level is the plan's `otherwise`. */
  readonly reasons: readonly Reason[];
}

/** More than anybody reads, and few enough that what is recorded of a grade stays small. */
const reasonsMax = 20;
const textMax = 100;

/** A fact as it is told in a reason: of a long text its beginning. */
const told = (value: FactValue): FactValue => (typeof value === 'string' && value.length > textMax ? `${value.slice(0, textMax)}…` : value);

/**
 * Grades facts by a plan's rules: every rule that matches, or that hangs on an unknown fact, counts; the worst level wins. A value in a gap counts as the plan
 * says, unless a rule that asks about the same fact matches. Independent of the order of rules.
 */
export const grade = (plan: Plan, type: IncidentType, known: Circumstances): Grade => {
  const { facts } = known;
  // The level is what is asked here, so no rule can ask for it.
  const circumstances = { ...known, level: null };
  const rank = new Map(plan.levels.map(({ id }, index) => [id, index]));
  const given = (rule: { readonly level: string; readonly when: Condition }, name: string, extra: { readonly gap?: true }): Reason[] => {
    const { verdict, facts: read } = evaluate(rule.when, circumstances);
    if (verdict === false || (extra.gap && verdict === undefined)) return [];
    const used = Object.fromEntries(read.flatMap((fact) => (facts[fact] === undefined ? [] : [[fact, told(facts[fact])]])));
    return [{ rule: name, level: rule.level, facts: used, unknown: verdict === undefined, ...extra }];
  };
  const matched = type.rules.flatMap((rule) => given(rule, rule.id, {}));
  const fallen = gapRules(plan, type).flatMap((rule) =>
    matched.some(({ facts: read }) => rule.fact in read) ? [] : given(rule, rule.rule, { gap: true }),
  );
  const reasons = [...matched, ...fallen].toSorted(
    (a, b) => (rank.get(a.level) ?? 0) - (rank.get(b.level) ?? 0) || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0),
  );
  return { level: reasons[0]?.level ?? type.otherwise ?? null, reasons: reasons.slice(0, reasonsMax) };
};

/** The instants at which time alone may change the grade. */
export const gradeTurns = (type: IncidentType, circumstances: Circumstances): readonly Instant[] =>
  type.rules.flatMap(({ when }) => turningPoints(when, circumstances));
