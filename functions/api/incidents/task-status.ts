import type { Task } from '../../../shared/incident/state.ts';

/** One word for how a task stands. */
export const effectiveTaskStatus = ({ completedAt, lapsedAt, breachedAt }: Task): 'open' | 'done' | 'breached' | 'lapsed' => {
  if (completedAt !== null) return 'done';
  if (lapsedAt !== null) return 'lapsed';
  return breachedAt === null ? 'open' : 'breached';
};
