import { type Markup, markup } from '../../links/markup.ts';
import type { DryRunView } from '../dry-run-view.ts';
import type { AlertRow } from './alerts.ts';
import { grid, moments, ticks } from './axis.ts';
import { actorLanes, type Lane, noticeLane } from './lanes.ts';
import { bar, mark, namesWidth, size, text, waiting } from './marks.ts';
import { scaleOf, wrap } from './scale.ts';
import type { TaskRow } from './tasks.ts';
import type { Words } from './words.ts';

const width = { min: 1120, perMinute: 46, max: 1320, after: 24 } as const;
/** As much of the drawing as a page of paper holds in one piece. */
const bandHeight = 600;

/** Lanes in bands that are not cut where a page ends. */
const bandsOf = (lanes: readonly Lane[]): Lane[][] => {
  const bands: Lane[][] = [];
  let height = Number.POSITIVE_INFINITY;
  for (const lane of lanes) {
    const own = lane.height + size.lane;
    if (height + own > bandHeight) {
      bands.push([]);
      height = 0;
    }
    bands.at(-1)?.push(lane);
    height += own;
  }
  return bands;
};

/** The ladder on a time line: a lane for what customers read and one per body or seat that the rehearsal calls upon. */
export const ladder = (view: DryRunView, alerts: readonly AlertRow[], tasks: readonly TaskRow[], word: Words): Markup => {
  const all = [
    ...view.items.map(({ minute }) => minute),
    ...tasks.flatMap(({ rounds, again }) => [...rounds.flatMap(({ due, until }) => [due, until]), again?.until ?? null]),
  ].filter((one) => one !== null);
  const count = new Set(all).size;
  const total = Math.min(Math.max(width.min, namesWidth + count * width.perMinute), width.max);
  const scale = scaleOf(all, namesWidth + 26, total - width.after - 40);
  const end = total - width.after;
  const { rows } = moments(view, scale, 0, 0, end);
  const lanes = [...noticeLane(view, scale, word), ...actorLanes(view, alerts, tasks, scale, end, word)];
  if (lanes.length === 0) return markup`<p class="soft">${word.noTasks}</p>`;

  const band = (mine: readonly Lane[], number: number): Markup => {
    // The words stand on the first band only; the lines run through all.
    const head = 30 + (number === 0 ? rows * 16 : 0);
    let y = head;
    const placed = mine.map((lane) => {
      const top = y;
      y += lane.height + size.lane;
      return { ...lane, top };
    });
    const names = placed.flatMap(({ title, top, height, look }) => [
      markup`<rect class="lane" x="0" y="${String(top)}" width="${String(namesWidth)}" height="${String(height + size.lane - 2)}"/>`,
      ...wrap(title, 13, namesWidth - 14, 4).map((line, index) =>
        text(8, top + 18 + index * 16, line, look === 'notice' ? 'name noticetext' : 'name'),
      ),
    ]);
    const { lines, labels } = moments(view, scale, head, y, end);
    const svg = (w: number, look: string, label: Markup | null, inner: readonly (Markup | readonly Markup[])[]) =>
      markup`<svg class="${look}" viewBox="0 0 ${String(w)} ${String(y)}" width="${String(w)}" height="${String(y)}" ${label ? { markup: `role="img" aria-labelledby="ladder-${number}"` } : { markup: 'aria-hidden="true"' }}>${label}${inner.map((part) => ('markup' in part ? part : markup`${part}`))}</svg>`;
    const label = number === 0 ? word.ladder : `${word.ladder} (${String(number + 1)})`;
    return markup`<div class="scroll" tabindex="0" role="group" aria-label="${label}">${svg(namesWidth, 'names', null, names)}${svg(
      total,
      'ladder',
      markup`<title id="ladder-${String(number)}">${label}</title>`,
      [
        ...placed.map(({ top, height }) => ({
          markup: `<rect class="lane" x="0" y="${top}" width="${total}" height="${height + size.lane - 2}"/>`,
        })),
        grid(scale, head, y),
        lines,
        number === 0 ? labels : [],
        ticks(scale, head, word),
        names,
        ...placed.map(({ content, top }) => content(top + 4)),
      ],
    )}</div>`;
  };
  return markup`${bandsOf(lanes).map(band)}`;
};

const legendMarks = ['alert', 'failed', 'answered', 'unanswered', 'told', 'breach', 'decision', 'again', 'notice'] as const;

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
