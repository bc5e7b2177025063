import type { Ids } from '../ids.ts';
import { Instant, plus } from '../instant.ts';
import { dueAtOf, windowMillis } from '../plan/deadline.ts';
import { fillText } from '../plan/fill-text.ts';
import { grade, gradeTurns } from '../plan/grade.ts';
import { type IncidentType, type Plan, incidentTypeOf } from '../plan/plan.ts';
import { plainOf } from '../plan/values.ts';
import type { PlanNotice, Step } from '../plan/step.ts';
import { circumstancesOf, comesTrueAt, factsOf, pointsFrom } from './circumstances.ts';
import type { Directory } from './directory.ts';
import type { EventBody } from './events.ts';
import { personsOf } from './holders.ts';
import { alertEvents, ladderReactions, type Reaction } from './ladder.ts';
import type { IncidentState, Task } from './state.ts';
import type { Text } from '../text.ts';
import { startsAt } from './triggers.ts';

export interface ReactionContext {
  readonly ids: Ids;
  readonly directory: Directory;
}

const graded = new WeakMap<
  IncidentState['facts'],
  { readonly key: string; readonly reasons: IncidentState['reasons']; readonly found: Reaction[] }
>();

/** {@link regrade}, worked out once between two changes of what it hangs on. */
const gradeReaction = (plan: Plan, type: IncidentType, state: IncidentState): Reaction[] => {
  const { status, level, gradedAt, evaluatedAt, levelSet, levelSetAt, ruledLevel, declaredAt } = state;
  const key = [status, level, gradedAt, evaluatedAt, levelSet?.level, levelSetAt, ruledLevel, declaredAt, type.id].join();
  const known = graded.get(state.facts);
  if (known && known.key === key && known.reasons === state.reasons) return known.found;
  const found = regrade(plan, type, state);
  graded.set(state.facts, { key, reasons: state.reasons, found });
  return found;
};

/** The first moment, from the last report on, at which the level or the reasons for it are other than they stand. */
const regrade = (plan: Plan, type: IncidentType, state: IncidentState): Reaction[] => {
  if (plan.levels.length === 0 || state.status !== 'open') return [];
  const since = [state.evaluatedAt, state.levelSetAt, ...Object.values(state.facts).map(({ at }) => at)];
  const base = since.reduce<Instant>((last, at) => (at !== null && at > last ? at : last), state.declaredAt);
  const rules = (list: readonly { rule: string }[]) => list.map(({ rule }) => rule).join();
  for (const at of pointsFrom(base, gradeTurns(type, circumstancesOf(plan, state, base)))) {
    const { level: ruled, reasons } = grade(plan, type, circumstancesOf(plan, state, at));
    const level = state.levelSet?.level ?? ruled;
    if (state.gradedAt !== null && level === state.level && ruled === state.ruledLevel && rules(reasons) === rules(state.reasons)) continue;
    const data = { level, previous: state.level, reasons, ...(state.levelSet ? { ruled } : {}) };
    return [{ at, events: () => [{ type: 'incident.graded', occurredAt: at, data }] }];
  }
  return [];
};

const rungReactions = (plan: Plan, type: IncidentType, state: IncidentState, directory: Directory): Reaction[] =>
  type.rungs.flatMap((rung): Reaction[] => {
    const at = state.rungs[rung.id] ? null : startsAt(rung, plan, state);
    if (at === null) return [];
    const events = (): EventBody[] => {
      const holders = Object.fromEntries(rung.alert.map((seat) => [seat, personsOf(plan, seat, { state, directory, at })]));
      return [{ type: 'rung.reached', occurredAt: at, data: { rung: rung.id, seats: rung.alert, holders } }];
    };
    return [{ at, events }];
  });

