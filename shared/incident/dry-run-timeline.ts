import { type Instant, millisOf } from '../instant.ts';
import { type IncidentType, incidentTypeOf, type Plan } from '../plan/plan.ts';
import { windowMillis } from '../plan/deadline.ts';
import { sayDuration, sayInstant } from '../plan/say-fact.ts';
import type { Step } from '../plan/step.ts';
import type { NoticePhase } from '../status-page/page.ts';
import { say, type Text } from '../text.ts';
import { describe, type DescribeContext } from './describe.ts';
import type { Told } from './dry-run.ts';
import { repetitions } from './dry-run-rounds.ts';
import type { AlertFailure, ChannelKind, EventBody, EventOf, EventType } from './events.ts';

/** What happens, in one word. */
const kinds = {
  'incident.declared': 'declared',
  'incident.facts-reported': 'reported',
  'incident.graded': 'graded',
  'incident.level-set': 'level-set',
  'decision.asked': 'asked',
  'incident.acknowledged': 'answered',
  'incident.signal-received': 'signal',
  'incident.restored': 'restored',
  'incident.closed': 'closed',
  'rung.reached': 'rung',
  'rung.exhausted': 'unanswered',
  'alert.requested': 'alert',
  'alert.sent': 'told',
  'alert.failed': 'failed',
  'task.opened': 'task',
  'task.completed': 'done',
  'task.breached': 'breach',
  'task.lapsed': 'lapsed',
  'incident.publication-approved': 'approved',
  'notice.published': 'notice',
  'notice.followed-up': 'notice',
} as const satisfies Readonly<Record<EventType, string>>;

/** What is no event: that work comes again and again, and what a drill tells. */
export type DryRunKind = (typeof kinds)[EventType] | 'undeliverable' | 'again' | 'inject';

/** One line of the future. Which of the optional fields it has follows from its kind. */
export interface DryRunItem {
  readonly at: Instant;
  /** After the start. */
  readonly minute: number;
  readonly kind: DryRunKind;
  readonly text: string;
  readonly level?: string | null;
  readonly previous?: string | null;
  readonly rung?: string | null;
  readonly seat?: string;
  readonly seats?: readonly string[];
  readonly person?: string | null;
  readonly persons?: readonly string[];
  readonly channel?: ChannelKind | null;
  readonly purpose?: 'rung' | 'restore';
  readonly failure?: AlertFailure;
  readonly task?: string;
  readonly dueAt?: Instant | null;
  /** How the task is done where only people can, and to whom. */
  readonly by?: Step['by'];
  readonly to?: Text;
  /** Facts that have to be reported before the task is done. */
  readonly asks?: readonly string[];
  /** Not work, but what must not be done. */
  readonly forbidden?: true;
  readonly evidence?: Step['evidence'];
  readonly uses?: Step['uses'];
  /** Still owed when service is restored. */
  readonly stays?: true;
  /** Another plan that the task puts into action. */
  readonly starts?: Step['starts'];
  /** Of work that comes again: counts from 1. */
  readonly round?: number;
  /** Of `again`: how many rounds are told in this line, how many of them are overdue, and when the last begins. */
  readonly rounds?: number;
  readonly overdue?: number;
  readonly until?: Instant;
  readonly notice?: string;
  readonly phase?: NoticePhase;
  readonly title?: Text;
  readonly body?: Text;
}

/** Every kind there is. */
export const dryRunKinds = [...new Set(Object.values(kinds)), 'undeliverable', 'again', 'inject'] as const;

type Fields = Omit<DryRunItem, 'at' | 'minute' | 'kind' | 'text'>;

const titled = (items: readonly { readonly id: string; readonly title: Text }[] | undefined, id: string): { title?: Text } => {
  const title = items?.find((one) => one.id === id)?.title;
  return title ? { title } : {};
};

const alertFields = ({ data }: EventOf<'alert.requested'>): Fields => {
  const { rung, seats, person, channel, purpose } = data;
  const [seat] = seats;
  return { purpose, rung, ...(seat === undefined ? {} : { seat }), seats, person, channel: channel?.kind ?? null };
};

const stepFields = (plan: Plan, type: IncidentType | undefined, task: string): Fields => {
  const step = type?.steps.find(({ id }) => id === task);
  if (!step) return {};
  const { by, to, forbidden, evidence, uses, starts } = step;
  const asks = [...new Set([...(step.asks ?? []), ...(plan.forms.find(({ id }) => id === step.form)?.facts ?? [])])];
  const given = Object.entries({ by, to, forbidden, evidence, uses, starts }).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(given), ...(asks.length > 0 ? { asks } : {}) };
};

