import { type Markup, markup } from '../../links/markup.ts';
import type { DryRunView } from '../dry-run-view.ts';
import type { AlertRow } from './alerts.ts';
import { bar, mark, type MarkName, namesWidth, size, text, waiting } from './marks.ts';
import { fit, type Scale, widthOf, wrap } from './scale.ts';
import type { TaskRow } from './tasks.ts';
import { sayMinute, type Words } from './words.ts';

export interface Lane {
  readonly title: string;
  readonly look: string;
  readonly height: number;
  readonly content: (top: number) => readonly Markup[];
}

/** Marks of a row from left to right; those of one minute stand side by side. */
const alertMarks = (rows: readonly AlertRow[], { x }: Scale, y: number, word: Words): Markup[] => {
  const marks: { readonly minute: number; readonly name: MarkName; readonly title: string }[] = [];
  const lines: Markup[] = [];
  for (const row of rows) {
    const { minute, outcome, until, who, text: told, restore } = row;
    const name = outcome === 'failed' ? 'failed' : restore ? 'told' : 'alert';
    const label = `${sayMinute(minute, word)}${word.colon}${told !== null && outcome === 'failed' ? told : `${word.legend[name]}, ${who}`}`;
    marks.push({ minute, name, title: label });
    if (until === null) continue;
    lines.push(waiting(x(minute), x(until), y));
    if (outcome === 'answered' || outcome === 'unanswered')
      marks.push({ minute: until, name: outcome, title: `${sayMinute(until, word)}${word.colon}${told ?? ''}` });
  }
  const seen = new Set<string>();
  let last = Number.NEGATIVE_INFINITY;
  const drawn = marks
    .toSorted((a, b) => a.minute - b.minute)
    .flatMap(({ minute, name, title }) => {
      if (seen.has(`${minute} ${name} ${title}`)) return [];
      seen.add(`${minute} ${name} ${title}`);
      last = Math.max(x(minute), last + 13);
      return [mark(name, last, y, title)];
    });
  return [...lines, ...drawn];
};

const taskMarks = (task: TaskRow, { x }: Scale, top: number, end: number, word: Words): Markup[] => {
  const from = x(task.minute);
  const to = task.until !== null && (task.due === null || task.until < task.due) ? x(task.until) : task.due === null ? end : x(task.due);
  const due = task.due === null ? word.noDue : `${word.due} ${sayMinute(task.due, word)}`;
  const title = `${task.title} (${due}; ${word.states[task.state]})`;
  // A label that begins too far right ends with the picture instead.
  const space = end - from;
  const flip = space < 220 && widthOf(task.title, size.label) > space;
  const label = flip
    ? text(end, top + 11, fit(task.title, size.label, end - namesWidth - 20), 'small', 'end')
    : text(from, top + 11, fit(task.title, size.label, space), 'small');
  return [
    label,
    markup`<g><title>${title}</title>${bar(from, to, top + 17, task.due === null)}</g>`,
    ...(task.breached
      ? [mark('breach', x(task.due ?? task.minute), top + 21, `${sayMinute(task.due ?? 0, word)}${word.colon}${word.legend.breach}`)]
      : []),
    ...((task.state === 'done' || task.state === 'late') && task.until !== null
      ? [mark('done', x(task.until), top + 21, `${sayMinute(task.until, word)}${word.colon}${word.states[task.state]}`)]
      : []),
  ];
};

export const seatLanes = (
  view: DryRunView,
  alerts: readonly AlertRow[],
  tasks: readonly TaskRow[],
  scale: Scale,
  end: number,
  word: Words,
): Lane[] => {
  const lanes = view.seats.flatMap((seat) => {
    const mine = alerts.filter((row) => row.seats.includes(seat.id));
    const work = tasks.filter((task) => task.seat === seat.id);
    if (mine.length + work.length === 0) return [];
    const first = Math.min(...mine.map(({ minute }) => minute), ...work.map(({ minute }) => minute));
    const called = mine.length > 0 ? size.row : 0;
    const lane: Lane = {
      title: seat.title,
      look: '',
      height: Math.max(called + work.length * size.task, size.row, wrap(seat.title, 13, namesWidth - 14, 4).length * 16 + 4),
      content: (top) => [
        ...alertMarks(mine, scale, top + size.row / 2, word),
        ...work.flatMap((task, index) => taskMarks(task, scale, top + called + index * size.task, end, word)),
      ],
    };
    return [{ first, lane }];
  });
  // In the order in which seats are called upon, so that the ladder looks like one.
  return lanes.toSorted((a, b) => a.first - b.first).map(({ lane }) => lane);
};

export const noticeLane = (view: DryRunView, scale: Scale, word: Words): Lane[] => {
  const notices = view.items.filter(({ kind }) => kind === 'notice');
  if (notices.length === 0) return [];
  const right = [...notices.slice(1).map(({ minute }) => scale.x(minute) - 6), Number.POSITIVE_INFINITY];
  return [
    {
      title: word.customers,
      look: 'notice',
      height: size.row + 4,
      content: (top) =>
        notices.flatMap((item, index) => {
          const x = scale.x(item.minute);
          const phase = item.phase ? word.phases[item.phase] : '';
          return [
            mark('notice', x, top + 14, `${sayMinute(item.minute, word)}${word.colon}${item.text}`),
            text(x + 12, top + 18, fit(phase, size.label, Math.min((right[index] ?? 0) - x - 14, 140)), 'small'),
          ];
        }),
    },
  ];
};
