import { type Markup, markup } from '../../links/markup.ts';
import type { DryRunView } from '../dry-run-view.ts';
import type { AlertRow } from './alerts.ts';
import type { TaskRow } from './tasks.ts';
import { sayMinute, type Words } from './words.ts';

type Cell = readonly [label: string, content: Markup | string, look?: string];

/** On a narrow screen a row becomes a block, in which each cell says what it is. */
const row = (cells: readonly Cell[]): Markup =>
  markup`<tr>${cells.map(([label, content, look = '']) => markup`<td class="${look}" data-is="${label}">${content}</td>`)}</tr>`;
const head = (labels: readonly string[]): Markup =>
  markup`<thead><tr>${labels.map((label) => markup`<th scope="col">${label}</th>`)}</tr></thead>`;

const outcome = ({ outcome: what, until, text }: AlertRow, word: Words): Markup | string => {
  const when = until === null ? '' : `${sayMinute(until, word)}${word.colon}`;
  if (what === 'sent') return word.sent;
  if (what === 'failed') return markup`<span class="late">${text ?? ''}</span>`;
  if (what === 'answered') return markup`<span class="fine">${when}${text ?? ''}</span>`;
  return what === 'unanswered' ? markup`<span class="late">${when}${text ?? ''}</span>` : `${when}${word.noAnswer}`;
};

export const alertTable = (view: DryRunView, rows: readonly AlertRow[], clock: (at: string) => string, word: Words): Markup => {
  if (rows.length === 0) return markup`<p class="soft">${word.noAlerts}</p>`;
  const seat = (id: string) => view.seats.find((one) => one.id === id)?.title ?? id;
  const channels = ({ channels: kinds }: AlertRow) =>
    kinds.length === 0 ? word.noChannel : [...new Set(kinds)].map((kind) => word[kind]).join(', ');
  return markup`<div class="table"><table>${head([word.when, word.clock, word.seat, word.who, word.channel, word.why, word.outcome])}<tbody>${rows.map(
    (one) =>
      row([
        [word.when, sayMinute(one.minute, word), 'n'],
        [word.clock, clock(one.at), 'n'],
        [word.seat, one.seats.map(seat).join(', ')],
        [
          word.who,
          view.seats.some(({ id, standIn }) => standIn && one.seats.includes(id))
            ? markup`<span class="soft">${word.standInShort}</span>`
            : one.who,
        ],
        [word.channel, channels(one), 'n'],
        [word.why, one.restore ? word.restoreRung : (view.rungs[one.rung ?? ''] ?? '')],
        [word.outcome, outcome(one, word)],
      ]),
  )}</tbody></table></div>`;
};

export const taskTable = (view: DryRunView, tasks: readonly TaskRow[], word: Words): Markup => {
  if (tasks.length === 0) return markup`<p class="soft">${word.noTasks}</p>`;
  const state = ({ state: now, until }: TaskRow) => {
    const when = (now === 'done' || now === 'late') && until !== null ? ` (${sayMinute(until, word)})` : '';
    return markup`<span class="${now === 'breach' || now === 'late' ? 'late' : now === 'done' ? 'fine' : ''}">${word.states[now]}${when}</span>`;
  };
  return markup`<div class="table"><table>${head([word.seat, word.task, word.opens, word.due, word.outcome])}${view.seats.map((seat) => {
    const mine = tasks.filter((task) => task.seat === seat.id);
    return mine.length === 0
      ? null
      : markup`<tbody>${mine.map(
          (task, index) =>
            markup`<tr>${index === 0 ? markup`<th scope="rowgroup" rowspan="${String(mine.length)}">${seat.title}</th>` : null}<td>${task.title}</td><td class="n" data-is="${word.opens}">${sayMinute(task.minute, word)}</td><td class="n" data-is="${word.due}">${task.due === null ? word.noDue : sayMinute(task.due, word)}</td><td data-is="${word.outcome}">${state(task)}</td></tr>`,
        )}</tbody>`;
  })}</table></div>`;
};

export const noticeList = ({ items }: DryRunView, clock: (at: string) => string, word: Words): Markup => {
  const notices = items.filter(({ kind }) => kind === 'notice');
  if (notices.length === 0) return markup`<p class="soft">${word.noNotices}</p>`;
  return markup`<ol class="read">${notices.map(
    ({ at, minute, phase, title, body }) =>
      markup`<li><p class="soft">${sayMinute(minute, word)} · ${clock(at)}<br>${phase ? word.phases[phase] : ''}</p><div><h3>${title ?? ''}</h3><p>${body ?? ''}</p></div></li>`,
  )}</ol>`;
};

const happenings = new Set(['declared', 'reported', 'graded', 'answered', 'done', 'restored', 'closed']);

/** What people do in this rehearsal, as far as it is more than its beginning. */
export const actList = ({ items, unanswered }: DryRunView, clock: (at: string) => string, word: Words): Markup | null => {
  if (unanswered) return null;
  const acts = items.filter(({ kind }) => happenings.has(kind));
  return markup`<section><h2>${word.happens}</h2><div class="table"><table>${head([word.when, word.clock, ''])}<tbody>${acts.map(
    ({ minute, at, text }) =>
      row([
        [word.when, sayMinute(minute, word), 'n'],
        [word.clock, clock(at), 'n'],
        ['', text],
      ]),
  )}</tbody></table></div></section>`;
};
