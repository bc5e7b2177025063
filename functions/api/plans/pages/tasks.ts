import type { DryRunView, ViewItem } from '../dry-run-view.ts';

/** One time that work is due; what comes again has several. */
export interface TaskRound {
  readonly minute: number;
  /** Null where the plan sets no time. */
  readonly due: number | null;
  readonly state: 'open' | 'done' | 'late' | 'breach' | 'lapsed' | 'restored';
  /** When it was done or was no longer owed. */
  readonly until: number | null;
  readonly breached: boolean;
}

/** Work for a seat or a body. */
export interface TaskRow extends TaskRound {
  readonly task: string;
  readonly title: string;
  readonly seat: string;
  /** What the plan says of it besides. */
  readonly item: ViewItem;
  /** The first among them is the row's own. */
  readonly rounds: readonly TaskRound[];
  /** The rounds that are not told one by one. */
  readonly again: {
    readonly minute: number;
    readonly until: number;
    readonly rounds: number;
    readonly overdue: number;
    readonly text: string;
  } | null;
}

const roundOf = (item: ViewItem, index: number, { items, startAt }: DryRunView): TaskRound => {
  const minuteOf = (at: string) => (Date.parse(at) - Date.parse(startAt)) / 60_000;
  const restored = items.findIndex(({ kind }) => kind === 'restored');
  const after = items.slice(index + 1).filter(({ task }) => task === item.task);
  const next = after.findIndex(({ kind }) => kind === 'task' || kind === 'again');
  const later = next < 0 ? after : after.slice(0, next);
  const done = later.find(({ kind }) => kind === 'done')?.minute ?? null;
  const lapsed = later.find(({ kind }) => kind === 'lapsed')?.minute ?? null;
  const breached = later.some(({ kind }) => kind === 'breach');
  const over = !item.stays && restored > index && next < 0 ? (items[restored]?.minute ?? null) : null;
  const state =
    done !== null ? (breached ? 'late' : 'done') : lapsed !== null ? 'lapsed' : breached ? 'breach' : over !== null ? 'restored' : 'open';
  return {
    minute: item.minute,
    due: item.dueAt ? minuteOf(item.dueAt) : null,
    state,
    until: done ?? lapsed ?? (state === 'restored' ? over : null),
    breached,
  };
};

export const taskRows = (view: DryRunView): readonly TaskRow[] => {
  const { items, startAt } = view;
  const rows = new Map<string, TaskRow>();
  for (const [index, item] of items.entries()) {
    const { task = '', seat = '' } = item;
    const before = rows.get(task);
    if (item.kind === 'again' && before) {
      const until = (Date.parse(item.until ?? item.at) - Date.parse(startAt)) / 60_000;
      const again = { minute: item.minute, until, rounds: item.rounds ?? 0, overdue: item.overdue ?? 0, text: item.text };
      rows.set(task, { ...before, again });
    }
    if (item.kind !== 'task' || item.forbidden) continue;
    const round = roundOf(item, index, view);
    if (before) rows.set(task, { ...before, breached: before.breached || round.breached, rounds: [...before.rounds, round] });
    else rows.set(task, { ...round, task, seat, title: item.title ?? task, item, rounds: [round], again: null });
  }
  return [...rows.values()];
};

/** Seats and bodies in the order in which they are called upon. */
export const actorsOf = ({ bodies, seats }: DryRunView, firstOf: (id: string) => number): readonly string[] =>
  [...bodies, ...seats]
    .map(({ id }) => ({ id, first: firstOf(id) }))
    .filter(({ first }) => Number.isFinite(first))
    .toSorted((a, b) => a.first - b.first)
    .map(({ id }) => id);
