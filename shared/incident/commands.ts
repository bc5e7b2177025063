import type { Instant } from '../instant.ts';
import type { Facts } from '../plan/evaluate.ts';
import type { ComponentState, NoticePhase } from '../status-page/page.ts';
import type { Text } from '../text.ts';
import type { AlertFailure, IncidentCause, Mode } from './events.ts';

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
  readonly cause?: IncidentCause | null;
  /** Who declares it, for facts that only some may report. */
  readonly person?: string | null;
  readonly mode: Mode;
}

/** How a send ended. `retryable` says whether trying again may help. */
export type DeliveryOutcome =
  | { readonly alert: string; readonly attempt: number; readonly sent: true }
  | { readonly alert: string; readonly attempt: number; readonly sent: false; readonly reason: AlertFailure; readonly retryable: boolean };

export type Command =
  | Declare
  | { readonly type: 'acknowledge'; readonly person: string | null }
  | { readonly type: 'report-facts'; readonly facts: Facts; readonly person?: string | null }
  /** Asks those who decide a fact for their decision. */
  | { readonly type: 'ask'; readonly fact: string; readonly person: string | null; readonly questionDigest: string | null }
  | { readonly type: 'set-level'; readonly level: string | null; readonly person: string | null; readonly reasonDigest: string | null }
  | { readonly type: 'signal'; readonly summaryDigest: string | null }
  /** Ticks off a task, with whatever it asks for. */
  | {
      readonly type: 'complete-task';
      readonly task: string;
      readonly facts?: Facts;
      readonly person?: string | null;
      /** The incident of the plan that it put into action. */
      readonly incident?: string | null;
    }
  | { readonly type: 'approve-publication' }
  /** Tells customers something by hand. Without a title, what they were told last stays over it. */
  | {
      readonly type: 'tell-customers';
      readonly phase: NoticePhase;
      readonly title: Text | null;
      readonly body: Text;
      readonly state: ComponentState | null;
    }
  /** Tells customers what was learnt, once they were told that it is over. */
  | { readonly type: 'follow-up'; readonly body: Text }
  | { readonly type: 'restore' }
  | { readonly type: 'close'; readonly person?: string | null }
  /** Time has passed. */
  | { readonly type: 'advance' }
  | { readonly type: 'record-deliveries'; readonly outcomes: readonly DeliveryOutcome[] };

/** Why a command changes nothing. A value, not an exception; turned into a problem at the edge. */
export type Refusal =
  | { readonly code: 'incident-closed'; readonly closedAt: Instant | null }
  | { readonly code: 'incident-type-unknown'; readonly known: readonly string[] }
  | { readonly code: 'facts-invalid'; readonly faults: readonly FactFault[] }
  | { readonly code: 'task-unknown'; readonly known: readonly string[] }
  | { readonly code: 'task-forbids'; readonly task: string }
  | { readonly code: 'level-unknown'; readonly known: readonly string[] }
  /** The task asks for facts that nobody has reported. */
  | { readonly code: 'facts-missing'; readonly facts: readonly string[] }
  /** What has to be so before the task is done is not so; these facts say what. */
  | { readonly code: 'task-early'; readonly task: string; readonly facts: readonly string[] }
  /** Only holders of these seats and bodies may decide it. */
  | {
      readonly code: 'authority-missing';
      readonly about: 'fact' | 'level' | 'closure';
      readonly name: string;
      readonly by: readonly string[];
    }
  /** What has to be so before the incident may end is not so; these facts say what. */
  | { readonly code: 'closure-early'; readonly facts: readonly string[] }
  /** Customers do not see it: an approval is missing, or it is a drill. */
  | { readonly code: 'publication-missing'; readonly because: 'approval' | 'mode' }
  /** Customers were told that it is over. */
  | { readonly code: 'notice-over' }
  /** Customers were not told yet that it is over. */
  | { readonly code: 'follow-up-early' }
  /** Nothing is written yet of what to do. */
  | { readonly code: 'procedure-unwritten'; readonly incidentType: string };

export interface FactFault {
  readonly name: string;
  readonly code: 'fact-unknown' | 'fact-type';
  /** The type that the plan wants, for `fact-type`; the names that the plan knows, for `fact-unknown`. */
  readonly expected: readonly string[];
}
