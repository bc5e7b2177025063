import { readsLevel } from '../condition.ts';
import { evaluate, type Facts } from '../evaluate.ts';
import type { IncidentType, Plan } from '../plan.ts';
import { type Case, casesOf } from './cases.ts';
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

/** The levels that an incident type can be graded at: those of its rules, unless a worse one always matches too, and what is left over. */
export const reachableLevels = (plan: Plan, type: IncidentType): ReadonlySet<string> => {
  const rank = new Map(plan.levels.map(({ id }, index) => [id, index]));
  const cases = casesOf(plan, type);
  const worse = (a: Case, b: Case) => (rank.get(a.rule.level) ?? 0) < (rank.get(b.rule.level) ?? 0);
  const reached = cases.filter((one) => !cases.some((other) => worse(other, one) && covers(other, one)));
  return new Set([...reached.map(({ rule }) => rule.level), ...(type.otherwise === undefined ? [] : [type.otherwise])]);
};

const matchesNothing = (plan: Plan, type: IncidentType, facts: Facts): boolean =>
  type.rules.every(({ when }) => evaluate(when, { facts, definitions: plan.facts }).verdict === false);

/** Whether some report is graded by no rule. Where there are too many kinds of reports to look at, there probably is one. */
const leavesOver = (plan: Plan, type: IncidentType): boolean => {
  if (matchesNothing(plan, type, {})) return true;
  const reports = reportsOf(plan, type);
  return reports === undefined || reports.some((facts) => matchesNothing(plan, type, facts));
};

/** Levels nobody can reach, and incident types that leave some incidents without a level. */
export const levelFindings = (plan: Plan): Finding[] => {
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
      type.rules.length > 0 && type.otherwise === undefined && leavesOver(plan, type)
        ? [warning('otherwise-missing', `/incidentTypes/${index}`, { name: type.id })]
        : [],
    ),
  ];
};
