import type { Event } from '../../../shared/incident/events.ts';
import { reactions } from '../../../shared/incident/reactions.ts';
import { circumstancesOf } from '../../../shared/incident/circumstances.ts';
import { scopeOf } from '../../../shared/incident/scope.ts';
import type { Alert, IncidentState, Task } from '../../../shared/incident/state.ts';
import { headOf } from '../../../shared/incident/views.ts';
import type { Instant } from '../../../shared/instant.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../../shared/ids.ts';
import { incidentTypeOf, type Plan } from '../../../shared/plan/plan.ts';
import { effectiveTaskStatus } from './task-status.ts';
import { asked, levelSet, taskDetails } from './wider.ts';

export type Names = ReadonlyMap<string, string>;

/** People whom events name in passing: who reports, asks, decides, completes. */
export const speakersIn = (events: readonly Event[]): readonly string[] =>
  events.flatMap(({ data }) => ('person' in data && typeof data.person === 'string' ? [data.person] : []));

/** People whom an answer about an incident names. */
export const peopleIn = (state: IncidentState, events: readonly Event[]): string[] => [
  ...new Set([
    ...speakersIn(events.filter(({ type }) => type === 'decision.asked' || type === 'incident.level-set')),
    ...state.acknowledgedBy,
    ...Object.values(state.alerts).map(({ person }) => person),
    ...Object.values(state.tasks).flatMap(({ persons }) => persons),
  ]),
];

/** When each person acknowledged. */
const acknowledgements = (events: readonly Event[]): ReadonlyMap<string, Instant> => {
  const at = new Map<string, Instant>();
  for (const { type, data, occurredAt } of events)
    if (type === 'incident.acknowledged' && data.person !== null && !at.has(data.person)) at.set(data.person, occurredAt);
  return at;
};

const nextDueAt = (plan: Plan, state: IncidentState, ids: Ids): Instant | null =>
  // Whom an alert reaches does not change when it is due.
  reactions(plan, state, { ids, directory: { people: {} } })
    .map(({ at }) => at)
    .toSorted()[0] ?? null;

/** An incident as the API answers it. */
export const incidentView = (
  plan: Plan,
  state: IncidentState,
  events: readonly Event[],
  texts: ReadonlyMap<string, string>,
  names: Names,
  { ids, clock }: { readonly ids: Ids; readonly clock: Clock },
) => {
  const type = incidentTypeOf(plan, state.incidentType);
  const named = (id: string) => ({ id, name: names.get(id) ?? null });
  const acknowledged = acknowledgements(events);
  const task = (one: Task) => ({
    id: one.id,
    title: type?.steps.find(({ id }) => id === one.id)?.title ?? { en: one.id },
    seat: one.seat,
    persons: one.persons.map(named),
    status: effectiveTaskStatus(one),
    openedAt: one.openedAt,
    dueAt: one.dueAt,
    completedAt: one.completedAt,
    breachedAt: one.breachedAt,
    ...taskDetails(plan, state, one),
  });
  const alert = (one: Alert) => ({
    person: named(one.person),
    purpose: one.purpose,
    rung: one.rung,
    seats: one.seats,
    channel: one.channel?.kind ?? null,
    status: one.status,
    attempt: one.attempt,
    requestedAt: one.occurredAt,
    sentAt: one.sentAt,
    acknowledgedAt: acknowledged.get(one.person) ?? null,
    failure: one.failure,
    retryAt: one.retryAt,
  });
  return {
    ...headOf(state),
    title: type?.title ?? plan.title,
    levelTitle: plan.levels.find(({ id }) => id === state.level)?.title ?? null,
    summary: (state.summaryDigest && texts.get(state.summaryDigest)) || null,
    source: state.source,
    cause: state.cause,
    scope: type ? scopeOf(plan, type, circumstancesOf(plan, state, clock())) : null,
    acknowledgedBy: state.acknowledgedBy.map(named),
    ruledLevel: state.ruledLevel,
    levelSet: levelSet(state, events, texts, named),
    reasons: state.reasons,
    asked: asked(plan, state, events, texts, named),
    facts: state.facts,
    tasks: Object.values(state.tasks).map(task),
    alerts: Object.values(state.alerts).map(alert),
    notice: {
      id: state.notice.id,
      approvedAt: state.notice.approvedAt,
      phase: state.notice.phase,
      state: state.notice.state,
      published: state.notice.published,
    },
    nextDueAt: nextDueAt(plan, state, ids),
  };
};
