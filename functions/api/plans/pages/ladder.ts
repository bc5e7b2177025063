import { type Markup, markup } from '../../links/markup.ts';
import type { DryRunView } from '../dry-run-view.ts';
import type { AlertRow } from './alerts.ts';
import { grid, moments, ticks } from './axis.ts';
import { noticeLane, seatLanes } from './lanes.ts';
import { bar, mark, namesWidth, size, text, waiting } from './marks.ts';
import { scaleOf, wrap } from './scale.ts';
import type { TaskRow } from './tasks.ts';
import type { Words } from './words.ts';

const width = { min: 1120, perMinute: 46, max: 2400, after: 24 } as const;

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
      grid(scale, head, y),
      moments(view, scale, head, y, end).drawn,
      ticks(scale, head, word),
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
