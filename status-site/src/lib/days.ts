import type { Instant } from '../../../shared/instant.ts';
import { dayStarts } from '../../../shared/status-page/days.ts';
import type { PageComponent, StatusPage } from '../../../shared/status-page/page.ts';
import { isResolved } from './states.ts';
import { monthOf, tell } from './time.ts';
import type { View } from './view.ts';

const known = new WeakMap<StatusPage, readonly Instant[]>();
const startsOf = (page: StatusPage): readonly Instant[] => {
  const starts = known.get(page) ?? dayStarts(page.generatedAt, page.timeZone, page.components[0]?.days.length ?? 0);
  known.set(page, starts);
  return starts;
};

/** Name of one of the days of the bars, counted from the oldest, in the page's zone. */
export const dayName = ({ page, language }: View, day: number): string =>
  tell(startsOf(page)[day] ?? page.generatedAt, language, page.timeZone, 'day', page.generatedAt);

/** From which day on components have a history, where that is not all of the days. */
export const sinceOf = (components: readonly PageComponent[], view: View): string | null => {
  const first = Math.min(...components.map(({ days }) => days.findIndex((state) => state !== null)).filter((day) => day >= 0));
  return first > 0 && Number.isFinite(first) ? dayName(view, first) : null;
};

/** `100.00` reads better as `100`; every other percentage keeps its two decimals. */
export const shownUptime = (uptime: string | null): string | null => (uptime === '100.00' ? '100' : uptime);

/** Mean of the uptimes, floored to two decimals like each of them; null when no component has one. */
export const averageUptime = (uptimes: readonly (string | null)[]): string | null => {
  const hundredths = uptimes.filter((uptime) => uptime !== null).map((uptime) => Math.round(Number(uptime) * 100));
  if (hundredths.length === 0) return null;
  const mean = Math.floor(hundredths.reduce((sum, each) => sum + each, 0) / hundredths.length);
  return shownUptime(`${Math.floor(mean / 100)}.${String(mean % 100).padStart(2, '0')}`);
};

interface Told {
  readonly componentId: string;
  readonly from: Instant;
  readonly until: Instant;
  readonly path: string;
}

/** What happened to components; by its own page while it is open, then by its month: an address each would cost more than all the bars. */
const toldOf = ({ notices, maintenances, generatedAt, timeZone }: StatusPage): readonly Told[] => [
  ...notices.flatMap((notice) => {
    const { id, componentIds, startedAt: from, resolvedAt, updatedAt } = notice;
    const over = isResolved(notice);
    const until = over ? (resolvedAt ?? updatedAt) : generatedAt;
    const path = over ? `history/${monthOf(from, timeZone)}/` : `incidents/${id}/`;
    return componentIds.map((componentId) => ({ componentId, from, until, path }));
  }),
  ...maintenances.flatMap(({ id, componentIds, startedAt: from, endedAt }) => {
    if (from === null) return [];
    const path = endedAt ? `history/${monthOf(from, timeZone)}/` : `maintenance/${id}/`;
    return componentIds.map((componentId) => ({ componentId, from, until: endedAt ?? generatedAt, path }));
  }),
];

/** Finds where a component's day is told of; nowhere where somebody only set its state. */
export const tellerOf = ({ page }: View): ((componentId: string, day: number) => string | undefined) => {
  const starts = startsOf(page);
  const told = Map.groupBy(toldOf(page), ({ componentId }) => componentId);
  return (componentId, day) => {
    const [start = '', end = '9'] = starts.slice(day, day + 2);
    return told.get(componentId)?.find(({ from, until }) => from < end && until >= start)?.path;
  };
};