const fieldsOf = (event: EventBody, plan: Plan, type: IncidentType | undefined, alerts: ReadonlyMap<string, Fields>): Fields => {
  switch (event.type) {
    case 'incident.graded':
      return { level: event.data.level, previous: event.data.previous };
    case 'incident.acknowledged':
      return { person: event.data.person };
    case 'rung.reached':
      return { rung: event.data.rung, seats: event.data.seats, ...titled(type?.rungs, event.data.rung) };
    case 'rung.exhausted':
      return { rung: event.data.rung, seat: event.data.seat };
    case 'alert.requested':
      return alertFields(event);
    case 'alert.sent':
      return alerts.get(event.data.alert) ?? {};
    case 'alert.failed':
      return { ...alerts.get(event.data.alert), failure: event.data.reason };
    case 'task.opened': {
      const { task, seat, persons, dueAt, round, stays } = event.data;
      const repeated = { ...(round === undefined ? {} : { round }), ...(stays ? { stays } : {}) };
      return { task, seat, persons, dueAt, ...repeated, ...titled(type?.steps, task), ...stepFields(plan, type, task) };
    }
    case 'task.completed':
    case 'task.lapsed':
    case 'task.breached': {
      const { task } = event.data;
      const seat = type?.steps.find(({ id }) => id === task)?.actor;
      const due = event.type === 'task.breached' ? { dueAt: event.data.dueAt } : {};
      return { task, ...(seat === undefined ? {} : { seat }), ...due, ...titled(type?.steps, task) };
    }
    case 'notice.published': {
      const { planNotice: notice, phase, title, body } = event.data;
      return { notice, phase, title, body };
    }
    default:
      return {};
  }
};

/** Minutes after the start, to the second. */
const minuteOf = (at: Instant, startAt: Instant): number => Math.round((millisOf(at) - millisOf(startAt)) / 600) / 100;

/** All later rounds of a task in one line, which stands where they begin. */
const again = (opened: readonly EventOf<'task.opened'>[], overdue: number, startAt: Instant, context: DescribeContext): DryRunItem[] => {
  const [first, last] = [opened[0], opened.at(-1)];
  if (!first || !last) return [];
  const { plan, incidentType, language, timeZone = 'Etc/UTC' } = context;
  const { task, seat } = first.data;
  const step = incidentTypeOf(plan, incidentType)?.steps.find(({ id }) => id === task);
  const millis = windowMillis(plan, step?.every);
  const every = millis === null ? '' : sayDuration(`PT${millis / 1000}S`, language);
  const until = sayInstant(last.occurredAt, language, timeZone);
  const title = step ? say(step.title, language) : task;
  const late = overdue === 0 ? '' : language === 'en' ? `; ${overdue} of them overdue` : `，其中 ${overdue} 次超时`;
  const text =
    language === 'en'
      ? `From here on every ${every}, ${opened.length} more times until ${until}${late}: ${title}`
      : `此后每 ${every}一次，至${until}共 ${opened.length} 次${late}：${title}`;
  return [
    {
      at: first.occurredAt,
      minute: minuteOf(first.occurredAt, startAt),
      kind: 'again',
      text,
      task,
      seat,
      rounds: opened.length,
      overdue,
      until: last.occurredAt,
      ...titled(step && [step], task),
    },
  ];
};

/** The events of a rehearsal as people read them, with what a drill tells. Work that comes again is told three times, and then in one line. */
export const dryRunTimeline = (
  events: readonly EventBody[],
  startAt: Instant,
  context: DescribeContext,
  told: readonly Told[] = [],
): DryRunItem[] => {
  const { plan } = context;
  const type = incidentTypeOf(plan, context.incidentType);
  const alerts = new Map<string, Fields>();
  const repeats = repetitions();
  const later = new Map<string, { readonly opened: EventOf<'task.opened'>[]; overdue: number; readonly place: number }>();
  const items = events.map((event, index): DryRunItem[] => {
    if (event.type === 'alert.requested') alerts.set(event.data.alert, alertFields(event));
    if (repeats(event)) {
      if (event.type === 'task.opened') {
        const before = later.get(event.data.task) ?? { opened: [], overdue: 0, place: index };
        before.opened.push(event);
        later.set(event.data.task, before);
      } else if (event.type === 'task.breached') {
        const before = later.get(event.data.task);
        if (before) before.overdue++;
      }
      return [];
    }
    return [
      {
        at: event.occurredAt,
        minute: minuteOf(event.occurredAt, startAt),
        kind: event.type === 'rung.exhausted' ? event.data.outcome : kinds[event.type],
        text: describe(event, context),
        ...fieldsOf(event, plan, type, alerts),
      },
    ];
  });
  for (const { opened, overdue, place } of later.values()) items[place] = again(opened, overdue, startAt, context);
  for (const { at, title, before } of told.toReversed()) {
    const item: DryRunItem = { at, minute: minuteOf(at, startAt), kind: 'inject', text: say(title, context.language), title };
    items.splice(before, 0, [item]);
  }
  return items.flat();
};
