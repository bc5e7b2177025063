import type { Instant } from '../instant.ts';
import type { FactValue } from '../plan/values.ts';
import type { Reason } from '../plan/grade.ts';
import type { ComponentState, NoticePhase } from '../status-page/page.ts';
import type { Text } from '../text.ts';

export const modes = ['real', 'drill', 'test'] as const;
export type Mode = (typeof modes)[number];

/** Who did it. `id` names a person, a key, an integration or a part of Muster; never a name or an address. */
export interface Actor {
  readonly kind: 'person' | 'key' | 'operator' | 'link' | 'integration' | 'timer' | 'system';
  readonly id: string;
}

export interface IncidentCause {
  readonly incident: string;
  readonly task: string;
}

export type ChannelKind = 'email' | 'webhook';

/** Why somebody is alerted. */
export type AlertPurpose = 'rung' | 'restore';

interface Payloads {
  'incident.declared': {
    plan: { slug: string; version: number };
    incidentType: string;
    components: readonly string[];
    facts: Readonly<Record<string, FactValue>>;
    /** Digest of the free text, which is kept in an erasable record; null without text. */
    summaryDigest: string | null;
    /** Public id of the notice that customers may get to see. */
    notice: string;
    /** Whether notices need an approval before customers see them. */
    approval: 'none' | 'required';
    source: { integration: string; dedupKey: string } | null;
    /** The task of another incident that put this plan into action. */
    cause?: IncidentCause;
  };
  'incident.facts-reported': {
    facts: Readonly<Record<string, FactValue>>;
    /** Who says so, where it is known. */
    person?: string;
    /** The step whose deadline passed, where the plan says what counts then. */
    assumed?: string;
  };
  'incident.graded': {
    level: string | null;
    previous: string | null;
    reasons: readonly Reason[];
    /** Where somebody has set the level: what the rules say beside it. */
    ruled?: string | null;
  };
  /** Somebody sets the level themselves, or with null leaves it to the rules again. */
  'incident.level-set': { level: string | null; person: string | null; reasonDigest: string | null };
  /** Somebody asks those who decide a fact for their decision. */
  'decision.asked': { fact: string; person: string | null; questionDigest: string | null };
  'incident.acknowledged': { person: string | null };
  'incident.signal-received': { summaryDigest: string | null };
  'incident.restored': Record<never, never>;
  'incident.closed': Record<never, never>;
  'rung.reached': {
    rung: string;
    /** Seats and bodies. */
    seats: readonly string[];
    /** Who holds each of them at that moment. Absent in events of before there were rosters. */
    holders?: Readonly<Record<string, readonly string[]>>;
  };
  /** Nobody on this seat answered (or none could be reached) although all were tried. */
  'rung.exhausted': { rung: string; seat: string; outcome: 'unanswered' | 'undeliverable' };
  'alert.requested': {
    /** Key of the effect within the incident: purpose, rung, round, person and channel. */
    alert: string;
    purpose: AlertPurpose;
    rung: string | null;
    /** Seats of the rung that this alert serves; empty for a restore notice. */
    seats: readonly string[];
    /** Place in the chain of holders over all rounds, from 0. */
    turn: number;
    person: string;
    channel: { kind: ChannelKind; index: number } | null;
    attempt: number;
  };
  'alert.sent': { alert: string; attempt: number };
  'alert.failed': { alert: string; attempt: number; reason: AlertFailure; retryAt: Instant | null };
  'task.opened': {
    task: string;
    seat: string;
    persons: readonly string[];
    dueAt: Instant | null;
    /** Counts from 1, for work that comes again. */
    round?: number;
    /** Still owed when service is restored. */
    stays?: true;
  };
  'task.completed': {
    task: string;
    person?: string;
    /** The incident of the plan that it put into action. */
    incident?: string;
  };
  'task.breached': { task: string; dueAt: Instant };
  /** What made it necessary is no longer so. */
  'task.lapsed': { task: string };
  'incident.publication-approved': Record<never, never>;
  'notice.published': {
    notice: string;
    update: string;
    /** The plan's notice; `by-hand/` and a number where somebody wrote it. */
    planNotice: string;
    phase: NoticePhase;
    title: Text;
    body: Text;
    /** What the notice claims of its components from now on; null leaves the claim as it is. */
    state: ComponentState | null;
    components: readonly string[];
  };
  /** What was learnt; the last one stands. */
  'notice.followed-up': { body: Text };
}

export type AlertFailure = 'no-channel' | 'no-person' | 'refused' | 'unreachable' | 'timeout' | 'private-address';
export type EventType = keyof Payloads;

/** What `decide` yields: the part of an event that the plan determines. */
export type EventBody = {
  [T in EventType]: { readonly type: T; readonly data: Readonly<Payloads[T]>; readonly occurredAt: Instant };
}[EventType];
export type EventOf<T extends EventType> = Extract<EventBody, { type: T }>;

/** What is stored. The envelope is final: fields may be added, never changed. */
export interface Envelope {
  readonly organizationId: string;
  /** The incident's id. */
  readonly stream: string;
  /** Position in the stream, from 1. */
  readonly sequence: number;
  readonly version: 1;
  /** When the command was accepted; `occurredAt` is when the plan says that it happened. */
  readonly recordedAt: Instant;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly causationId: string;
  readonly mode: Mode;
  /** Hex SHA-256 over the canonical JSON (RFC 8785) of the event before; 64 zeros for the first. */
  readonly previousHash: string;
}
export type Event = EventBody & Envelope;
