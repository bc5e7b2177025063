import type { Instant } from '../instant.ts';
import { onDuty } from '../organization/roster.ts';
import { valueOfFact } from '../plan/evaluate.ts';
import type { Plan } from '../plan/plan.ts';
import { type Holder, seatsOf } from '../plan/seat.ts';
import { plainOf } from '../plan/values.ts';
import { circumstancesOf } from './circumstances.ts';
import type { Directory } from './directory.ts';
import type { IncidentState } from './state.ts';

/** What seats are resolved against. */
export interface Situation {
  readonly state: IncidentState;
  readonly directory: Directory;
  readonly at: Instant;
}

const inPosition = (position: string, { people }: Directory): readonly string[] =>
  Object.entries(people).flatMap(([id, person]) => (person?.positions?.includes(position) ? [id] : []));

const onDutyBy = (roster: unknown, { directory, at }: Situation): readonly string[] => {
  // A reported text may be the name of what every object has.
  const known = typeof roster === 'string' && Object.hasOwn(directory.rosters ?? {}, roster) ? directory.rosters?.[roster] : undefined;
  return known ? onDuty(known, at, directory.timeZone ?? 'Etc/UTC') : [];
};

const resolve = (holder: Holder, plan: Plan, situation: Situation, asking: readonly string[]): readonly string[] => {
  if (typeof holder === 'string') return [holder];
  if ('position' in holder) return inPosition(holder.position, situation.directory);
  if ('duty' in holder) return onDutyBy(holder.duty, situation);
  if ('dutyAt' in holder) {
    const value = valueOfFact(holder.dutyAt, circumstancesOf(plan, situation.state, situation.at));
    return onDutyBy(value === undefined ? undefined : plainOf(value), situation);
  }
  const command = plan.levels.find(({ id }) => id === situation.state.level)?.command;
  return command === undefined || asking.includes(command) ? [] : personsBy(plan, command, situation, [...asking, command]);
};

const personsBy = (plan: Plan, name: string, situation: Situation, asking: readonly string[]): readonly string[] => [
  ...new Set(
    seatsOf(plan, name).flatMap((seat) =>
      (plan.seats.find(({ id }) => id === seat)?.holders ?? []).flatMap((holder) => resolve(holder, plan, situation, asking)),
    ),
  ),
];

/** The people of a seat or a body at a moment, in the order in which they are tried. */
export const personsOf = (plan: Plan, name: string, situation: Situation): readonly string[] => personsBy(plan, name, situation, [name]);
