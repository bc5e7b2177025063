import { type Markup, markup } from '../../links/markup.ts';
import type { DryRunView, ViewDecision } from '../dry-run-view.ts';
import { type Cell, cut, table } from './tables.ts';
import { sayMinute, type Words } from './words.ts';

const titleOf = ({ about, title }: ViewDecision, word: Words): string => (about === 'fact' ? title : word.decide[about]);

const decisionRow = (one: ViewDecision, word: Words): readonly Cell[] => {
  const { about, by, asked, due, otherwise, decided } = one;
  const free = about !== 'fact';
  const outcome = decided
    ? markup`<span class="${decided.assumed ? 'late' : 'fine'}">${sayMinute(decided.minute, word)}${word.colon}${decided.value}</span>${decided.assumed ? markup` <span class="soft">(${word.assumed})</span>` : null}`
    : word.undecided;
  return [
    [word.decision, markup`<b>${titleOf(one, word)}</b>`],
    [word.decides, by.join(word.comma)],
    [word.asked, free ? word.atAnyTime : asked === null ? word.notAsked : sayMinute(asked, word)],
    [word.until, free ? '–' : due === null ? word.noDue : sayMinute(due, word)],
    [word.ifNobody, free ? '–' : (otherwise ?? word.nothingCounts)],
    [word.decidedAs, free ? '–' : outcome],
  ];
};

export const decisionTable = ({ decisions }: DryRunView, word: Words): Markup | null =>
  decisions.length === 0
    ? null
    : table(
        [word.decision, word.decides, word.asked, word.until, word.ifNobody, word.decidedAs],
        decisions.map((one) => decisionRow(one, word)),
      );

/** What must not be done, in a box of its own. */
export const prohibitions = ({ items, names }: DryRunView, word: Words): Markup | null => {
  const seen = new Set<string | undefined>();
  const forbidden = items.filter(({ kind, forbidden: not, task }) => {
    if (kind !== 'task' || !not || seen.has(task)) return false;
    seen.add(task);
    return true;
  });
  if (forbidden.length === 0) return null;
  const { shown, rest } = cut(forbidden, word);
  return markup`<ul class="forbidden">${shown.map(
    ({ title, seat = '', minute }) =>
      markup`<li><svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><circle class="bad hollow" cx="10" cy="10" r="8"/><path class="bad line" d="M5 15L15 5"/></svg><span><b>${title ?? ''}</b> <span class="soft">${names[seat] ?? seat}${minute > 0 ? ` · ${word.from} ${sayMinute(minute, word)}` : ''}</span></span></li>`,
  )}</ul>${rest}`;
};

const list = (items: readonly string[], look = 'list') => markup`<ul class="${look}">${items.map((item) => markup`<li>${item}</li>`)}</ul>`;

export const reportForm = ({ form }: DryRunView): Markup | null =>
  form &&
  markup`<h3>${form.title}</h3><ol class="points">${form.facts.map((fact) => markup`<li>${fact}</li>`)}</ol>${form.advice.map((one) => markup`<p class="soft">${one}</p>`)}`;

export const resourceTable = ({ resources }: DryRunView, word: Words): Markup | null =>
  resources.length === 0
    ? null
    : table(
        [word.resource, word.quantity, word.place, word.custodian],
        resources.map(({ title, quantity, place, custodian }) => [
          [word.resource, markup`<b>${title}</b>`],
          [word.quantity, quantity || word.notSaid],
          [word.place, place || word.notSaid],
          [word.custodian, custodian || word.notSaid],
        ]),
      );

export const principles = (view: DryRunView): Markup | null => (view.principles.length === 0 ? null : list(view.principles));

/** What somebody still has to write or fill in. */
export const openPoints = ({ parameters, unwritten }: DryRunView, word: Words): Markup | null =>
  parameters.length + unwritten.length === 0
    ? null
    : markup`${parameters.length > 0 ? markup`<h3>${word.openValues}</h3>${list(parameters)}` : null}${unwritten.length > 0 ? markup`<h3>${word.openText}</h3>${list(unwritten)}` : null}`;
