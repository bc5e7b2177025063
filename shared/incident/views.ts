import type { Message, Outgoing } from '../messaging/messages.ts';
import { effects } from '../names.ts';
import { graver, impactOf } from '../status-page/overall.ts';
import type { PageNotice } from '../status-page/page.ts';
import type { Instant } from '../instant.ts';
import { sameText } from '../text.ts';
import type { Event } from './events.ts';
import type { IncidentState } from './state.ts';

/** What lists show of an incident. Bounded: nothing in it grows with the incident. */
export interface Head {
  readonly id: string;
  readonly plan: { readonly slug: string; readonly version: number };
  readonly incidentType: string;
  readonly mode: IncidentState['mode'];
  readonly status: IncidentState['status'];
  readonly level: string | null;
  readonly components: readonly string[];
  readonly declaredAt: Instant;
  readonly acknowledgedAt: Instant | null;
  readonly restoredAt: Instant | null;
  readonly closedAt: Instant | null;
  /** Sequence of the last event. */
  readonly version: number;
}

export const headOf = (state: IncidentState): Head => ({
  id: state.id,
  plan: state.plan,
  incidentType: state.incidentType,
  mode: state.mode,
  status: state.status,
  level: state.level,
  components: state.components,
  declaredAt: state.declaredAt,
  acknowledgedAt: state.acknowledgedAt,
  restoredAt: state.restoredAt,
  closedAt: state.closedAt,
  version: state.sequence,
});

/** A notice as stored: like the page's, but naming components by the organization's own ids. */
export type NoticeView = PageNotice;

/** Folds an event into the notice that customers see; null while there is nothing to see. */
export const projectNotice = (notice: NoticeView | null, event: Event, declaredAt: Instant): NoticeView | null => {
  if (event.type === 'notice.followed-up')
    return notice && { ...notice, updatedAt: event.occurredAt, followUp: { body: event.data.body, at: event.occurredAt } };
  if (event.type !== 'notice.published') return notice;
  const { data, occurredAt: at } = event;
  const before = notice?.affects[0]?.state ?? 'operational';
  const claim = data.state ?? before;
  const renamed = notice !== null && !sameText(notice.title, data.title);
  const changes = claim === before ? [] : data.components.map((componentId) => ({ componentId, from: before, to: claim }));
  return {
    kind: 'incident',
    id: data.notice,
    // What it was called when customers first heard of it; what is said at the end is no name for what happened.
    title: notice?.title ?? data.title,
    phase: data.phase,
    impact: graver(notice?.impact ?? 'none', impactOf[claim]),
    affects: claim === 'operational' ? [] : data.components.map((componentId) => ({ componentId, state: claim })),
    componentIds: data.components,
    startedAt: notice?.startedAt ?? declaredAt,
    createdAt: notice?.createdAt ?? at,
    updatedAt: at,
    monitoringAt: data.phase === 'monitoring' ? at : (notice?.monitoringAt ?? null),
    resolvedAt: data.phase === 'resolved' ? at : null,
    updates: [
      { id: data.update, phase: data.phase, ...(renamed ? { title: data.title } : {}), body: data.body, at, changes },
      ...(notice?.updates ?? []),
    ],
    followUp: notice?.followUp ?? null,
  };
};

/** Whether an event changes what customers see. */
export const isOfNotice = ({ type }: Pick<Event, 'type'>): boolean => type === 'notice.published' || type === 'notice.followed-up';

/** What a commit asks of the outside world. */
export const outgoingOf = (events: readonly Event[], state: IncidentState, nextDueAt: Instant | null): Outgoing => {
  const first = events[0];
  if (!first) throw new Error('a commit has at least one event');
  const alerts = events.flatMap((event) => (event.type === 'alert.requested' && event.data.channel !== null ? [event.data.alert] : []));
  const message: Message = {
    specversion: '1.0',
    id: `${state.id}/${first.sequence}`,
    source: `/organizations/${state.organizationId}`,
    type: 'muster.incident.committed.v1',
    subject: state.id,
    time: first.recordedAt,
    datacontenttype: 'application/json',
    data: {
      organizationId: state.organizationId,
      incidentId: state.id,
      sequence: first.sequence,
      mode: state.mode,
      events: events.map(({ type, occurredAt }) => ({ type, occurredAt })),
      alerts,
    },
  };
  return {
    organizationId: state.organizationId,
    message,
    effects: [...(alerts.length > 0 ? [effects.alert] : []), ...(events.some(isOfNotice) ? [effects.statusPage] : [])],
    wake: nextDueAt === null ? null : { organizationId: state.organizationId, incidentId: state.id, dueAt: nextDueAt },
  };
};
