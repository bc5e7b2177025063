import type { Instant } from '../instant.ts';
import type { FactValue } from '../plan/values.ts';
import type { Reason } from '../plan/grade.ts';
import type { ComponentState, NoticePhase } from '../status-page/page.ts';
import type { Text } from '../text.ts';
import type { AlertFailure, AlertPurpose, ChannelKind, IncidentCause, Mode } from './events.ts';

export interface ReportedFact {
  readonly value: FactValue;
  readonly at: Instant;
}

export interface Alert {
  readonly key: string;
  readonly purpose: AlertPurpose;
  readonly rung: string | null;
  readonly seats: readonly string[];
  readonly turn: number;
  readonly person: string;
  readonly channel: { readonly kind: ChannelKind; readonly index: number } | null;
  /** Counts from 1; a failed alert that is tried again keeps its key. */
  readonly attempt: number;
  /** `pending`: owed to its channel; `waiting`: failed, to be tried again at `retryAt`; `cancelled`: overtaken by restoration. */
  readonly status: 'pending' | 'sent' | 'waiting' | 'failed' | 'cancelled';
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly sentAt: Instant | null;
  readonly retryAt: Instant | null;
  readonly failure: AlertFailure | null;
  readonly failedAt: Instant | null;
}

/** One seat of one rung that is being alerted, holder after holder. */
export interface Chain {
  readonly rung: string;
  readonly seat: string;
  readonly startedAt: Instant;
  /** Who held the seat when the rung was reached; null where the event does not say. */
  readonly holders: readonly string[] | null;
  /** The turn that is under way; -1 before the first. */
  readonly turn: number;
  /** When the turn was due, and when it was really recorded: a late turn still leaves its holder time to answer. */
  readonly turnAt: Instant;
  readonly turnRecordedAt: Instant;
  /** Everybody tried so far. */
  readonly persons: readonly string[];
  readonly answeredAt: Instant | null;
  readonly exhausted: { readonly at: Instant; readonly outcome: 'unanswered' | 'undeliverable' } | null;
  /** Service was restored after it began: nobody else is alerted. */
  readonly overtaken: boolean;
}

export interface Task {
  readonly id: string;
  readonly seat: string;
  readonly persons: readonly string[];
  readonly openedAt: Instant;
  /** Counts from 1, for work that comes again. */
  readonly round: number;
  readonly dueAt: Instant | null;
  readonly completedAt: Instant | null;
  readonly breachedAt: Instant | null;
  /** Set when service was restored before it was done, or its condition is no longer so: nobody owes it any more. */
  readonly lapsedAt: Instant | null;
  /** The incident of the plan that it put into action. */
  readonly incident: string | null;
  /** Still owed when service is restored. */
  readonly stays?: true;
}

export interface IncidentState {
  readonly organizationId: string;
  readonly id: string;
  /** Sequence and hash of the last event; the hash is kept by whoever stores events. */
  readonly sequence: number;
  readonly mode: Mode;
  readonly plan: { readonly slug: string; readonly version: number };
  readonly incidentType: string;
  readonly components: readonly string[];
  readonly summaryDigest: string | null;
  readonly source: { readonly integration: string; readonly dedupKey: string } | null;
  readonly cause: IncidentCause | null;
  readonly status: 'open' | 'restored' | 'closed';
  readonly declaredAt: Instant;
  readonly restoredAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly acknowledgedAt: Instant | null;
  readonly acknowledgedBy: readonly string[];
  readonly facts: Readonly<Record<string, ReportedFact>>;
  readonly level: string | null;
  /** When the incident came to this level. */
  readonly gradedAt: Instant | null;
  /** The level before it, since the incident was first graded. */
  readonly previousLevel: string | null;
  /** When the facts were last looked at for the grade. */
  readonly evaluatedAt: Instant | null;
  /** What somebody set, beside which the rules' own result is kept. */
  readonly levelSet: { readonly level: string; readonly at: Instant } | null;
  readonly levelSetAt: Instant | null;
  readonly ruledLevel: string | null;
  readonly reasons: readonly Reason[];
  /** Since when a decision is asked for, by fact. */
  readonly asked: Readonly<Record<string, Instant>>;
  readonly rungs: Readonly<Record<string, { readonly reachedAt: Instant; readonly toldAt: Instant | null }>>;
  readonly chains: readonly Chain[];
  readonly alerts: Readonly<Record<string, Alert>>;
  readonly tasks: Readonly<Record<string, Task>>;
  readonly notice: {
    readonly id: string;
    /** When customers may see it; null while an approval is missing. */
    readonly approvedAt: Instant | null;
    /** Ids of the plan's notices that were published. */
    readonly published: readonly string[];
    /** What stands over it. */
    readonly title: Text | null;
    readonly phase: NoticePhase | null;
    readonly state: ComponentState | null;
  };
}