/** What happens when a deadline passes: the breach, and what the plan says counts as reported then. */
const breach = (step: Step, dueAt: Instant, state: IncidentState): EventBody[] => {
  const open = Object.entries(step.otherwise ?? {}).filter(([name]) => state.facts[name] === undefined);
  return [
    { type: 'task.breached', occurredAt: dueAt, data: { task: step.id, dueAt } },
    ...(open.length > 0
      ? [
          {
            type: 'incident.facts-reported' as const,
            occurredAt: dueAt,
            data: { facts: Object.fromEntries(open), assumed: step.id },
          },
        ]
      : []),
  ];
};

const lapsed = ({ id: task }: Step, at: Instant): EventBody => ({ type: 'task.lapsed', occurredAt: at, data: { task } });

const completed = ({ id: task }: Step, at: Instant): EventBody => ({ type: 'task.completed', occurredAt: at, data: { task } });

/**
 * When everything that a step asks for was reported, and is as it has to be: then it is done. What comes again has to be reported again. Another plan is put
 * into action by somebody, not by a report.
 */
const answeredAt = ({ asks, until, every, starts }: Step, { openedAt }: Task, plan: Plan, state: IncidentState): Instant | null => {
  if (starts !== undefined || (asks === undefined && until === undefined)) return null;
  const reported = (asks ?? []).flatMap((name) => state.facts[name]?.at ?? []);
  if (reported.length < (asks?.length ?? 0)) return null;
  if (until === undefined && every !== undefined && reported.some((at) => at <= openedAt)) return null;
  const fulfilled = until === undefined ? openedAt : comesTrueAt(until, plan, state, 'so');
  return fulfilled === null ? null : [fulfilled, ...reported].reduce((last, at) => (at > last ? at : last), openedAt);
};

/** When the condition of work that is not done stopped being so, after it began. */
const lapsesAt = ({ when }: Step, { openedAt }: Task, plan: Plan, state: IncidentState): Instant | null =>
  when === undefined ? null : comesTrueAt(when, plan, state, 'not so', openedAt);

/** No work comes again sooner: what a machine could do every second, people cannot. */
const everyMillisMin = 60_000;

/** When work comes again. Rounds that would have come while its condition was not so are left out. */
const comesAgainAt = (openedAt: Instant, everyMillis: number, start: Instant): Instant => {
  const at = plus(openedAt, Math.max(everyMillis, everyMillisMin));
  return at > start ? at : start;
};

/** From when a deadline counts: an instant that was reported, where the step says so, else the start. */
const countedFrom = ({ from }: Step, at: Instant, state: IncidentState): Instant => {
  const reported = from === undefined ? undefined : state.facts[from];
  const value = reported && plainOf(reported.value);
  return typeof value === 'string' && Instant.safeParse(value).success ? Instant.parse(value) : at;
};

const stepReactions = (plan: Plan, type: IncidentType, state: IncidentState, directory: Directory): Reaction[] =>
  type.steps.flatMap((step): Reaction[] => {
    const opens = (at: Instant, round: number): Reaction => ({
      at,
      kind: 'opening',
      events: () => {
        const persons = personsOf(plan, step.actor, { state, directory, at });
        const dueAt = step.forbidden ? null : dueAtOf(plan, step.within, countedFrom(step, at, state), directory.timeZone ?? 'Etc/UTC');
        return [
          {
            type: 'task.opened',
            occurredAt: at,
            data: {
              task: step.id,
              seat: step.actor,
              persons,
              // Never before it begins, however long ago it counts from.
              dueAt: dueAt !== null && dueAt < at ? at : dueAt,
              ...(step.every === undefined ? {} : { round }),
              ...(step.stays ? { stays: true } : {}),
            },
          },
        ];
      },
    });
    const task = state.tasks[step.id];
    const repeats = task && (step.every !== undefined || (task.lapsedAt !== null && state.status === 'open'));
    const start = !task || repeats ? startsAt(step, plan, state) : null;
    if (!task) return start === null ? [] : [opens(start, 1)];
    const { dueAt, lapsedAt } = task;
    if (lapsedAt !== null) return state.status === 'open' && start !== null && start > lapsedAt ? [opens(start, task.round + 1)] : [];
    const unfinished = task.completedAt === null;
    const over = step.until !== undefined && !unfinished;
    const every = state.status === 'open' && !over ? windowMillis(plan, step.every) : null;
    const answered = unfinished ? answeredAt(step, task, plan, state) : null;
    const lapses = unfinished ? lapsesAt(step, task, plan, state) : null;
    const owed = dueAt !== null && unfinished && task.breachedAt === null;
    return [
      ...(answered === null ? [] : [{ at: answered, events: () => [completed(step, answered)] }]),
      ...(lapses === null ? [] : [{ at: lapses, events: () => [lapsed(step, lapses)] }]),
      ...(owed ? [{ at: dueAt, events: () => breach(step, dueAt, state), ...(step.otherwise ? {} : { kind: 'breach' as const }) }] : []),
      ...(every === null || every === 0 || start === null ? [] : [opens(comesAgainAt(task.openedAt, every, start), task.round + 1)]),
    ];
  });

