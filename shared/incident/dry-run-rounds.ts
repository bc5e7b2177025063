import type { EventBody } from './events.ts';

/** Rounds of work that comes again which are told one by one; those after them share a line. */
export const roundsMax = 3;

/**
 * Finds, event after event, what only repeats: the opening of a later round, and that a later round is overdue when one has been already. What people do
 * in a later round, and what is overdue for the first time, is news.
 */
export const repetitions = () => {
  const rounds = new Map<string, number>();
  const overdue = new Set<string>();
  return (event: EventBody): boolean => {
    if (event.type === 'task.opened') {
      const { task, round = 1 } = event.data;
      rounds.set(task, round);
      return round > roundsMax;
    }
    if (event.type !== 'task.breached') return false;
    const { task } = event.data;
    const before = overdue.has(task);
    overdue.add(task);
    return before && (rounds.get(task) ?? 1) > roundsMax;
  };
};
