import type { DryRunView, ViewItem } from '../dry-run-view.ts';

/** One person alerted for one rung, on every channel at once, with what became of it. */
export interface AlertRow {
  readonly minute: number;
  readonly at: string;
  readonly rung: string | null;
  readonly seats: readonly string[];
  readonly who: string;
  readonly person: string;
  readonly channels: readonly ('email' | 'webhook')[];
  readonly restore: boolean;
  readonly outcome: 'sent' | 'failed' | 'answered' | 'unanswered' | 'next';
  /** When that was; null where nothing more is awaited. */
  readonly until: number | null;
  readonly text: string | null;
}

const sameAlert = (a: ViewItem, b: ViewItem) =>
  a.purpose === b.purpose && a.rung === b.rung && a.person === b.person && a.seats?.join() === b.seats?.join();

/** What ends the wait for an answer: the next turn of the same seat, or that nobody answered. */
const endOf = (alert: ViewItem, later: readonly ViewItem[]): ViewItem | undefined =>
  later.find(
    (item) =>
      item.rung === alert.rung &&
      ((item.kind === 'alert' && item.minute > alert.minute && item.seats?.some((seat) => alert.seats?.includes(seat))) ||
        ((item.kind === 'unanswered' || item.kind === 'undeliverable') && alert.seats?.includes(item.seat ?? ''))),
  );

const outcomeOf = (alert: ViewItem, later: readonly ViewItem[]): Pick<AlertRow, 'outcome' | 'until' | 'text'> => {
  const failed = later.find((item) => item.kind === 'failed' && sameAlert(item, alert));
  if (failed) return { outcome: 'failed', until: null, text: failed.text };
  if (alert.purpose === 'restore') return { outcome: 'sent', until: null, text: null };
  const end = endOf(alert, later);
  const answer = later.find(({ kind, person }) => kind === 'answered' && (person === null || person === alert.person));
  if (answer && (!end || answer.minute <= end.minute)) return { outcome: 'answered', until: answer.minute, text: answer.text };
  if (!end) return { outcome: 'sent', until: null, text: null };
  return { outcome: end.kind === 'alert' ? 'next' : 'unanswered', until: end.minute, text: end.text };
};

export const alertRows = ({ items }: DryRunView): readonly AlertRow[] => {
  const rows = new Map<string, AlertRow>();
  for (const [index, item] of items.entries()) {
    if (item.kind !== 'alert') continue;
    const key = [item.at, item.purpose, item.rung, item.person, ...(item.seats ?? [])].join(' ');
    const before = rows.get(key);
    const channels = item.channel ? [item.channel] : [];
    if (before) rows.set(key, { ...before, channels: [...before.channels, ...channels] });
    else
      rows.set(key, {
        minute: item.minute,
        at: item.at,
        rung: item.rung ?? null,
        seats: item.seats ?? [],
        who: item.who ?? '',
        person: item.person ?? '',
        channels,
        restore: item.purpose === 'restore',
        ...outcomeOf(item, items.slice(index + 1)),
      });
  }
  // Word that service is back serves no rung, but goes to whoever was alerted for a seat.
  const all = [...rows.values()];
  const seatsOf = (person: string) => [...new Set(all.filter((row) => row.person === person).flatMap(({ seats }) => seats))];
  return all.map((row) => (row.restore ? { ...row, seats: seatsOf(row.person) } : row));
};

/** Alerts of one moment that end alike, in one row. */
export interface AlertGroup extends AlertRow {
  readonly rows: readonly AlertRow[];
}

/** Alerts as a table shows them: whoever is alerted in the same moment for the same reason, with the same outcome, shares a row. */
export const alertGroups = (rows: readonly AlertRow[]): readonly AlertGroup[] => {
  const groups = new Map<string, AlertRow[]>();
  for (const row of rows) {
    const key = [row.minute, row.rung, row.restore, row.channels.join(), row.outcome, row.until, row.text].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flatMap((some) => {
    const [first] = some;
    return first ? [{ ...first, rows: some }] : [];
  });
};
