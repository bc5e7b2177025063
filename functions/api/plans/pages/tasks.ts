import type { DryRunView } from '../dry-run-view.ts';

export interface TaskRow {
  readonly task: string;
  readonly title: string;
  readonly seat: string;
  readonly minute: number;
  /** Null where the plan sets no time. */
  readonly due: number | null;
  readonly state: 'open' | 'done' | 'late' | 'breach' | 'lapsed';
  /** When it was done or was no longer owed. */
  readonly until: number | null;
  readonly breached: boolean;
}

export const taskRows = ({ items, startAt }: DryRunView): readonly TaskRow[] => {
  const restored = items.find(({ kind }) => kind === 'restored');
  return items.flatMap((item, index): TaskRow[] => {
    if (item.kind !== 'task') return [];
    const later = items.slice(index).filter(({ task }) => task === item.task);
    const done = later.find(({ kind }) => kind === 'done')?.minute ?? null;
    const breached = later.some(({ kind }) => kind === 'breach');
    const before = restored !== undefined && items.indexOf(restored) > index;
    const state = done !== null ? (breached ? 'late' : 'done') : breached ? 'breach' : before ? 'lapsed' : 'open';
    const due = item.dueAt ? (Date.parse(item.dueAt) - Date.parse(startAt)) / 60_000 : null;
    return [
      {
        task: item.task ?? '',
        title: item.title ?? item.task ?? '',
        seat: item.seat ?? '',
        minute: item.minute,
        due,
        state,
        until: done ?? (state === 'lapsed' ? (restored?.minute ?? null) : null),
        breached,
      },
    ];
  });
};
