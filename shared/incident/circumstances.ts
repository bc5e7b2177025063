import type { Instant } from '../instant.ts';
import { type Condition, readsLevel } from '../plan/condition.ts';
import { type Circumstances, evaluate, type Facts, turningPoints, type Verdict } from '../plan/evaluate.ts';
import type { Plan } from '../plan/plan.ts';
import type { IncidentState } from './state.ts';

const plain = new WeakMap<IncidentState['facts'], Facts>();

/** What is reported of an incident, without the times. */
export const factsOf = ({ facts }: Pick<IncidentState, 'facts'>): Facts => {
  const known = plain.get(facts);
  if (known) return known;
  const made = Object.fromEntries(Object.entries(facts).map(([name, { value }]) => [name, value]));
  plain.set(facts, made);
  return made;
};

export const circumstancesOf = (plan: Plan, state: IncidentState, now: Instant): Circumstances => ({
  facts: factsOf(state),
  definitions: plan.facts,
  declaredAt: state.declaredAt,
  level: state.level,
  now,
});

/** The points that lie after a base, in order, behind the base itself. */
export const pointsFrom = (base: Instant, points: readonly Instant[]): readonly Instant[] => [
  base,
  ...[...new Set(points)].filter((point) => point > base).toSorted(),
];

/**
 * Since when a condition has been as wanted, or from when on it will be, by what is known now: the last report that it leans on, or a moment at which
 * time alone makes it so; not before `from`. Null where nothing foreseeable does.
 */
export const comesTrueAt = (
  condition: Condition,
  plan: Plan,
  state: IncidentState,
  wanted: (verdict: Verdict) => boolean,
  from: Instant = state.declaredAt,
): Instant | null => {
  const at = (now: Instant) => evaluate(condition, circumstancesOf(plan, state, now));
  const base = at(state.declaredAt).facts.reduce(
    (last, name) => {
      const reported = state.facts[name]?.at ?? last;
      return reported > last ? reported : last;
    },
    [from, ...(readsLevel(condition) && state.gradedAt !== null ? [state.gradedAt] : [])].toSorted().at(-1) ?? from,
  );
  const points = pointsFrom(base, turningPoints(condition, circumstancesOf(plan, state, base)));
  return points.find((point) => wanted(at(point).verdict)) ?? null;
};
