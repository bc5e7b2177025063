import { type Markup, markup } from '../../links/markup.ts';
import type { DryRunView, ViewBody, ViewSeat } from '../dry-run-view.ts';
import type { Words } from './words.ts';

type Found = ViewSeat['found'][number];

const sayFound = (found: Found, word: Words): string => {
  if ('position' in found) return `${word.found.position} ${found.position}`;
  if ('duty' in found) return `${word.found.duty} ${found.duty}`;
  return 'dutyAt' in found ? `${word.found.dutyAt} ${found.dutyAt}` : word.found.command;
};

/** Who holds a seat, in the order in which they are tried. */
const holders = ({ holders: people, found, standIn }: ViewSeat, word: Words): Markup => {
  if (standIn) return markup`<span class="soft small">${word.standIn}</span>`;
  const names = people.map(
    ({ name, reached }, index) =>
      markup`${index > 0 ? word.comma : ''}${name}${reached ? null : markup` <span class="late small">(${word.unreached})</span>`}`,
  );
  const how = found.map((one) => sayFound(one, word)).join(word.comma);
  return markup`${people.length > 0 ? names : word.nobody}${how ? markup` <span class="soft small">(${how})</span>` : null}`;
};

/** The levels at which a seat or body leads. */
const leads = ({ levels }: DryRunView, id: string, word: Words): Markup | null => {
  const mine = levels.filter(({ command }) => command === id);
  if (mine.length === 0) return null;
  return markup`<p class="leads"><span class="soft small">${word.leads}</span>${mine.map(({ title, current }) => markup`<span class="tag ${current ? 'late' : 'soft'}">${title}${current ? ` · ${word.now}` : ''}</span>`)}</p>`;
};

/** A seat in full where it stands first, by its title where it stands again. */
const seatLine = (view: DryRunView, id: string, word: Words, told: Set<string>): Markup | null => {
  const seat = view.seats.find((one) => one.id === id);
  if (seat && told.has(id)) return markup`<li><b>${seat.title}</b></li>`;
  told.add(id);
  return seat
    ? markup`<li><b>${seat.title}</b><br>${holders(seat, word)}${seat.duties ? markup`<br><span class="soft small">${seat.duties}</span>` : null}${leads(view, id, word)}</li>`
    : null;
};

const card = (
  view: DryRunView,
  { id, title, kind, duties, leader, deputies, members }: ViewBody,
  word: Words,
  told: Set<string>,
): Markup => {
  const posts = (label: string, ids: readonly string[]) =>
    ids.length === 0
      ? null
      : markup`<p class="soft small post">${label}</p><ul class="posts">${ids.map((one) => seatLine(view, one, word, told))}</ul>`;
  return markup`<div class="card${kind === 'leading-group' || kind === 'command' ? ' heads' : ''}">${kind ? markup`<p class="soft small">${word.kinds[kind]}</p>` : null}<h3>${title}</h3>${leads(view, id, word)}${duties ? markup`<p class="small">${duties}</p>` : null}${posts(word.leader, leader === undefined ? [] : [leader])}${posts(word.deputies, deputies)}${posts(word.members, members)}</div>`;
};

/** More beside each other cannot be read on a page of paper. */
const besideMax = 5;

/** A body with those that answer to it: the first generation stands beside each other, what is below hangs from its line. */
const branch = (view: DryRunView, body: ViewBody, word: Words, told: Set<string>, above: readonly string[]): Markup => {
  const below = view.bodies.filter(({ id, under }) => under === body.id && id !== body.id && !above.includes(id));
  const beside = above.length === 0 && below.length > 1 && below.length <= besideMax;
  return markup`<li>${card(view, body, word, told)}${below.length > 0 ? markup`<ul class="${beside ? 'under beside' : 'under'}">${below.map((one) => branch(view, one, word, told, [...above, body.id]))}</ul>` : null}</li>`;
};

/** Bodies that answer to each other in a circle: the first of each circle stands above the others. */
const circling = ({ bodies }: DryRunView): readonly ViewBody[] => {
  const above = new Map(bodies.map(({ id, under }) => [id, under]));
  const firsts: ViewBody[] = [];
  const placed = new Set<string>();
  for (const body of bodies) {
    const passed = new Set<string>();
    for (let at: string | undefined = body.id; at !== undefined && !passed.has(at); at = above.get(at)) passed.add(at);
    const [last] = [...passed].slice(-1);
    const circular = last !== undefined && above.get(last) === body.id;
    if (circular && !placed.has(body.id)) {
      firsts.push(body);
      for (const one of passed) placed.add(one);
    }
  }
  return firsts;
};

/** The organization as a chart of bodies, with the seats that belong to none behind it. */
export const chart = (view: DryRunView, word: Words): Markup => {
  const told = new Set<string>();
  const ids = new Set(view.bodies.map(({ id }) => id));
  const all = [...view.bodies.filter(({ under }) => under === undefined || !ids.has(under)), ...circling(view)];
  const hasBelow = ({ id }: ViewBody) => view.bodies.some(({ under }) => under === id);
  const roots = all.filter(hasBelow);
  const alone = all.filter((body) => !hasBelow(body));
  const placed = new Set(view.bodies.flatMap(({ leader, deputies, members }) => [...(leader ? [leader] : []), ...deputies, ...members]));
  const others = view.seats.filter(({ id }) => !placed.has(id));
  return markup`${roots.length > 0 ? markup`<ul class="tree">${roots.map((root) => branch(view, root, word, told, []))}</ul>` : null}${
    alone.length > 0 ? markup`<ul class="cards">${alone.map((root) => branch(view, root, word, told, []))}</ul>` : null
  }${
    others.length > 0
      ? markup`${all.length > 0 ? markup`<h3>${word.otherSeats}</h3>` : null}<ul class="seats">${others.map(({ id }) => seatLine(view, id, word, told))}</ul>`
      : null
  }`;
};
