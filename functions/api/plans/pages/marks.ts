import { type Markup, markup } from '../../links/markup.ts';

/** Pixels of the drawing. */
export const namesWidth = 136;
export const size = { row: 26, task: 34, lane: 10, label: 12 } as const;

/** Shapes tell marks apart where colours do not: on paper, and for whoever does not see them. */
const shapes = {
  alert: (x, y) => `<circle class="alert" cx="${x}" cy="${y}" r="6"/>`,
  failed: (x, y) => `<path class="bad line" d="M${x - 5} ${y - 5}l10 10m0-10l-10 10"/>`,
  unanswered: (x, y) => `<circle class="bad hollow" cx="${x}" cy="${y}" r="6"/><path class="bad line" d="M${x - 4} ${y + 4}l8-8"/>`,
  answered: (x, y) => `<path class="good line" d="M${x - 6} ${y}l4 5 8-10"/>`,
  done: (x, y) => `<path class="good line" d="M${x - 6} ${y}l4 5 8-10"/>`,
  breach: (x, y) => `<path class="bad" d="M${x} ${y - 7}l7 7-7 7-7-7z"/>`,
  notice: (x, y) => `<path class="notice" d="M${x - 7} ${y - 7}h14v10h-8l-4 5v-5h-2z"/>`,
  decision: (x, y) => `<path class="decide" d="M${x} ${y - 7}l7 7-7 7-7-7z"/><path class="decide" d="M${x - 2} ${y - 2}h4v2h-2v1m0 2v1"/>`,
  again: (x, y) => `<path class="again" d="M${x - 6} ${y - 5}l5 5-5 5m6-10l5 5-5 5"/>`,
  told: (x, y) => `<circle class="good hollow" cx="${x}" cy="${y}" r="5"/>`,
} as const satisfies Record<string, (x: number, y: number) => string>;

export type MarkName = keyof typeof shapes;

/** A mark with what it says for whoever points at it. */
export const mark = (name: MarkName, x: number, y: number, title: string): Markup =>
  markup`<g><title>${title}</title>${{ markup: shapes[name](x, y) }}</g>`;

export const waiting = (from: number, to: number, y: number): Markup => ({ markup: `<path class="wait" d="M${from} ${y}H${to}"/>` });

export const bar = (from: number, to: number, y: number, open: boolean): Markup => ({
  markup: `<rect class="${open ? 'bar open' : 'bar'}" x="${from}" y="${y}" width="${Math.max(to - from, 4)}" height="8" rx="3"/>`,
});

export const text = (x: number, y: number, words: string, look = '', anchor: 'start' | 'middle' | 'end' = 'start'): Markup =>
  markup`<text x="${String(x)}" y="${String(y)}" class="${look}" text-anchor="${anchor}">${words}</text>`;
