import { plus } from '../instant.ts';
import {
  impacts,
  worse,
  type ComponentState,
  type Impact,
  type MaintenancePhase,
  type PageComponent,
  type PageMaintenance,
  type PageNotice,
  type StatusPage,
} from './page.ts';

/** The worst of several states; operational when there are none. */
export const worstOf = (states: readonly ComponentState[]): ComponentState => states.reduce(worse, 'operational');

/** What an incident of this impact means for a component. */
export const stateOfImpact: Record<Impact, ComponentState> = {
  none: 'operational',
  minor: 'degraded_performance',
  major: 'partial_outage',
  critical: 'major_outage',
};

/** What a component's state makes of an incident. */
export const impactOf: Record<ComponentState, Impact> = {
  operational: 'none',
  under_maintenance: 'none',
  degraded_performance: 'minor',
  partial_outage: 'major',
  major_outage: 'critical',
};

/** The graver of two impacts. */
export const graver = (a: Impact, b: Impact): Impact => (impacts.indexOf(a) >= impacts.indexOf(b) ? a : b);

export const isOpen = (notice: PageNotice): boolean => notice.phase !== 'resolved';

/**
 * When maintenance takes place, as far as it is known: as planned, but for what was begun or ended at another time, or goes on after its
 * planned end. Readers of feeds and calendars decide by these times alone whether it is running.
 */
export const spanOf = ({ scheduledFor, scheduledUntil, startedAt, endedAt, updates }: PageMaintenance) => {
  if (startedAt === null) return { from: scheduledFor, until: scheduledUntil };
  const told = updates[0]?.at ?? scheduledUntil;
  // Nobody knows when it ends; a day from the last word is stable, and not over while somebody may still be at it.
  const open = told > scheduledUntil ? plus(told, 24 * 60 * 60 * 1000) : scheduledUntil;
  return { from: startedAt < scheduledFor ? startedAt : scheduledFor, until: endedAt ?? open };
};

export const isRunning = ({ phase }: { readonly phase: MaintenancePhase }): boolean => phase === 'in_progress' || phase === 'verifying';

/** The components that an entry or one of its updates names. */
export const namedBy = ({ componentIds, updates }: PageNotice | PageMaintenance): readonly string[] => [
  ...componentIds,
  ...updates.flatMap(({ changes }) => changes.map(({ componentId }) => componentId)),
];

/**
 * What a notice claims now. One that names components speaks through them; one that names none speaks through its impact,
 * because otherwise a page could stay green above an open outage.
 */
export const claimOf = (notice: PageNotice): ComponentState => {
  if (!isOpen(notice)) return 'operational';
  return notice.componentIds.length > 0 ? worstOf(notice.affects.map(({ state }) => state)) : stateOfImpact[notice.impact];
};

/** The state of the whole page: the worst of its components and of its open notices. */
export const overallOf = (page: Pick<StatusPage, 'components' | 'notices'>): ComponentState =>
  worstOf([...page.components.map((component: PageComponent) => component.state), ...page.notices.map(claimOf)]);
