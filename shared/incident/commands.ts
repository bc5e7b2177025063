import type { Instant } from '../instant.ts';
import type { Facts } from '../plan/condition.ts';
import type { AlertFailure, Mode } from './events.ts';

export interface Declare {
  readonly type: 'declare';
  readonly organizationId: string;
  readonly incident: string;
  readonly plan: { readonly slug: string; readonly version: number };
  /** May be left out where the plan knows one type only. */
  readonly incidentType: string | null;
  /** Null takes the components that the plan names. */
  readonly components: readonly string[] | null;
  readonly facts: Facts;
  readonly summaryDigest: string | null;
  readonly notice: string;
  readonly approval: 'none' | 'required';
  readonly source: { readonly integration: string; readonly dedupKey: string } | null;
  readonly mode: Mode;
}

/** How a send ended. `retryable` says whether trying again may help. */
export type DeliveryOutcome =
  | { readonly alert: string; readonly attempt: number; readonly sent: true }
  | { readonly alert: string; readonly attempt: number; readonly sent: false; readonly reason: AlertFailure; readonly retryable: boolean };

export type Command =
  | Declare
  | { readonly type: 'acknowledge'; readonly person: string | null }
  | { readonly type: 'report-facts'; readonly facts: Facts }
  | { readonly type: 'signal'; readonly summaryDigest: string | null }
  | { readonly type: 'complete-task'; readonly task: string }
  | { readonly type: 'approve-publication' }
  | { readonly type: 'restore' }
  | { readonly type: 'close' }
  /** Time has passed. */
  | { readonly type: 'advance' }
  | { readonly type: 'record-deliveries'; readonly outcomes: readonly DeliveryOutcome[] };

/** Why a command changes nothing. A value, not an exception; turned into a problem at the edge. */
export type Refusal =
  | { readonly code: 'incident-closed'; readonly closedAt: Instant | null }
  | { readonly code: 'incident-type-unknown'; readonly known: readonly string[] }
  | { readonly code: 'facts-invalid'; readonly faults: readonly FactFault[] }
  | { readonly code: 'task-unknown'; readonly known: readonly string[] };

export interface FactFault {
  readonly name: string;
  readonly code: 'fact-unknown' | 'fact-type';
  /** The type that the plan wants, for `fact-type`; the names that the plan knows, for `fact-unknown`. */
  readonly expected: readonly string[];
}
