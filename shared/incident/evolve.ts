import type { Actor, Event, EventOf, EventType } from './events.ts';
import type { Alert, Chain, IncidentState, Task } from './state.ts';

/** What `evolve` needs of an event's envelope. */
export type Recorded<T extends EventType = EventType> = EventOf<T> &
  Pick<Event, 'organizationId' | 'stream' | 'sequence' | 'recordedAt' | 'mode'> & { readonly actor: Actor };

const declare = (event: Recorded<'incident.declared'>): IncidentState => ({
  organizationId: event.organizationId,
  id: event.stream,
  sequence: event.sequence,
  mode: event.mode,
  plan: event.data.plan,
  incidentType: event.data.incidentType,
  components: event.data.components,
  summaryDigest: event.data.summaryDigest,
  source: event.data.source,
  cause: event.data.cause ?? null,
  status: 'open',
  declaredAt: event.occurredAt,
  restoredAt: null,
  closedAt: null,
  acknowledgedAt: null,
  acknowledgedBy: [],
  facts: Object.fromEntries(Object.entries(event.data.facts).map(([name, value]) => [name, { value, at: event.occurredAt }])),
  level: null,
  gradedAt: null,
  previousLevel: null,
  evaluatedAt: null,
  levelSet: null,
  levelSetAt: null,
  ruledLevel: null,
  reasons: [],
  asked: {},
  rungs: {},
  chains: [],
  alerts: {},
  tasks: {},
  notice: {
    id: event.data.notice,
    approvedAt: event.data.approval === 'none' ? event.occurredAt : null,
    published: [],
    title: null,
    phase: null,
    state: null,
  },
});

const patchAlert = (state: IncidentState, key: string, patch: (alert: Alert) => Partial<Alert>): IncidentState => {
  const alert = state.alerts[key];
  return alert ? { ...state, alerts: { ...state.alerts, [key]: { ...alert, ...patch(alert) } } } : state;
};

const patchTask = (state: IncidentState, id: string, patch: Partial<Task>): IncidentState => {
  const task = state.tasks[id];
  return task ? { ...state, tasks: { ...state.tasks, [id]: { ...task, ...patch } } } : state;
};

const mapChains = (state: IncidentState, wanted: (chain: Chain) => boolean, patch: (chain: Chain) => Partial<Chain>): IncidentState => ({
  ...state,
  chains: state.chains.map((chain) => (wanted(chain) ? { ...chain, ...patch(chain) } : chain)),
});

const requestAlert = (state: IncidentState, event: Recorded<'alert.requested'>): IncidentState => {
  const { alert: key, ...data } = event.data;
  const before = state.alerts[key];
  const alert: Alert = {
    key,
    ...data,
    status: 'pending',
    occurredAt: before?.occurredAt ?? event.occurredAt,
    recordedAt: event.recordedAt,
    sentAt: null,
    retryAt: null,
    failure: null,
    failedAt: null,
  };
  const requested = { ...state, alerts: { ...state.alerts, [key]: alert } };
  if (data.attempt > 1) return requested;
  return mapChains(
    requested,
    (chain) => chain.rung === data.rung && data.seats.includes(chain.seat),
    (chain) => ({
      turn: data.turn,
      turnAt: event.occurredAt,
      turnRecordedAt: event.recordedAt,
      persons: chain.persons.includes(data.person) ? chain.persons : [...chain.persons, data.person],
    }),
  );
};

const reach = (state: IncidentState, event: Recorded<'rung.reached'>): IncidentState => ({
  ...state,
  rungs: { ...state.rungs, [event.data.rung]: { reachedAt: event.occurredAt, toldAt: null } },
  chains: [
    ...state.chains,
    ...event.data.seats.map((seat) => ({
      rung: event.data.rung,
      seat,
      startedAt: event.occurredAt,
      holders: event.data.holders?.[seat] ?? null,
      turn: -1,
      turnAt: event.occurredAt,
      turnRecordedAt: event.recordedAt,
      persons: [],
      answeredAt: null,
      exhausted: null,
      overtaken: false,
    })),
  ],
});

const markSent = (state: IncidentState, event: Recorded<'alert.sent'>): IncidentState => {
  const sent = patchAlert(state, event.data.alert, () => ({ status: 'sent', sentAt: event.occurredAt, retryAt: null, failure: null }));
  const rung = state.alerts[event.data.alert]?.rung;
  const reached = rung ? state.rungs[rung] : undefined;
  if (!rung || !reached || reached.toldAt !== null) return sent;
  return { ...sent, rungs: { ...sent.rungs, [rung]: { ...reached, toldAt: event.occurredAt } } };
};

const acknowledge = (state: IncidentState, event: Recorded<'incident.acknowledged'>): IncidentState => {
  const { person } = event.data;
  const known = person === null || state.acknowledgedBy.includes(person);
  return mapChains(
    {
      ...state,
      acknowledgedAt: state.acknowledgedAt ?? event.occurredAt,
      acknowledgedBy: known ? state.acknowledgedBy : [...state.acknowledgedBy, person],
    },
    // Without a person the whole incident is answered: that is all that monitoring systems can say.
    (chain) => chain.answeredAt === null && (person === null || chain.persons.includes(person)),
    () => ({ answeredAt: event.occurredAt, exhausted: null }),
  );
};

