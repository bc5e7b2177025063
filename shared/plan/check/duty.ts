import { aheadDays, gapsOf } from '../../organization/duty.ts';
import { suggester } from '../../problems/suggest.ts';
import { wallMillis } from '../../wall-clock.ts';
import { withCommon } from '../common.ts';
import type { Plan } from '../plan.ts';
import { type Finding, warning } from './finding.ts';
import type { Ground } from './ground.ts';
import { alertedSeats, decidingSeats, rostersOf, valuesOf } from './holders.ts';

const minuteMillis = 60_000;

/** A minute by the clock of a zone: `2026-03-14 09:42`. */
const sayMinute = (millis: number, timeZone: string): string => {
  const wall = wallMillis(Math.floor(millis / 1000) * 1000, timeZone);
  return new Date(wall).toISOString().slice(0, 16).replace('T', ' ');
};

/** Positions that nobody has. */
const vacant = (plan: Plan, { people }: Ground): Finding[] => {
  const positions = [...new Set([...people.values()].flatMap((person) => person.positions ?? []))];
  const meant = suggester(positions);
  return plan.seats.flatMap(({ holders }, index) =>
    holders.flatMap((holder, place) => {
      if (typeof holder === 'string' || !('position' in holder) || positions.includes(holder.position)) return [];
      const at = `/seats/${index}/holders/${place}/position`;
      return [warning('position-vacant', at, { name: holder.position, suggestion: meant(holder.position) })];
    }),
  );
};

/** Facts that are to name the roster of a site, and cannot. */
const strangeSites = (plan: Plan, { rosters }: Ground): Finding[] => {
  const named = new Set(
    plan.seats.flatMap(({ holders }) => holders.flatMap((one) => (typeof one === 'object' && 'dutyAt' in one ? [one.dutyAt] : []))),
  );
  const meant = suggester([...rosters.keys()]);
  return plan.facts.flatMap((fact, index) => {
    if (!named.has(fact.id) || fact.type === 'text') return [];
    if (fact.type !== 'choice') return [warning('site-strange', `/facts/${index}/type`, { fact })];
    return (valuesOf(plan, fact.id) ?? []).flatMap((name, place) =>
      rosters.has(name)
        ? []
        : [warning('site-without-roster', `/facts/${index}/choices/${place}/id`, { name, fact, suggestion: meant(name) })],
    );
  });
};

/** More shifts than a plan leans on; looking at all would cost more than it tells. */
const shiftsMax = 10_000;

/** Hours in which nobody is on duty by a roster that somebody is alerted or decides by, once for each roster. */
const dutyGaps = (plan: Plan, { rosters, timeZone, now }: Ground): Finding[] => {
  const whole = withCommon(plan);
  const leaning = alertedSeats(whole).union(decidingSeats(whole));
  const places = new Map<string, string>();
  for (const [index, { id, holders }] of plan.seats.entries())
    for (const [place, holder] of leaning.has(id) ? holders.entries() : [])
      for (const roster of rostersOf(plan, holder)) if (!places.has(roster)) places.set(roster, `/seats/${index}/holders/${place}`);
  let left = shiftsMax;
  return [...places].flatMap(([name, pointer]) => {
    const roster = rosters.get(name);
    left -= roster?.shifts.length ?? 0;
    const gaps = roster && left >= 0 ? gapsOf(roster, now, timeZone) : [];
    const [first] = gaps;
    if (!first) return [];
    const millis = gaps.reduce((sum, { from, until }) => sum + until - from, 0);
    const duty = {
      from: sayMinute(first.from, timeZone),
      until: sayMinute(first.until, timeZone),
      timeZone,
      minutes: Math.ceil(millis / minuteMillis),
      gaps: gaps.length,
      days: aheadDays,
    };
    return [warning('duty-gap', pointer, { name, duty })];
  });
};

/** What a plan leans on that nobody stands behind: positions, sites, hours of a roster. */
export const dutyFindings = (plan: Plan, ground: Ground): Finding[] => [
  ...vacant(plan, ground),
  ...strangeSites(plan, ground),
  ...dutyGaps(plan, ground),
];
