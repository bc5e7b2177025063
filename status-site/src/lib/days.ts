import { plus } from '../../../shared/instant.ts';
import { tell } from './time.ts';
import type { View } from './view.ts';

/** Name of one of the days of the bars, counted from the oldest. */
export const dayName = (view: View, day: number): string => {
  const days = view.page.components[0]?.days.length ?? 0;
  // Whole days before now fall on the wanted local day, but for the hour of a clock change around midnight, which only shifts a label.
  return tell(plus(view.page.generatedAt, (day + 1 - days) * 86_400_000), view.language, view.page.timeZone, 'day');
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
