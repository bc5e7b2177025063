import type { Ids } from '../ids.ts';
import { type Instant, plus } from '../instant.ts';
import { grade } from '../plan/grade.ts';
import { type IncidentType, type Plan, type PlanNotice, incidentTypeOf } from '../plan/plan.ts';
import type { Directory } from './directory.ts';
import type { EventBody } from './events.ts';
import { alertEvents, ladderReactions, type Reaction } from './ladder.ts';
import type { IncidentState } from './state.ts';
import { startsAt, windowMillis } from './triggers.ts';

export interface ReactionContext {
  readonly ids: Ids;
  readonly directory: Directory;
}

const gradeReaction = (plan: Plan, type: IncidentType, state: IncidentState): Reaction[] => {
  if (plan.levels.length === 0 || state.status !== 'open') return [];
  const facts = Object.fromEntries(Object.entries(state.facts).map(([name, { value }]) => [name, value]));
  const { level, reasons } = grade(plan, type, facts);
  const rules = (list: readonly { rule: string }[]) => list.map(({ rule }) => rule).join();
  if (state.gradedAt !== null && level === state.level && rules(reasons) === rules(state.reasons)) return [];
  const at = Object.values(state.facts).reduce((last, fact) => (fact.at > last ? fact.at : last), state.declaredAt);
  return [{ at, events: () => [{ type: 'incident.graded', occurredAt: at, data: { level, previous: state.level, reasons } }] }];
};

const rungReactions = (plan: Plan, type: IncidentType, state: IncidentState): Reaction[] =>
  type.rungs.flatMap((rung): Reaction[] => {
    const at = state.rungs[rung.id] ? null : startsAt(rung, plan, state);
    if (at === null) return [];
    return [{ at, events: () => [{ type: 'rung.reached', occurredAt: at, data: { rung: rung.id, seats: rung.alert } }] }];
  });

const stepReactions = (plan: Plan, type: IncidentType, state: IncidentState): Reaction[] =>
  type.steps.flatMap((step): Reaction[] => {
    const task = state.tasks[step.id];
    if (task) {
      const { dueAt } = task;
      if (dueAt === null || task.completedAt !== null || task.breachedAt !== null || task.lapsedAt !== null) return [];
      return [{ at: dueAt, events: () => [{ type: 'task.breached', occurredAt: dueAt, data: { task: step.id, dueAt } }] }];
    }
    const at = startsAt(step, plan, state);
    if (at === null) return [];
    const events = (): EventBody[] => {
      const millis = windowMillis(plan, step.within);
      const persons = plan.seats.find(({ id }) => id === step.actor)?.holders ?? [];
      const data = { task: step.id, seat: step.actor, persons, dueAt: millis === null ? null : plus(at, millis) };
      return [{ type: 'task.opened', occurredAt: at, data }];
    };
    return [{ at, events }];
  });

const retryReactions = (state: IncidentState): Reaction[] =>
  Object.values(state.alerts).flatMap((alert): Reaction[] => {
    if (alert.status !== 'waiting' || alert.retryAt === null) return [];
    const { key, purpose, rung, seats, turn, person, channel, attempt, retryAt } = alert;
    const data = { alert: key, purpose, rung, seats, turn, person, channel, attempt: attempt + 1 };
    return [{ at: retryAt, events: () => [{ type: 'alert.requested', occurredAt: retryAt, data }] }];
  });

/** Whoever was told of the fault is told of its end. */
const restoreReactions = (type: IncidentType, state: IncidentState, directory: Directory): Reaction[] => {
  const { restoredAt } = state;
  if (restoredAt === null || type.restoreNotice === undefined) return [];
  const alerts = Object.values(state.alerts);
  const done = new Set(alerts.filter(({ purpose }) => purpose === 'restore').map(({ person }) => person));
  const told = new Map<string, Instant>();
  for (const { purpose, person, sentAt } of alerts)
    if (purpose === 'rung' && sentAt !== null && !done.has(person) && !told.has(person))
      told.set(person, sentAt > restoredAt ? sentAt : restoredAt);
  return [...told].map(([person, at]) => ({
    at,
    events: () => alertEvents(directory, person, at, { prefix: 'restore', purpose: 'restore', rung: null, seats: [], turn: 0 }),
  }));
};

/** Ends what customers saw when the plan itself has no last word. */
const lastWord: PlanNotice = {
  id: 'closed',
  on: 'closed',
  phase: 'resolved',
  title: { en: 'Resolved', 'zh-CN': '已解决' },
  body: { en: 'This incident is over.', 'zh-CN': '本次事件已结束。' },
  state: 'operational',
};

const noticeReactions = (plan: Plan, type: IncidentType, state: IncidentState, ids: Ids): Reaction[] => {
  const { approvedAt, published, phase } = state.notice;
  if (approvedAt === null || state.mode !== 'real' || phase === 'resolved') return [];
  const first = published.length === 0;
  return [...type.notices, lastWord].flatMap((notice): Reaction[] => {
    if (published.includes(notice.id) || (first && notice.phase === 'resolved')) return [];
    const start = startsAt(notice, plan, state);
    if (start === null) return [];
    const at = start < approvedAt ? approvedAt : start;
    const events = (): EventBody[] => [
      {
        type: 'notice.published',
        occurredAt: at,
        data: {
          notice: state.notice.id,
          update: ids('update'),
          planNotice: notice.id,
          phase: notice.phase,
          title: notice.title,
          body: notice.body,
          state: notice.phase === 'resolved' ? 'operational' : (notice.state ?? null),
          components: state.components,
        },
      },
    ];
    return [{ at, events }];
  });
};

/**
 * Everything that the plan makes of the present state, past due and to come. Pure: the earliest instant among what is to come is the incident's next
 * timer, so that there is nothing to cancel.
 */
export const reactions = (plan: Plan, state: IncidentState, { ids, directory }: ReactionContext): Reaction[] => {
  const type = incidentTypeOf(plan, state.incidentType);
  if (!type) throw new Error(`plan ${state.plan.slug} has no incident type ${state.incidentType}`);
  return [
    ...gradeReaction(plan, type, state),
    ...rungReactions(plan, type, state),
    ...(state.status === 'open' ? ladderReactions(plan, type, state, directory) : []),
    ...stepReactions(plan, type, state),
    ...retryReactions(state),
    ...restoreReactions(type, state, directory),
    ...noticeReactions(plan, type, state, ids),
  ];
};
