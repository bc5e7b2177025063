import { type Markup, markup } from '../../links/markup.ts';
import type { DryRunView } from '../dry-run-view.ts';
import { size, text } from './marks.ts';
import { fit, type Scale, widthOf } from './scale.ts';
import { sayMinute, type Words } from './words.ts';

const kinds = new Set(['reported', 'restored', 'closed', 'inject', 'asked', 'level-set']);

/** Moments that concern every lane, as lines through all of them with their words on top. */
export const moments = (
  view: DryRunView,
  { x }: Scale,
  top: number,
  bottom: number,
  right: number,
): { readonly rows: number; readonly lines: Markup[]; readonly labels: Markup[] } => {
  const items = view.items.filter(({ kind, minute }) => kinds.has(kind) || (kind === 'graded' && minute > 0));
  const ends: number[] = [];
  const drawn = items.map(({ kind, minute, text: words }) => {
    const place = x(minute);
    const label = fit(words, size.label, 340);
    const flip = place + widthOf(label, size.label) + 6 > right;
    const [from, to] = flip ? [place - widthOf(label, size.label) - 4, place] : [place, place + widthOf(label, size.label) + 10];
    let row = ends.findIndex((taken) => taken < from);
    if (row < 0) row = ends.length;
    ends[row] = to;
    const y = top - 22 - row * 16;
    const look = kind === 'restored' || kind === 'closed' ? 'good' : 'soft';
    return {
      line: markup`<path class="moment ${look}" d="M${String(place)} ${String(y + 3)}V${String(bottom)}"/>`,
      label: text(flip ? place - 4 : place + 4, y, label, `small ${look === 'good' ? 'goodtext' : 'soft'}`, flip ? 'end' : 'start'),
    };
  });
  return { rows: ends.length, lines: drawn.map(({ line }) => line), labels: drawn.map(({ label }) => label) };
};

export const grid = ({ minutes, x }: Scale, top: number, bottom: number): Markup[] =>
  minutes.map((minute) => ({ markup: `<path class="grid" d="M${x(minute)} ${top}V${bottom}"/>` }));

/** As many minutes as can be read beside each other. */
export const ticks = ({ minutes, x }: Scale, top: number, word: Words): Markup[] => {
  let last = Number.NEGATIVE_INFINITY;
  return minutes.flatMap((minute) => {
    const label = sayMinute(minute, word);
    const half = widthOf(label, size.label) / 2;
    if (x(minute) - half <= last + 6) return [];
    last = x(minute) + half;
    return [text(x(minute), top - 6, label, 'small soft', 'middle')];
  });
};
