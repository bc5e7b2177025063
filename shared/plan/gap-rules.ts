import type { Condition } from './condition.ts';
import { casesOf } from './check/cases.ts';
import { groupsOf, type Hole, holesIn } from './check/holes.ts';
import { conditionOf } from './check/ranges.ts';
import type { IncidentType, Plan } from './plan.ts';

/** What a plan makes of the values between the bounds of two rules. */
export interface GapRule {
  /** The rule next to the gap that gives the worse level. */
  readonly rule: string;
  readonly level: string;
  /** The fact whose values the gap is about. */
  readonly fact: string;
  readonly when: Condition;
}

const worst = (levels: readonly string[], ids: readonly string[]): number => Math.min(...ids.map((id) => levels.indexOf(id)));

const gapLevel = (plan: Plan, { gap }: IncidentType, { below, above }: Hole): string | undefined => {
  const levels = plan.levels.map(({ id }) => id);
  if (gap !== 'worse') return gap;
  const ranks = [below, above].map((cases) =>
    worst(
      levels,
      cases.map(({ rule }) => rule.level),
    ),
  );
  const [low = 0, high = 0] = ranks;
  return levels[low === high ? low : Math.max(low, high) - 1];
};

const made = new WeakMap<IncidentType, readonly GapRule[]>();

/** How the gaps between an incident type's rules are graded: by default one level worse than the milder of the rules beside it. */
export const gapRules = (plan: Plan, type: IncidentType): readonly GapRule[] => {
  const known = made.get(type);
  if (known) return known;
  const rules =
    type.gap === 'ignore' || type.rules.length < 2
      ? []
      : groupsOf(plan, casesOf(plan, type)).flatMap((group) =>
          holesIn(group).flatMap((hole): GapRule[] => {
            const level = gapLevel(plan, type, hole);
            const [first] = hole.above;
            const [rule] = hole.above.map(({ rule: { id } }) => id).toSorted();
            if (level === undefined || !first || rule === undefined) return [];
            const { id: fact } = group.definition;
            const beside = [...first.others.values()];
            const ranges = [...first.ranges].flatMap(([name, range]) => {
              const definition = plan.facts.find(({ id }) => id === name);
              return name === fact || !definition ? [] : [conditionOf(range, definition)];
            });
            return [{ rule, level, fact, when: { all: [conditionOf(hole.range, group.definition), ...ranges, ...beside] } }];
          }),
        );
  made.set(type, rules);
  return rules;
};
