import { type Markup, markup } from '../../links/markup.ts';
import type { DryRunView } from '../dry-run-view.ts';
import type { AlertRow } from './alerts.ts';
import { bar, mark, type MarkName, namesWidth, size, text, waiting } from './marks.ts';
import { fit, type Scale, widthOf, wrap } from './scale.ts';
import { actorsOf, type TaskRound, type TaskRow } from './tasks.ts';
import { sayMinute, type Words } from './words.ts';

const tasksMax = 12;

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

const roundMarks = (
  task: TaskRow,
  round: TaskRound,
  { x }: Scale,
  y: number,
  end: number,
  word: Words,
): { bars: Markup[]; marks: Markup[] } => {
  const { minute, due, until, state, breached } = round;
  const from = x(minute);
  const next = task.rounds.find((one) => one.minute > minute)?.minute ?? task.again?.minute;
  const last = Math.min(end, next === undefined ? end : x(next) - 3);
  const to = until !== null && (due === null || until < due) ? x(until) : due === null ? last : x(due);
  const title = `${task.title} (${due === null ? word.noDue : `${word.due} ${sayMinute(due, word)}`}; ${word.states[state]})`;
  const bars = [markup`<g><title>${title}</title>${bar(from, to, y, due === null)}</g>`];
  const marks = [
    ...(breached ? [mark('breach', x(due ?? minute), y + 4, `${sayMinute(due ?? 0, word)}${word.colon}${word.legend.breach}`)] : []),
    ...((state === 'done' || state === 'late') && until !== null
      ? [mark('done', x(until), y + 4, `${sayMinute(until, word)}${word.colon}${word.states[state]}`)]
      : []),
  ];
  return { bars, marks };
};

const taskMarks = (task: TaskRow, scale: Scale, top: number, end: number, word: Words): Markup[] => {
  const { x } = scale;
  const start = x(task.minute);
  const from = task.item.decides ? start + 13 : start;
  // A label that begins too far right ends with the picture instead.
  const space = end - from;
  const flip = space < 260 && widthOf(task.title, size.label) > space;
  const label = flip
    ? text(end, top + 11, fit(task.title, size.label, end - namesWidth - 40), 'small', 'end')
    : text(from, top + 11, fit(task.title, size.label, space), 'small');
  const { again } = task;
  const rounds = task.rounds.map((round) => roundMarks(task, round, scale, top + 17, end, word));
  return [
    ...(task.item.decides && !flip ? [mark('decision', start + 4, top + 7, word.decision)] : []),
    label,
    ...rounds.flatMap(({ bars }) => bars),
    ...(again ? [waiting(x(again.minute), x(again.until), top + 21), mark('again', x(again.minute) + 15, top + 21, again.text)] : []),
    ...rounds.flatMap(({ marks }) => marks),
  ];
};

export const actorLanes = (
  view: DryRunView,
  alerts: readonly AlertRow[],
  tasks: readonly TaskRow[],
  scale: Scale,
  end: number,
  word: Words,
): Lane[] => {
  const firstOf = (id: string) =>
    Math.min(
      ...alerts.filter(({ seats }) => seats.includes(id)).map(({ minute }) => minute),
      ...tasks.filter(({ seat }) => seat === id).map(({ minute }) => minute),
    );
  return actorsOf(view, firstOf).flatMap((id) => {
    const title = view.names[id] ?? id;
    const mine = alerts.filter((row) => row.seats.includes(id));
    const work = tasks.filter((task) => task.seat === id);
    // A lane that is higher than a page of paper goes on in another one.
    const parts = Math.max(1, Math.ceil(work.length / tasksMax));
    return Array.from({ length: parts }, (_, part): Lane => {
      const called = part === 0 && mine.length > 0 ? size.row : 0;
      const here = work.slice(part * tasksMax, (part + 1) * tasksMax);
      return {
        title: part === 0 ? title : `${title} (${String(part + 1)})`,
        look: '',
        height: Math.max(called + here.length * size.task, size.row, wrap(title, 13, namesWidth - 14, 4).length * 16 + 4),
        content: (top) => [
          ...(called > 0 ? alertMarks(mine, scale, top + size.row / 2, word) : []),
          ...here.flatMap((task, index) => taskMarks(task, scale, top + called + index * size.task, end, word)),
        ],
      };
    });
  });
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
