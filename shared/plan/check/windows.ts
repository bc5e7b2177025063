import { clockMillis } from '../../organization/roster.ts';
import type { Plan, Window } from '../plan.ts';
import { type Finding, warning } from './finding.ts';

const dayMinutes = 24 * 60;
const minuteOf = (clock: string) => clockMillis(clock) / 60_000;
const clockOf = (minute: number) => [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');

/** Parts of a day, in minutes after midnight; one over midnight is two. */
const partsOf = ({ from, until }: Window['spans'][number]): readonly (readonly [number, number])[] => {
  const [start, end] = [minuteOf(from), minuteOf(until)];
  return end > start
    ? [[start, end]]
    : [
        [start, dayMinutes],
        [0, end],
      ];
};

/** For every minute of the day, the first span that holds it. */
const firstSpans = ({ spans }: Window): readonly number[] =>
  Array.from({ length: dayMinutes }, (_, minute) =>
    spans.findIndex((span) => partsOf(span).some(([start, end]) => start <= minute && minute < end)),
  );

/** Runs of minutes that have something to them, over midnight too: `18:00–20:00`. */
const runsOf = (is: (minute: number) => boolean): readonly string[] => {
  const begins = Array.from({ length: dayMinutes }, (_, minute) => minute).filter(
    (minute) => is(minute) && !is((minute + dayMinutes - 1) % dayMinutes),
  );
  return begins.map((begin) => {
    let end = begin;
    while (is(end % dayMinutes)) end++;
    return `${clockOf(begin)}–${clockOf(end % dayMinutes)}`;
  });
};

/** Steps that are to come again by the clock: a window says when something is due, and no length of time. */
export const everyWindow = (plan: Plan): Finding[] => {
  const windows = new Set(plan.windows.map(({ id }) => id));
  return plan.incidentTypes.flatMap(({ steps }, index) =>
    steps.flatMap(({ id, every }, place) =>
      typeof every === 'string' && windows.has(every)
        ? [warning('every-window', `/incidentTypes/${index}/steps/${place}/every`, { name: id, other: every })]
        : [],
    ),
  );
};

/** Windows that leave hours of the day without a due time, and spans that are never the first to hold. */
export const windowFindings = (plan: Plan): Finding[] =>
  plan.windows.flatMap((window, index) => {
    const first = firstSpans(window);
    const free = runsOf((minute) => first[minute] === -1);
    return [
      ...(free.length > 0 ? [warning('window-gap', `/windows/${index}/spans`, { name: window.id, clocks: free })] : []),
      ...window.spans.flatMap((span, place) => {
        const own = partsOf(span);
        const taken = runsOf((minute) => (first[minute] ?? -1) < place && own.some(([start, end]) => start <= minute && minute < end));
        return taken.length > 0 ? [warning('window-overlap', `/windows/${index}/spans/${place}`, { name: window.id, clocks: taken })] : [];
      }),
    ];
  });
