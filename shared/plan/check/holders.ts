import type { Plan } from '../plan.ts';
import { type Holder, seatsOf } from '../seat.ts';
import type { Ground } from './ground.ts';

/** The values that a fact can have as far as the plan says; undefined where it may be any text. */
export const valuesOf = (plan: Plan, fact: string): readonly string[] | undefined => {
  const definition = plan.facts.find(({ id }) => id === fact);
  return definition?.type === 'choice' ? (definition.choices ?? []).map(({ id }) => id) : undefined;
};

/** The rosters that a holder may lean on, as far as the plan says. */
export const rostersOf = (plan: Plan, holder: Holder): readonly string[] => {
  if (typeof holder === 'string') return [];
  if ('duty' in holder) return [holder.duty];
  return 'dutyAt' in holder ? (valuesOf(plan, holder.dutyAt) ?? []) : [];
};

/** Every roster that a plan may lean on. */
export const rostersIn = (plan: Plan): readonly string[] => [
  ...new Set(plan.seats.flatMap(({ holders }) => holders.flatMap((holder) => rostersOf(plan, holder)))),
];

const commands = (holder: Holder) => typeof holder === 'object' && 'command' in holder;

/** The seats behind names of seats and bodies, and behind whoever commands, if one of them does so. */
const seatsBehind = (plan: Plan, names: readonly string[]): ReadonlySet<string> => {
  const seats = new Set(names.flatMap((name) => seatsOf(plan, name)));
  if (!plan.seats.some(({ id, holders }) => seats.has(id) && holders.some(commands))) return seats;
  return new Set([...seats, ...plan.levels.flatMap(({ command }) => (command === undefined ? [] : seatsOf(plan, command)))]);
};

export const alertedNames = (plan: Plan): readonly string[] => [
  ...new Set(plan.incidentTypes.flatMap(({ rungs }) => rungs.flatMap(({ alert }) => alert))),
];

/** Seats that are alerted, by themselves or in a body. */
export const alertedSeats = (plan: Plan): ReadonlySet<string> => seatsBehind(plan, alertedNames(plan));

/** Seats that have a say: over a fact, the level, the end. */
export const decidingSeats = (plan: Plan): ReadonlySet<string> =>
  seatsBehind(plan, [
    ...plan.facts.flatMap(({ decidedBy }) => decidedBy ?? []),
    ...(plan.gradedBy ?? []),
    ...plan.incidentTypes.flatMap(({ closure }) => closure?.by ?? []),
  ]);

/** Who stands behind the holders of a plan. */
export interface Cast {
  /** Everybody whom a holder may turn out to be, as far as can be said now. Whoever commands stands on seats of their own. */
  readonly behind: (holder: Holder) => ReadonlySet<string>;
  /** Whether a seat may turn out to be somebody. What leads nowhere is found elsewhere, and counts as somebody here. */
  readonly isHeld: (seat: string) => boolean;
}

export const castOf = (plan: Plan, { people, rosters }: Ground): Cast => {
  const found = new Map<string, ReadonlySet<string>>();
  const find = (holder: Holder): readonly string[] => {
    if (typeof holder === 'string') return [holder];
    if ('position' in holder) return [...people].flatMap(([id, { positions }]) => (positions?.includes(holder.position) ? [id] : []));
    return rostersOf(plan, holder).flatMap((id) => rosters.get(id)?.shifts.flatMap((shift) => shift.people) ?? []);
  };
  const behind = (holder: Holder): ReadonlySet<string> => {
    const name = JSON.stringify(holder);
    const known = found.get(name) ?? new Set(find(holder));
    found.set(name, known);
    return known;
  };
  const holders = new Map(plan.seats.map((seat) => [seat.id, seat.holders]));
  const anyRoster = [...rosters.values()].some(({ shifts }) => shifts.length > 0);
  const leading = [...new Set(plan.levels.flatMap(({ command }) => (command === undefined ? [] : seatsOf(plan, command))))];
  const heldDirectly = (seat: string) =>
    (holders.get(seat) ?? []).some((holder) => {
      if (typeof holder === 'object' && 'duty' in holder && !rosters.has(holder.duty)) return true;
      if (typeof holder === 'object' && 'dutyAt' in holder && valuesOf(plan, holder.dutyAt) === undefined) return anyRoster;
      return behind(holder).size > 0;
    });
  const led = leading.some(heldDirectly);
  return { behind, isHeld: (seat) => heldDirectly(seat) || (led && (holders.get(seat) ?? []).some(commands)) };
};
