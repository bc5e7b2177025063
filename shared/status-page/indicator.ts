import { isOpen } from './overall.ts';
import type { ComponentState, Impact, PageNotice, StatusPage } from './page.ts';

/** Statuspage's roll-up of a whole page. */
export interface Indicator {
  readonly indicator: 'none' | 'minor' | 'major' | 'critical' | 'maintenance';
  readonly description: string;
}

const calm: Indicator = { indicator: 'none', description: 'All Systems Operational' };

const severity = ['none', 'maintenance', 'minor', 'major', 'critical'];

/** Statuspage's published vocabulary; the first row that matches wins, worst first. */
const ofStates = (states: readonly ComponentState[]): Indicator => {
  const some = (state: ComponentState) => states.includes(state);
  const every = (state: ComponentState) => states.every((candidate) => candidate === state);
  if (some('major_outage'))
    return every('major_outage')
      ? { indicator: 'critical', description: 'Major System Outage' }
      : { indicator: 'major', description: 'Partial System Outage' };
  if (some('partial_outage'))
    return every('partial_outage')
      ? { indicator: 'major', description: 'Partial System Outage' }
      : { indicator: 'minor', description: 'Minor Service Outage' };
  if (some('degraded_performance'))
    return { indicator: 'minor', description: every('degraded_performance') ? 'Degraded System Service' : 'Partially Degraded Service' };
  return some('under_maintenance') ? { indicator: 'maintenance', description: 'Service Under Maintenance' } : calm;
};

const ofImpact: Record<Impact, Indicator> = {
  none: calm,
  minor: { indicator: 'minor', description: 'Minor Service Outage' },
  major: { indicator: 'major', description: 'Partial System Outage' },
  critical: { indicator: 'critical', description: 'Major System Outage' },
};

/** The page's indicator. An open notice that names no component, or claims one that was deleted, raises it to at least the notice's impact. */
export const indicatorOf = (page: Pick<StatusPage, 'components' | 'notices'>): Indicator => {
  const there = new Set(page.components.map(({ id }) => id));
  const unseen = ({ componentIds, affects }: PageNotice) =>
    componentIds.length === 0 || affects.some(({ componentId }) => !there.has(componentId));
  return page.notices
    .filter((notice) => isOpen(notice) && unseen(notice))
    .map((notice) => ofImpact[notice.impact])
    .reduce(
      (worst, next) => (severity.indexOf(next.indicator) > severity.indexOf(worst.indicator) ? next : worst),
      ofStates(page.components.map(({ state }) => state)),
    );
};
