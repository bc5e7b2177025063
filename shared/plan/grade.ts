import { evaluate, type Facts } from './condition.ts';
import type { IncidentType, Plan } from './plan.ts';

/** Why a level was given: the rule, and the facts that it read. */
export interface Reason {
  readonly rule: string;
  readonly level: string;
  readonly facts: Facts;
  /** True when the rule counts because a fact is unknown. */
  readonly unknown: boolean;
}

export interface Grade {
  /** Null where the plan knows no levels or nothing matches. */
  readonly level: string | null;
  /** Every rule that matched, worst level first; empty when the level is the plan's `otherwise`. */
  readonly reasons: readonly Reason[];
}

/**
 * Grades facts by a plan's rules: every rule that matches, or that hangs on an unknown fact, counts; the worst level wins. Independent of
 * the order of rules.
 */
export const grade = (plan: Plan, type: IncidentType, facts: Facts): Grade => {
  const rank = new Map(plan.levels.map(({ id }, index) => [id, index]));
  const reasons = type.rules
    .flatMap((rule): Reason[] => {
      const { verdict, facts: read } = evaluate(rule.when, facts, plan.facts);
      if (verdict === false) return [];
      const used = Object.fromEntries(read.flatMap((name) => (facts[name] === undefined ? [] : [[name, facts[name]]])));
      return [{ rule: rule.id, level: rule.level, facts: used, unknown: verdict === undefined }];
    })
    .toSorted((a, b) => (rank.get(a.level) ?? 0) - (rank.get(b.level) ?? 0) || (a.rule < b.rule ? -1 : 1));
  return { level: reasons[0]?.level ?? type.otherwise ?? null, reasons };
};
