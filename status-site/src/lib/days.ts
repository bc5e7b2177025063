import type { Instant } from '../../../shared/instant.ts';
import { dayStarts } from '../../../shared/status-page/days.ts';
import type { StatusPage } from '../../../shared/status-page/page.ts';
import { tell } from './time.ts';
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

/** `100.00` reads better as `100`; every other percentage keeps its two decimals. */
export const shownUptime = (uptime: string | null): string | null => (uptime === '100.00' ? '100' : uptime);

/** Mean of the uptimes, floored to two decimals like each of them; null when no component has one. */
export const averageUptime = (uptimes: readonly (string | null)[]): string | null => {
  const hundredths = uptimes.filter((uptime) => uptime !== null).map((uptime) => Math.round(Number(uptime) * 100));
  if (hundredths.length === 0) return null;
  const mean = Math.floor(hundredths.reduce((sum, each) => sum + each, 0) / hundredths.length);
  return shownUptime(`${Math.floor(mean / 100)}.${String(mean % 100).padStart(2, '0')}`);
};
