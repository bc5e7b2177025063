import { durationMillis, type Instant, plus } from '../instant.ts';
import type { Condition } from '../plan/condition.ts';
import type { Plan } from '../plan/plan.ts';
import { type Trigger, type Triggers, triggersOf } from '../plan/step.ts';
import { comesTrueAt } from './circumstances.ts';
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

/** When somebody first acknowledged an alert of the rung. */
const answeredAt = (state: IncidentState, rung: string): Instant | null =>
  earliest(state.chains.filter((chain) => chain.rung === rung).map((chain) => chain.answeredAt));

const atLevel = (state: IncidentState, levels: string | readonly string[]): Instant | null =>
  state.level !== null && [levels].flat().includes(state.level) ? state.gradedAt : null;

type Response = Exclude<Trigger, string | { done: string } | { breached: string }>;

/** Things that belong to the response and no longer start once service is restored. */
const duringResponse = (trigger: Response, plan: Plan, state: IncidentState): Instant | null => {
  if ('elapsed' in trigger) return typeof trigger.elapsed === 'string' ? plus(state.declaredAt, durationMillis(trigger.elapsed)) : null;
  if ('fact' in trigger) return comesTrueAt(trigger, plan, state, 'so');
  if ('level' in trigger) return atLevel(state, trigger.level);
  if ('regraded' in trigger) return state.previousLevel === null ? null : atLevel(state, trigger.regraded);
  if ('told' in trigger) return state.rungs[trigger.told]?.toldAt ?? null;
  if ('answered' in trigger) return answeredAt(state, trigger.answered);
  if ('unanswered' in trigger) return exhaustedAt(state, trigger.unanswered, ['unanswered', 'undeliverable']);
  if ('undeliverable' in trigger) return exhaustedAt(state, trigger.undeliverable, ['undeliverable']);
  return state.asked[trigger.asked] ?? null;
};

const isOpen = ({ restoredAt, closedAt }: IncidentState): boolean => restoredAt === null && closedAt === null;

/** Work that was done, or missed, before service was restored starts nothing any more. */
const stillCounts = (at: Instant | null | undefined, state: IncidentState): Instant | null =>
  at !== undefined && at !== null && (isOpen(state) || at >= (state.restoredAt ?? at)) ? at : null;

/** When work was done that somebody still owed: what lapsed with the response starts nothing, even if somebody does it later. */
const doneAt = (step: string, state: IncidentState): Instant | null => {
  const task = state.tasks[step];
  return task && (isOpen(state) || task.lapsedAt === null) ? stillCounts(task.completedAt, state) : null;
};

/** When a trigger happened or will happen, as far as the present state tells. */
export const instantOf = (trigger: Trigger, plan: Plan, state: IncidentState): Instant | null => {
  if (trigger === 'restored') return state.restoredAt;
  if (trigger === 'closed') return state.closedAt;
  if (trigger === 'declared') return isOpen(state) ? state.declaredAt : null;
  if ('done' in trigger) return doneAt(trigger.done, state);
  if ('breached' in trigger) return stillCounts(state.tasks[trigger.breached]?.breachedAt, state);
  return isOpen(state) ? duringResponse(trigger, plan, state) : null;
};

export interface Starting {
  readonly on?: Triggers | undefined;
  readonly after?: readonly string[] | undefined;
  readonly when?: Condition | undefined;
}

/**
 * When something of a plan starts, as far as the present state tells: an instant in the past means now, one in the future is a timer, null means
 * that nothing foreseeable starts it. What has several parts starts with the last of them; a condition that hangs on an unknown fact counts as fulfilled.
 */
export const startsAt = ({ on, after = [], when }: Starting, plan: Plan, state: IncidentState): Instant | null => {
  const triggers = on ?? (after.length > 0 ? undefined : 'declared');
  const parts = [
    ...(triggers === undefined ? [] : [earliest(triggersOf(triggers).map((trigger) => instantOf(trigger, plan, state)))]),
    ...after.map((step) => (on === undefined ? doneAt(step, state) : (state.tasks[step]?.completedAt ?? null))),
  ];
  const starts = parts.flatMap((at) => at ?? []);
  if (starts.length < parts.length) return null;
  const begun = latest(starts);
  // Asked at the moment itself: what was so for a time only, and is over by then, does not count.
  return when === undefined || begun === null ? begun : comesTrueAt(when, plan, state, 'not excluded', begun);
};
