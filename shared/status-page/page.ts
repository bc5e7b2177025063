import type { Instant } from '../instant.ts';
import type { Language, Text } from '../text.ts';

/** Everything a status page shows, language-neutral. Built by `compose.ts`, rendered by `status-site/`. */
export interface StatusPage {
  /** Opaque public id of the page: 12 lower-case base-36 characters. */
  readonly id: string;
  readonly slug: string;
  readonly name: Text;
  /** Absolute address of the page without a trailing slash. */
  readonly url: string;
  /** Absolute address that names things in feeds and calendars, which stays when the page gets a domain of its own. */
  readonly namedAfter: string;
  /** IANA zone in which every stamp is shown. */
  readonly timeZone: string;
  /** The first is the default language, shown at the root of the page. */
  readonly languages: readonly Language[];
  /** Rises with every publication. */
  readonly version: number;
  /** When this page was read from the table. */
  readonly generatedAt: Instant;
  /** Last visible change; does not move when nothing changed. */
  readonly updatedAt: Instant;
  /** Groups in order; their components by `groupId`. */
  readonly groups: readonly PageGroup[];
  readonly components: readonly PageComponent[];
  /** Components that were deleted, as far as something still tells of them: only their names are known. */
  readonly former: readonly Pick<PageComponent, 'id' | 'name'>[];
  /** Newest first: every open notice, and the resolved ones of the last 90 days. */
  readonly notices: readonly PageNotice[];
  /** Newest first: planned and running maintenance, and what was completed or cancelled in the last 90 days. */
  readonly maintenances: readonly PageMaintenance[];
  /** Newest first: resolved notices and ended maintenance from before the last 90 days, for the history by month. */
  readonly archive: readonly (PageNotice | PageMaintenance)[];
  readonly look: PageLook;
}

/** Colours that keep their contrast on every background of the page. */
export const accents = ['slate', 'blue', 'teal', 'green', 'violet', 'plum', 'red', 'orange'] as const;
export type Accent = (typeof accents)[number];

/** What an organization sets of its page. */
export interface PageLook {
  readonly accent: Accent;
  /** Absolute https address of an image; null shows the name. */
  readonly logo: string | null;
  readonly contact: { readonly email?: string | undefined; readonly phone?: string | undefined; readonly url?: string | undefined } | null;
  readonly footer: Text | null;
  /** Something that customers are told beside any incident. */
  readonly announcement: { readonly body: Text; readonly at: Instant } | null;
  /** Whether search engines may list the page. */
  readonly indexed: boolean;
}

export const componentStates = ['operational', 'under_maintenance', 'degraded_performance', 'partial_outage', 'major_outage'] as const;
/** Statuspage's words; the order is from best to worst. */
export type ComponentState = (typeof componentStates)[number];

export const noticePhases = ['investigating', 'identified', 'monitoring', 'resolved'] as const;
export type NoticePhase = (typeof noticePhases)[number];

export const maintenancePhases = ['scheduled', 'in_progress', 'verifying', 'completed', 'cancelled'] as const;
export type MaintenancePhase = (typeof maintenancePhases)[number];

export const impacts = ['none', 'minor', 'major', 'critical'] as const;
export type Impact = (typeof impacts)[number];

export interface PageGroup {
  readonly id: string;
  readonly name: Text;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export interface PageComponent {
  /** Opaque public id: 12 lower-case base-36 characters. */
  readonly id: string;
  readonly name: Text;
  readonly description: Text | null;
  readonly groupId: string | null;
  readonly state: ComponentState;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** Worst state of each of the last 90 local days, oldest first; null where the component did not exist yet. */
  readonly days: readonly (ComponentState | null)[];
  /** Percentage over those days, floored to two decimals; null without data. */
  readonly uptime: string | null;
}

export interface PageNotice {
  readonly kind: 'incident';
  /** Random public id: 12 lower-case base-36 characters. */
  readonly id: string;
  readonly title: Text;
  readonly phase: NoticePhase;
  /** Worst that the notice ever claimed. */
  readonly impact: Impact;
  /** Components that the notice affects now, with the state it claims; empty once resolved. */
  readonly affects: readonly { readonly componentId: string; readonly state: ComponentState }[];
  /** Components that the notice ever affected. */
  readonly componentIds: readonly string[];
  readonly startedAt: Instant;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly monitoringAt: Instant | null;
  readonly resolvedAt: Instant | null;
  /** Newest first; at least one. */
  readonly updates: readonly PageUpdate[];
  /** What was learnt, written after the end. */
  readonly followUp: { readonly body: Text; readonly at: Instant } | null;
}

export interface PageMaintenance {
  readonly kind: 'maintenance';
  /** Random public id: 12 lower-case base-36 characters. */
  readonly id: string;
  readonly title: Text;
  /** As it stands when the page is made: a maintenance in the future never colours the present. */
  readonly phase: MaintenancePhase;
  readonly componentIds: readonly string[];
  readonly scheduledFor: Instant;
  readonly scheduledUntil: Instant;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** When it really began and ended; null until then. */
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  /** Rises whenever somebody changes what is planned. */
  readonly revision: number;
  /** Newest first; at least one. */
  readonly updates: readonly PageUpdate<MaintenancePhase>[];
}

export interface PageUpdate<Phase extends string = NoticePhase> {
  readonly id: string;
  readonly phase: Phase;
  /** What it is headed by, where that is not what the notice is called. */
  readonly title?: Text;
  /** Markdown without raw HTML (CommonMark). */
  readonly body: Text;
  readonly at: Instant;
  /** Whether it was made by the clock, in nobody's words. */
  readonly automatic?: true;
  /** State changes this update made; empty where it made none. */
  readonly changes: readonly { readonly componentId: string; readonly from: ComponentState; readonly to: ComponentState }[];
}

/** The worse of two states. */
export const worse = (a: ComponentState, b: ComponentState): ComponentState =>
  componentStates.indexOf(a) >= componentStates.indexOf(b) ? a : b;
