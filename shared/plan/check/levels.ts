import { readsLevel } from '../condition.ts';
import { evaluate, type Facts } from '../evaluate.ts';
import type { IncidentType, Plan } from '../plan.ts';
import { type Case, casesOf } from './cases.ts';
import { type Effort, effortOf, rulesEffort, spend } from './effort.ts';
import { type Finding, warning } from './finding.ts';
import { contains } from './ranges.ts';
import { reportsOf } from './reports.ts';

/** Whether one case matches whenever the other does. */
const covers = (one: Case, other: Case): boolean =>
  !one.empty &&
  [...one.others.keys()].every((text) => other.others.has(text)) &&
  [...one.ranges].every(([name, range]) => {
    const inner = other.ranges.get(name);
    return inner !== undefined && contains(range, inner);
  });

const coversMax = 100_000;

/**
 * The levels that an incident type can be graded at: those of its rules, unless a worse one always matches too, and what is left over. Of more rules than can
 * be compared, each is taken to count somewhere.
 */
export const reachableLevels = (plan: Plan, type: IncidentType): ReadonlySet<string> => {
  const rank = new Map(plan.levels.map(({ id }, index) => [id, index]));
  const cases = casesOf(plan, type);
  const rankOf = ({ rule }: Case) => rank.get(rule.level) ?? 0;
  const effort = effortOf(coversMax);
  const hidden = (one: Case) =>
    cases.some((other) => rankOf(other) < rankOf(one) && spend(effort, 1 + other.others.size + other.ranges.size) && covers(other, one));
  const byLevel = Map.groupBy(cases, ({ rule }) => rule.level);
  const reached = [...byLevel].flatMap(([level, own]) => (own.every(hidden) ? [] : level));
  return new Set([...reached, ...(type.otherwise === undefined ? [] : [type.otherwise])]);
};

const matchesNothing = (plan: Plan, type: IncidentType, facts: Facts): boolean => {
  const circumstances = { facts, definitions: plan.facts };
  return type.rules.every(({ when }) => evaluate(when, circumstances).verdict === false);
};

const evaluationsMax = 1_000_000;

/** Whether some report is graded by no rule. Where there are too many kinds of reports to look at, there probably is one. */
const leavesOver = (plan: Plan, type: IncidentType, effort: Effort): boolean => {
  if (matchesNothing(plan, type, {})) return true;
  const each = rulesEffort(plan, type);
  return reportsOf(plan, type)?.some((facts) => !spend(effort, each) || matchesNothing(plan, type, facts)) ?? true;
};

/** Levels nobody can reach, and incident types that leave some incidents without a level. */
export const levelFindings = (plan: Plan, effort = effortOf(evaluationsMax)): Finding[] => {
  const reached = new Set(plan.incidentTypes.flatMap((type) => [...reachableLevels(plan, type)]));
  return [
    ...plan.incidentTypes.flatMap(({ rules, scope }, index) => [
      ...rules.flatMap(({ id, when }, n) =>
        readsLevel(when) ? [warning('level-in-rule', `/incidentTypes/${index}/rules/${n}/when`, { name: id })] : [],
      ),
      ...(scope && readsLevel(scope) ? [warning('level-in-rule', `/incidentTypes/${index}/scope`, { name: 'scope' })] : []),
    ]),
    ...plan.levels.flatMap(({ id }, index) => (reached.has(id) ? [] : [warning('level-unreachable', `/levels/${index}`, { name: id })])),
    ...plan.incidentTypes.flatMap((type, index) =>
      type.rules.length > 0 && type.otherwise === undefined && leavesOver(plan, type, effort)
        ? [warning('otherwise-missing', `/incidentTypes/${index}`, { name: type.id })]
        : [],
    ),
  ];
};
