import { type Markup, markup } from '../../links/markup.ts';
import type { DryRunView } from '../dry-run-view.ts';
import { alertGroups, type AlertRow } from './alerts.ts';
import { sayMinute, type Words } from './words.ts';

/** As much of a list as a page of a few megabytes can hold, and anybody reads. */
const shownMax = 300;

/** A list as far as it is shown, and the line that says how much is not. */
export const cut = <T>(items: readonly T[], word: Words) => ({
  shown: items.slice(0, shownMax),
  rest: items.length > shownMax ? markup`<p class="soft">${word.more(items.length - shownMax)}</p>` : null,
});

export type Cell = readonly [label: string, content: Markup | string, look?: string];

/** On a narrow screen a row becomes a block, in which each cell says what it is. */
export const row = (cells: readonly Cell[]): Markup =>
  markup`<tr>${cells.map(([label, content, look = '']) => markup`<td class="${look}" data-is="${label}">${content}</td>`)}</tr>`;
export const head = (labels: readonly string[]): Markup =>
  markup`<thead><tr>${labels.map((label) => markup`<th scope="col">${label}</th>`)}</tr></thead>`;
export const table = (labels: readonly string[], rows: readonly (readonly Cell[])[]): Markup =>
  markup`<div class="table"><table>${head(labels)}<tbody>${rows.map(row)}</tbody></table></div>`;

const outcome = ({ outcome: what, until, text }: AlertRow, word: Words): Markup | string => {
  const when = until === null ? '' : `${sayMinute(until, word)}${word.colon}`;
  if (what === 'sent') return word.sent;
  if (what === 'failed') return markup`<span class="late">${text ?? ''}</span>`;
  if (what === 'answered') return markup`<span class="fine">${when}${text ?? ''}</span>`;
  return what === 'unanswered' ? markup`<span class="late">${when}${text ?? ''}</span>` : `${when}${word.noAnswer}`;
};

export const alertTable = (view: DryRunView, rows: readonly AlertRow[], clock: (at: string) => string, word: Words): Markup => {
  if (rows.length === 0) return markup`<p class="soft">${word.noAlerts}</p>`;
  const channels = ({ channels: kinds }: AlertRow) =>
    kinds.length === 0 ? word.noChannel : [...new Set(kinds)].map((kind) => word[kind]).join(', ');
  const who = ({ who: name, person, seats }: AlertRow): Markup | string => {
    if (!view.standIns.has(person)) return name;
    return seats.some((id) => view.names[id] === name)
      ? markup`<span class="soft">${word.standInShort}</span>`
      : markup`${name} <span class="soft">(${word.standInShort})</span>`;
  };
  return table(
    [word.when, word.clock, word.why, word.seatAndWho, word.channel, word.outcome],
    alertGroups(rows).map((one) => [
      [word.when, sayMinute(one.minute, word), 'n'],
      [word.clock, clock(one.at), 'n'],
      [word.why, one.restore ? word.restoreRung : (view.rungs[one.rung ?? ''] ?? '')],
      [
        word.seatAndWho,
        markup`<ul class="plain">${one.rows.map((row) => markup`<li>${row.seats.map((id) => view.names[id] ?? id).join(word.comma)}${row.seats.length > 0 ? word.colon : ''}${who(row)}</li>`)}</ul>`,
      ],
      [word.channel, channels(one), 'n'],
      [word.outcome, outcome(one, word)],
    ]),
  );
};

export const noticeList = ({ items }: DryRunView, clock: (at: string) => string, word: Words): Markup => {
  const notices = items.filter(({ kind }) => kind === 'notice');
  if (notices.length === 0) return markup`<p class="soft">${word.noNotices}</p>`;
  return markup`<ol class="read">${notices.map(
    ({ at, minute, phase, title, body }) =>
      markup`<li><p class="soft">${sayMinute(minute, word)} · ${clock(at)}<br>${phase ? word.phases[phase] : ''}</p><div><h3>${title ?? ''}</h3><p>${body ?? ''}</p></div></li>`,
  )}</ol>`;
};

const beginning = new Set(['declared', 'graded']);
const happenings = new Set([...beginning, 'inject', 'asked', 'reported', 'level-set', 'answered', 'done', 'restored', 'closed']);

/** What people do in this rehearsal, as far as it is more than its beginning. */
export const actTable = ({ items }: DryRunView, clock: (at: string) => string, word: Words): Markup | null => {
  const acts = items.filter(({ kind }) => happenings.has(kind));
  if (acts.every(({ kind }) => beginning.has(kind))) return null;
  const { shown, rest } = cut(acts, word);
  const rows = table(
    [word.when, word.clock, word.happening],
    shown.map(({ minute, at, text, kind }) => [
      [word.when, sayMinute(minute, word), 'n'],
      [word.clock, clock(at), 'n'],
      [word.happening, kind === 'inject' ? markup`<span class="tag">${word.drill}</span> ${text}` : text],
    ]),
  );
  return markup`${rows}${rest}`;
};