const restore = (state: IncidentState, event: Recorded<'incident.restored'>): IncidentState => ({
  ...state,
  status: 'restored',
  restoredAt: event.occurredAt,
  chains: state.chains.map((chain) => ({ ...chain, overtaken: true })),
  alerts: Object.fromEntries(
    Object.entries(state.alerts).map(([key, alert]) => [
      key,
      alert.status === 'pending' || alert.status === 'waiting' ? { ...alert, status: 'cancelled' as const, retryAt: null } : alert,
    ]),
  ),
  tasks: Object.fromEntries(
    Object.entries(state.tasks).map(([id, task]) => [
      id,
      task.completedAt === null && !task.stays ? { ...task, lapsedAt: event.occurredAt } : task,
    ]),
  ),
});

const regrade = (state: IncidentState, { data, occurredAt: at }: Recorded<'incident.graded'>): IncidentState => {
  const stays = state.gradedAt !== null && data.level === state.level;
  return {
    ...state,
    level: data.level,
    gradedAt: stays ? state.gradedAt : at,
    previousLevel: stays ? state.previousLevel : state.level,
    evaluatedAt: at,
    ruledLevel: data.ruled === undefined ? data.level : data.ruled,
    reasons: data.reasons,
  };
};

const apply = (state: IncidentState, event: Recorded): IncidentState => {
  switch (event.type) {
    case 'incident.declared':
      return state;
    case 'incident.facts-reported':
      return {
        ...state,
        facts: {
          ...state.facts,
          ...Object.fromEntries(Object.entries(event.data.facts).map(([name, value]) => [name, { value, at: event.occurredAt }])),
        },
      };
    case 'incident.graded':
      return regrade(state, event);
    case 'incident.level-set': {
      const { level } = event.data;
      return { ...state, levelSet: level === null ? null : { level, at: event.occurredAt }, levelSetAt: event.occurredAt };
    }
    case 'decision.asked': {
      const { fact } = event.data;
      return { ...state, asked: { ...state.asked, [fact]: state.asked[fact] ?? event.occurredAt } };
    }
    case 'incident.acknowledged':
      return acknowledge(state, event);
    case 'incident.signal-received':
      return state;
    case 'incident.restored':
      return restore(state, event);
    case 'incident.closed':
      return { ...state, status: 'closed', closedAt: event.occurredAt };
    case 'rung.reached':
      return reach(state, event);
    case 'rung.exhausted':
      return mapChains(
        state,
        ({ rung, seat }) => rung === event.data.rung && seat === event.data.seat,
        () => ({ exhausted: { at: event.occurredAt, outcome: event.data.outcome } }),
      );
    case 'alert.requested':
      return requestAlert(state, event);
    case 'alert.sent':
      return markSent(state, event);
    case 'alert.failed':
      return patchAlert(state, event.data.alert, () => ({
        status: event.data.retryAt === null ? 'failed' : 'waiting',
        retryAt: event.data.retryAt,
        failure: event.data.reason,
        failedAt: event.occurredAt,
      }));
    case 'task.opened': {
      const { task: id, round = 1, ...data } = event.data;
      const none = { completedAt: null, breachedAt: null, lapsedAt: null, incident: null };
      const opened = { id, ...data, round, openedAt: event.occurredAt, ...none };
      return { ...state, tasks: { ...state.tasks, [id]: opened } };
    }
    case 'task.completed':
      return patchTask(state, event.data.task, { completedAt: event.occurredAt, incident: event.data.incident ?? null });
    case 'task.breached':
      return patchTask(state, event.data.task, { breachedAt: event.occurredAt });
    case 'task.lapsed':
      return patchTask(state, event.data.task, { lapsedAt: event.occurredAt });
    case 'incident.publication-approved':
      return { ...state, notice: { ...state.notice, approvedAt: event.occurredAt } };
    case 'notice.published':
      return {
        ...state,
        notice: {
          ...state.notice,
          published: [...state.notice.published, event.data.planNotice],
          title: event.data.title,
          phase: event.data.phase,
          state: event.data.state ?? state.notice.state,
        },
      };
    case 'notice.followed-up':
      return state;
  }
};

/** Folds one event into an incident. Reads nothing but the event, so that replay is exact. */
export const evolve = (state: IncidentState | null, event: Recorded): IncidentState => {
  if (event.type === 'incident.declared') return declare(event);
  if (state === null) throw new Error(`a stream begins with incident.declared, not ${event.type}`);
  return { ...apply(state, event), sequence: event.sequence };
};

/** Folds a whole stream; null for an empty one. */
export const replay = (events: readonly Recorded[]): IncidentState | null =>
  events.reduce<IncidentState | null>((state, event) => evolve(state, event), null);
