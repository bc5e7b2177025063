import { Duration, durationMillis, type Instant, plus } from '../instant.ts';
import { evaluate } from '../plan/condition.ts';
import { plainOf } from '../plan/facts.ts';
import { type Plan, type Trigger, triggersOf } from '../plan/plan.ts';
import type { Condition } from '../plan/condition.ts';
import type { IncidentState } from './state.ts';

const earliest = (instants: readonly (Instant | null)[]): Instant | null =>
  instants.reduce((first, at) => (at !== null && (first === null || at < first) ? at : first), null);

const latest = (instants: readonly Instant[]): Instant | null => instants.toSorted().at(-1) ?? null;

/** When the rung's last seat gave up with this outcome; null while any of them may still answer. */
const exhaustedAt = (state: IncidentState, rung: string, outcomes: readonly string[]): Instant | null => {
  const chains = state.chains.filter((chain) => chain.rung === rung);
  const ends = chains.flatMap(({ exhausted }) => (exhausted && outcomes.includes(exhausted.outcome) ? [exhausted.at] : []));
  return chains.length > 0 && ends.length === chains.length ? latest(ends) : null;
};

const predictedAt = (state: IncidentState, name: string, over: Duration): Instant | null => {
  const fact = state.facts[name];
  if (!fact) return null;
  const value = plainOf(fact.value);
  return typeof value === 'string' && Duration.safeParse(value).success && durationMillis(value) > durationMillis(over) ? fact.at : null;
};

/** Things that belong to the response and no longer start once service is restored. */
const duringResponse = (trigger: Exclude<Trigger, string>, state: IncidentState): Instant | null => {
  if ('elapsed' in trigger) return plus(state.declaredAt, durationMillis(trigger.elapsed));
  if ('predicted' in trigger) return predictedAt(state, trigger.predicted, trigger.over);
  if ('level' in trigger) return state.level !== null && [trigger.level].flat().includes(state.level) ? state.gradedAt : null;
  if ('told' in trigger) return state.rungs[trigger.told]?.toldAt ?? null;
  if ('unanswered' in trigger) return exhaustedAt(state, trigger.unanswered, ['unanswered', 'undeliverable']);
  if ('undeliverable' in trigger) return exhaustedAt(state, trigger.undeliverable, ['undeliverable']);
  return null;
};

const instantOf = (trigger: Trigger, state: IncidentState): Instant | null => {
  if (trigger === 'restored') return state.restoredAt;
  if (trigger === 'closed') return state.closedAt;
  const open = state.restoredAt === null && state.closedAt === null;
  if (trigger === 'declared') return open ? state.declaredAt : null;
  if ('done' in trigger || 'breached' in trigger) {
    const at = 'done' in trigger ? state.tasks[trigger.done]?.completedAt : state.tasks[trigger.breached]?.breachedAt;
    return at !== undefined && at !== null && (open || at >= (state.restoredAt ?? at)) ? at : null;
  }
  return open ? duringResponse(trigger, state) : null;
};

interface Starting {
  readonly on: Trigger | Trigger[];
  readonly when?: Condition | undefined;
}

/**
 * When something of a plan starts, as far as the present state tells: an instant in the past means now, one in the future is a timer, null means
 * that nothing foreseeable starts it. A condition that hangs on an unknown fact counts as fulfilled.
 */
export const startsAt = (item: Starting, plan: Plan, state: IncidentState): Instant | null => {
  if (item.when !== undefined) {
    const facts = Object.fromEntries(Object.entries(state.facts).map(([name, { value }]) => [name, value]));
    if (evaluate(item.when, facts, plan.facts).verdict === false) return null;
  }
  return earliest(triggersOf(item.on).map((trigger) => instantOf(trigger, state)));
};

/** Milliseconds of a duration or of one of the plan's urgency words; null for a word without a number. */
export const windowMillis = (plan: Plan, within: string | undefined): number | null => {
  const text = within === undefined ? undefined : Duration.safeParse(within).success ? within : plan.serviceLevels[within];
  return text === undefined ? null : durationMillis(text);
};
