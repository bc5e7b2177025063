import type { Instant } from '../instant.ts';
import type { ComponentState, MaintenancePhase, NoticePhase } from '../status-page/page.ts';
import type { Text } from '../text.ts';

/** A component by the organization's own id, with what is claimed of it. */
export interface Claimed {
  readonly componentId: string;
  readonly state: ComponentState;
}

export interface PostedUpdate<Phase extends string> {
  /** Random public id. */
  readonly id: string;
  readonly phase: Phase;
  readonly body: Text;
  readonly at: Instant;
  /** What is claimed of the components from then on; null leaves it as it is. */
  readonly components: readonly Claimed[] | null;
}

interface Posted<Phase extends string> {
  /** `ntc_` and a UUIDv7: the organization's own id. */
  readonly id: string;
  /** Random public id: 12 lower-case base-36 characters; what customers see. */
  readonly publicId: string;
  readonly title: Text;
  /** Newest first; at least one. */
  readonly updates: readonly PostedUpdate<Phase>[];
  /** Null while customers may not see it yet. */
  readonly approvedAt: Instant | null;
  /** Taken back: customers no longer see it. */
  readonly withdrawnAt: Instant | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

/** What somebody tells customers of an incident by hand, now or afterwards. */
export interface PostedIncident extends Posted<NoticePhase> {
  readonly kind: 'incident';
  /** When it began; before `createdAt` where history is filled in. */
  readonly startedAt: Instant;
  readonly followUp: { readonly body: Text; readonly at: Instant } | null;
}

/** Planned work. It begins and ends by itself at its times, unless an update says otherwise. */
export interface PostedMaintenance extends Posted<MaintenancePhase> {
  readonly kind: 'maintenance';
  readonly componentIds: readonly string[];
  readonly scheduledFor: Instant;
  readonly scheduledUntil: Instant;
}

export type PostedNotice = PostedIncident | PostedMaintenance;

/** A state that somebody sets by hand for a time, whatever notices claim; `until` is null while it holds. */
export interface StateOverride {
  readonly state: ComponentState;
  readonly from: Instant;
  readonly until: Instant | null;
}
