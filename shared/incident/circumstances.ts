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

type Wanted = 'so' | 'not so' | 'not excluded';

const wantedIn: Readonly<Record<Wanted, (verdict: Verdict) => boolean>> = {
  so: (verdict) => verdict === true,
  'not so': (verdict) => verdict === false,
  'not excluded': (verdict) => verdict !== false,
};

/** Answers by what was reported, then by condition (which belongs to one plan): between two reports most of them are asked again and again. */
const answers = new WeakMap<IncidentState['facts'], WeakMap<Condition, Map<string, Instant | null>>>();

const answersTo = (condition: Condition, { facts }: IncidentState): Map<string, Instant | null> => {
  const byCondition = answers.get(facts) ?? new WeakMap<Condition, Map<string, Instant | null>>();
  answers.set(facts, byCondition);
  const known = byCondition.get(condition) ?? new Map<string, Instant | null>();
  byCondition.set(condition, known);
  return known;
};

const workOut = (condition: Condition, plan: Plan, state: IncidentState, wanted: Wanted, from: Instant): Instant | null => {
  const at = (now: Instant) => evaluate(condition, circumstancesOf(plan, state, now));
  const base = at(state.declaredAt).facts.reduce(
    (last, name) => {
      const reported = state.facts[name]?.at ?? last;
      return reported > last ? reported : last;
    },
    [from, ...(readsLevel(condition) && state.gradedAt !== null ? [state.gradedAt] : [])].toSorted().at(-1) ?? from,
  );
  const points = pointsFrom(base, turningPoints(condition, circumstancesOf(plan, state, base)));
  return points.find((point) => wantedIn[wanted](at(point).verdict)) ?? null;
};

/**
 * Since when a condition has been as wanted, or from when on it will be, by what is known now: the last report that it leans on, or a moment at which
 * time alone makes it so; not before `from`. Null where nothing foreseeable does.
 */
export const comesTrueAt = (
  condition: Condition,
  plan: Plan,
  state: IncidentState,
  wanted: Wanted,
  from: Instant = state.declaredAt,
): Instant | null => {
  const known = answersTo(condition, state);
  const key = [wanted, from, state.declaredAt, state.level, state.gradedAt].join();
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = workOut(condition, plan, state, wanted, from);
  known.set(key, made);
  return made;
};
