import { millisOf, toInstant, type Instant } from '../instant.ts';
import { wallMillis } from '../wall-clock.ts';

const dayMillis = 86_400_000;

/** First instant (milliseconds) of the local day whose midnight, read as UTC, is `midnight`; also where a clock change removes or repeats midnight. */
const startOfDay = (midnight: number, timeZone: string): number => {
  const offsetAt = (millis: number) => wallMillis(millis, timeZone) - millis;
  const candidates = [offsetAt(midnight - dayMillis), offsetAt(midnight + dayMillis)].map((offset) => midnight - offset);
  const onThatDay = candidates.filter((millis) => Math.floor(wallMillis(millis, timeZone) / dayMillis) * dayMillis === midnight);
  return Math.min(...(onThatDay.length > 0 ? onThatDay : candidates));
};

// Many pages share a zone and a day, and their calendar is most of what composing one of them costs.
const knownMax = 64;
const known = new Map<string, readonly Instant[]>();

/** Starts of the last `count` local days, oldest first; the last one is today's, the day that holds `now`. */
export const dayStarts = (now: Instant, timeZone: string, count: number): readonly Instant[] => {
  const today = Math.floor(wallMillis(Math.floor(millisOf(now) / 1000) * 1000, timeZone) / dayMillis) * dayMillis;
  const key = `${today} ${count} ${timeZone}`;
  const found = known.get(key);
  if (found) return found;
  const starts = Array.from({ length: count }, (_, index) => toInstant(startOfDay(today - (count - 1 - index) * dayMillis, timeZone)));
  if (known.size >= knownMax) known.clear();
  known.set(key, starts);
  return starts;
};
