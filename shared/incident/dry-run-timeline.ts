import { type Instant, millisOf } from '../instant.ts';
import { type IncidentType, incidentTypeOf } from '../plan/plan.ts';
import type { NoticePhase } from '../status-page/page.ts';
import type { Text } from '../text.ts';
import { describe, type DescribeContext } from './describe.ts';
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
  'incident.publication-approved': 'approved',
  'notice.published': 'notice',
} as const satisfies Readonly<Record<EventType, string>>;

export type DryRunKind = (typeof kinds)[EventType] | 'undeliverable';

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
  readonly notice?: string;
  readonly phase?: NoticePhase;
  readonly title?: Text;
  readonly body?: Text;
}

/** Every kind there is. */
export const dryRunKinds = [...Object.values(kinds), 'undeliverable'] as const;

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

const fieldsOf = (event: EventBody, type: IncidentType | undefined, alerts: ReadonlyMap<string, Fields>): Fields => {
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
      const { task, seat, persons, dueAt } = event.data;
      return { task, seat, persons, dueAt, ...titled(type?.steps, task) };
    }
    case 'task.completed':
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

/** The events of a rehearsal as people read them. */
export const dryRunTimeline = (events: readonly EventBody[], startAt: Instant, context: DescribeContext): DryRunItem[] => {
  const type = incidentTypeOf(context.plan, context.incidentType);
  const alerts = new Map<string, Fields>();
  return events.map((event) => {
    if (event.type === 'alert.requested') alerts.set(event.data.alert, alertFields(event));
    return {
      at: event.occurredAt,
      minute: minuteOf(event.occurredAt, startAt),
      kind: event.type === 'rung.exhausted' ? event.data.outcome : kinds[event.type],
      text: describe(event, context),
      ...fieldsOf(event, type, alerts),
    };
  });
};