/** The incident that ends by itself, as a warning that expires. */
const closureReaction = (plan: Plan, { closure }: IncidentType, state: IncidentState): Reaction[] => {
  const at = state.status === 'closed' || !closure?.automatic ? null : comesTrueAt(closure.automatic, plan, state, 'so');
  if (at === null) return [];
  const restored: EventBody[] = state.status === 'open' ? [{ type: 'incident.restored', occurredAt: at, data: {} }] : [];
  return [{ at, events: () => [...restored, { type: 'incident.closed', occurredAt: at, data: {} }] }];
};

const retryReactions = (state: IncidentState): Reaction[] =>
  Object.values(state.alerts).flatMap((alert): Reaction[] => {
    if (alert.status !== 'waiting' || alert.retryAt === null) return [];
    const { key, purpose, rung, seats, turn, person, channel, attempt, retryAt } = alert;
    const data = { alert: key, purpose, rung, seats, turn, person, channel, attempt: attempt + 1 };
    return [{ at: retryAt, events: () => [{ type: 'alert.requested', occurredAt: retryAt, data }] }];
  });

/** Whoever was told of the fault is told of its end; who was alerted after it only, about what is still owed, is not. */
const restoreReactions = (type: IncidentType, state: IncidentState, directory: Directory): Reaction[] => {
  const { restoredAt } = state;
  if (restoredAt === null || type.restoreNotice === undefined) return [];
  const alerts = Object.values(state.alerts);
  const done = new Set(alerts.filter(({ purpose }) => purpose === 'restore').map(({ person }) => person));
  const during = new Set(state.chains.flatMap(({ rung, overtaken }) => (overtaken ? [rung] : [])));
  const told = new Map<string, Instant>();
  for (const { rung, person, sentAt } of alerts)
    if (rung !== null && during.has(rung) && sentAt !== null && !done.has(person) && !told.has(person))
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

const noticeReactions = (plan: Plan, type: IncidentType, state: IncidentState, { ids, directory }: ReactionContext): Reaction[] => {
  const fill = (text: Text) => fillText(text, factsOf(state), plan.facts, directory.timeZone ?? 'Etc/UTC');
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
          title: fill(notice.title),
          body: fill(notice.body),
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
export const reactions = (plan: Plan, state: IncidentState, context: ReactionContext): Reaction[] => {
  const { directory } = context;
  const type = incidentTypeOf(plan, state.incidentType);
  if (!type) throw new Error(`plan ${state.plan.slug} has no incident type ${state.incidentType}`);
  return [
    ...gradeReaction(plan, type, state),
    ...rungReactions(plan, type, state, directory),
    ...ladderReactions(plan, type, state, directory),
    ...stepReactions(plan, type, state, directory),
    ...retryReactions(state),
    ...restoreReactions(type, state, directory),
    ...noticeReactions(plan, type, state, context),
    ...closureReaction(plan, type, state),
  ];
};
