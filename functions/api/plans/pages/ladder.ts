import { type Markup, markup } from '../../links/markup.ts';
import type { DryRunView } from '../dry-run-view.ts';
import type { AlertRow } from './alerts.ts';
import { bar, mark, type MarkName, text, waiting } from './marks.ts';
import { fit, scaleOf, type Scale, widthOf, wrap } from './scale.ts';
import type { TaskRow } from './tasks.ts';
import { sayMinute, type Words } from './words.ts';

const namesWidth = 136;
const width = { min: 1120, perMinute: 46, max: 2400, after: 24 } as const;
const size = { row: 26, task: 34, lane: 10, label: 12 } as const;

interface Lane {
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

const seatLanes = (
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

const noticeLane = (view: DryRunView, scale: Scale, word: Words): Lane[] => {
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

/** Moments that concern every lane, as lines through all of them with their words on top. */
const moments = (
  view: DryRunView,
  { x }: Scale,
  top: number,
  bottom: number,
  right: number,
): { readonly rows: number; readonly drawn: Markup[] } => {
  const items = view.items.filter(
    ({ kind, minute }) => kind === 'reported' || kind === 'restored' || kind === 'closed' || (kind === 'graded' && minute > 0),
  );
  const ends: number[] = [];
  const drawn = items.flatMap(({ kind, minute, text: words }) => {
    const place = x(minute);
    const label = fit(words, size.label, 260);
    const flip = place + widthOf(label, size.label) + 6 > right;
    const [from, to] = flip ? [place - widthOf(label, size.label) - 4, place] : [place, place + widthOf(label, size.label) + 10];
    let row = ends.findIndex((taken) => taken < from);
    if (row < 0) row = ends.length;
    ends[row] = to;
    const y = top - 22 - row * 16;
    const look = kind === 'restored' || kind === 'closed' ? 'good' : 'soft';
    return [
      markup`<path class="moment ${look}" d="M${String(place)} ${String(y + 3)}V${String(bottom)}"/>`,
      text(flip ? place - 4 : place + 4, y, label, `small ${look === 'good' ? 'goodtext' : 'soft'}`, flip ? 'end' : 'start'),
    ];
  });
  return { rows: ends.length, drawn };
};

const axis = ({ minutes, x }: Scale, top: number, bottom: number, word: Words): Markup[] => {
  let last = Number.NEGATIVE_INFINITY;
  return minutes.flatMap((minute) => {
    const label = sayMinute(minute, word);
    const half = widthOf(label, size.label) / 2;
    const free = x(minute) - half > last + 6;
    if (free) last = x(minute) + half;
    return [
      { markup: `<path class="grid" d="M${x(minute)} ${top}V${bottom}"/>` },
      ...(free ? [text(x(minute), top - 6, label, 'small soft', 'middle')] : []),
    ];
  });
};

/** The ladder on a time line: a lane for what customers read and one per seat that the rehearsal calls upon. */
export const ladder = (view: DryRunView, alerts: readonly AlertRow[], tasks: readonly TaskRow[], word: Words): Markup => {
  const all = [...view.items.map(({ minute }) => minute), ...tasks.flatMap(({ due, until }) => [due, until].filter((one) => one !== null))];
  const count = new Set(all).size;
  const total = Math.min(Math.max(width.min, namesWidth + count * width.perMinute), width.max);
  const scale = scaleOf(all, namesWidth + 26, total - width.after - 40);
  const end = total - width.after;
  const head = 30 + moments(view, scale, 0, 0, end).rows * 16;
  let y = head;
  const lanes = [...noticeLane(view, scale, word), ...seatLanes(view, alerts, tasks, scale, end, word)].map((lane) => {
    const top = y;
    y += lane.height + size.lane;
    return { ...lane, top };
  });
  const names = lanes.flatMap(({ title, top, height, look }) => [
    markup`<rect class="lane" x="0" y="${String(top)}" width="${String(namesWidth)}" height="${String(height + size.lane - 2)}"/>`,
    ...wrap(title, 13, namesWidth - 14, 4).map((line, index) =>
      text(8, top + 18 + index * 16, line, look === 'notice' ? 'name noticetext' : 'name'),
    ),
  ]);
  const svg = (w: number, look: string, label: Markup | null, inner: readonly (Markup | readonly Markup[])[]) =>
    markup`<svg class="${look}" viewBox="0 0 ${String(w)} ${String(y)}" width="${String(w)}" height="${String(y)}" ${label ? { markup: 'role="img" aria-labelledby="ladder-title ladder-more"' } : { markup: 'aria-hidden="true"' }}>${label}${inner.map((part) => ('markup' in part ? part : markup`${part}`))}</svg>`;
  return markup`<div class="scroll" tabindex="0" role="group" aria-label="${word.ladder}">${svg(namesWidth, 'names', null, names)}${svg(
    total,
    'ladder',
    markup`<title id="ladder-title">${word.ladder}</title><desc id="ladder-more">${word.ladderMore}</desc>`,
    [
      ...lanes.map(({ top, height }) => ({
        markup: `<rect class="lane" x="0" y="${top}" width="${total}" height="${height + size.lane - 2}"/>`,
      })),
      axis(scale, head, y, word),
      moments(view, scale, head, y, end).drawn,
      names,
      ...lanes.map(({ content, top }) => content(top + 4)),
    ],
  )}</div>`;
};

const legendMarks = ['alert', 'failed', 'answered', 'unanswered', 'told', 'breach', 'notice'] as const;

export const legend = (word: Words): Markup => {
  const entry = (symbol: Markup, label: string) =>
    markup`<li><svg viewBox="0 0 28 18" width="28" height="18" aria-hidden="true">${symbol}</svg>${label}</li>`;
  return markup`<ul class="legend">${[
    ...legendMarks.map((name) => entry(mark(name, 14, 9, ''), word.legend[name])),
    entry(waiting(2, 26, 9), word.legend.waiting),
    entry(bar(2, 26, 5, false), word.legend.task),
    entry(bar(2, 26, 5, true), word.legend.open),
  ]}</ul>`;
};
