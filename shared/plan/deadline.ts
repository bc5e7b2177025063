import { Duration, durationMillis, type Instant, millisOf, plus, toInstant } from '../instant.ts';
import { clockMillis } from '../organization/roster.ts';
import { millisOfWall, wallMillis } from '../wall-clock.ts';
import type { Plan, Window } from './plan.ts';
import type { Within } from './step.ts';

const dayMillis = 86_400_000;

/** Milliseconds of a duration or of one of the plan's urgency words; null for what has no number. */
export const windowMillis = (plan: Plan, within: Within | undefined): number | null => {
  if (typeof within !== 'string') return null;
  const text = Duration.safeParse(within).success ? within : plan.serviceLevels[within];
  return text === undefined ? null : durationMillis(text);
};

/** When something that starts at an instant is due by the clock; null where no span holds the instant. */
const dueByClock = ({ spans }: Window, at: Instant, timeZone: string): Instant | null => {
  const wall = wallMillis(Math.floor(millisOf(at) / 1000) * 1000, timeZone);
  const midnight = Math.floor(wall / dayMillis) * dayMillis;
  for (const { from, until, due, days } of spans) {
    const [start, end] = [clockMillis(from), clockMillis(until)];
    const overnight = end <= start;
    const since = wall - midnight;
    const inside = overnight ? since >= start || since < end : since >= start && since < end;
    if (!inside) continue;
    const lastDay = overnight && since >= start ? midnight + dayMillis : midnight;
    return toInstant(millisOfWall(lastDay + days * dayMillis + clockMillis(due), timeZone));
  }
  return null;
};

/** When something that starts at an instant is due; null without a deadline. */
export const dueAtOf = (plan: Plan, within: Within | undefined, at: Instant, timeZone: string): Instant | null => {
  const window = plan.windows.find(({ id }) => id === within);
  if (window) return dueByClock(window, at, timeZone);
  const millis = windowMillis(plan, within);
  return millis === null ? null : plus(at, millis);
};
