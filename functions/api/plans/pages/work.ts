import { type Markup, markup } from '../../links/markup.ts';
import type { DryRunView, ViewItem } from '../dry-run-view.ts';
import { head } from './tables.ts';
import { actorsOf, type TaskRound, type TaskRow } from './tasks.ts';
import { sayMinute, type Words } from './words.ts';

const looks = { open: '', done: 'fine', late: 'late', breach: 'late', lapsed: '', restored: '' } as const;

const stateOf = ({ state, until, due }: TaskRound, word: Words): Markup => {
  const at = state === 'done' || state === 'late' || state === 'lapsed' ? until : state === 'breach' ? due : null;
  return markup`<span class="${looks[state]}">${word.states[state]}${at === null ? '' : ` (${sayMinute(at, word)})`}</span>`;
};

/** The outcome of work that comes again is said once where all rounds end alike. */
const outcome = ({ rounds, again }: TaskRow, word: Words): Markup => {
  const [first] = rounds;
  if (first && rounds.length === 1 && !again) return stateOf(first, word);
  const overdue = (again?.overdue ?? 0) + rounds.filter(({ breached }) => breached).length;
  if (rounds.every(({ state }) => state === 'breach'))
    return markup`<span class="late">${word.states.breach}${word.colon}${word.times(overdue)}</span>`;
  return markup`${rounds.map((round, index) => markup`<div>${String(index + 1)}. ${stateOf(round, word)}</div>`)}${again && again.overdue > 0 ? markup`<div><span class="late">${word.states.breach}${word.colon}${word.times(overdue)}</span></div>` : null}`;
};

const opens = ({ rounds, again }: TaskRow, word: Words): string => {
  const times = rounds.map(({ minute }) => sayMinute(minute, word)).join(word.comma);
  return again ? `${times} … ${sayMinute(again.until, word)} (${word.times(rounds.length + again.rounds)})` : times;
};

const dues = ({ rounds }: TaskRow, word: Words): string => {
  const [first] = rounds;
  if (!first || first.due === null) return word.noDue;
  return rounds.length === 1 ? sayMinute(first.due, word) : word.each(sayMinute(first.due - first.minute, word));
};

const more = ({ way, asks, decides, evidence, needs, starts, stays }: ViewItem, word: Words): Markup => {
  const line = (label: string, text: string) => markup`<div class="more"><span class="soft">${label}${word.colon}</span>${text}</div>`;
  const list = (parts: readonly string[]) => parts.join(word.comma);
  return markup`${way ? line(word.way, way) : null}${asks && !decides ? line(word.toldOf, list(asks)) : null}${asks && decides ? line(word.toDecide, list(asks)) : null}${evidence ? line(word.evidence, list(evidence.map((one) => word.evidenceOf[one]))) : null}${needs ? line(word.uses, list(needs)) : null}${starts ? line(word.starts, starts) : null}${stays ? markup`<div class="more soft">${word.stays}</div>` : null}`;
};

/** Work by body and seat, in the order in which they are called upon. */
export const taskTable = (view: DryRunView, tasks: readonly TaskRow[], word: Words): Markup => {
  if (tasks.length === 0) return markup`<p class="soft">${word.noTasks}</p>`;
  const firstOf = (id: string) => Math.min(...tasks.filter(({ seat }) => seat === id).map(({ minute }) => minute));
  return markup`<div class="table work"><table>${head([word.task, word.opens, word.due, word.outcome])}${actorsOf(view, firstOf).map(
    (id) => {
      const mine = tasks.filter((task) => task.seat === id);
      return markup`<tbody><tr class="group"><th scope="rowgroup" colspan="4">${view.names[id] ?? id}</th></tr>${mine.map(
        (task) =>
          markup`<tr><td>${task.item.decides ? markup`<span class="tag">${word.decision}</span> ` : null}${task.title}${more(task.item, word)}</td><td data-is="${word.opens}">${opens(task, word)}</td><td data-is="${word.due}">${dues(task, word)}</td><td data-is="${word.outcome}">${outcome(task, word)}</td></tr>`,
      )}</tbody>`;
    },
  )}</table></div>`;
};
