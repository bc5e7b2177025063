import type { Person } from '../organization/records.ts';
import type { Roster } from '../organization/roster.ts';
import type { Plan } from './plan.ts';
import { type Holder, seatsOf } from './seat.ts';

type People = readonly Pick<Person, 'id' | 'positions'>[];

const inPosition = (position: string, people: People) => people.flatMap(({ id, positions }) => (positions?.includes(position) ? [id] : []));

const holdersOf = (plan: Pick<Plan, 'bodies' | 'seats'>, names: readonly string[]): Holder[] => {
  const wanted = new Set(names.flatMap((name) => seatsOf(plan, name)));
  return plan.seats.flatMap(({ id, holders }) => (wanted.has(id) ? holders : []));
};

/** Who may sign for a seat or a body. Being on duty makes nobody an authority over the plan, so rosters do not count. */
export const signersOf = (plan: Pick<Plan, 'bodies' | 'seats'>, name: string, people: People): Set<string> =>
  new Set(
    holdersOf(plan, [name]).flatMap((holder) => {
      if (typeof holder === 'string') return [holder];
      return 'position' in holder ? inPosition(holder.position, people) : [];
    }),
  );

/** Whether two versions let the very same sign for a seat or a body. */
export const sameSigners = (one: Pick<Plan, 'bodies' | 'seats'>, other: Pick<Plan, 'bodies' | 'seats'>, name: string): boolean =>
  JSON.stringify(holdersOf(one, [name])) === JSON.stringify(holdersOf(other, [name]));

/** Who has to have read a plan: whom its audience means, or everybody who holds a seat; of a duty, everybody on its roster. */
export const readersOf = (
  plan: Pick<Plan, 'bodies' | 'seats' | 'about'>,
  people: People,
  rosters: readonly Pick<Roster, 'id' | 'shifts'>[],
): Set<string> => {
  const audience = plan.about?.audience ?? [];
  const onRoster = (id: string) => rosters.find((roster) => roster.id === id)?.shifts.flatMap((shift) => shift.people) ?? [];
  const known = new Set(people.map(({ id }) => id));
  const meant = holdersOf(plan, audience.length > 0 ? audience : plan.seats.map(({ id }) => id)).flatMap((holder) => {
    if (typeof holder === 'string') return [holder];
    if ('position' in holder) return inPosition(holder.position, people);
    return 'duty' in holder ? onRoster(holder.duty) : [];
  });
  return new Set(meant.filter((id) => known.has(id)));
};
