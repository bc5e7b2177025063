import { type Markup, markup } from '../../links/markup.ts';
import type { DryRunView, ViewSeat } from '../dry-run-view.ts';
import type { Words } from './words.ts';

const holders = ({ holders: people, standIn }: ViewSeat, word: Words): Markup =>
  standIn
    ? markup`<p class="soft small">${word.standIn}</p>`
    : markup`<ol>${people.map(({ name, reached }) => markup`<li>${name}${reached ? null : markup` <span class="late small">${word.unreached}</span>`}</li>`)}</ol>`;

/** Seats that lead at a level stand above the others, with their levels; holders stand in the order in which they are tried. */
export const chart = ({ seats, levels }: DryRunView, word: Words): Markup => {
  const heads = seats.filter(({ id }) => levels.some(({ command }) => command === id));
  const others = seats.filter((seat) => !heads.includes(seat));
  const leads = ({ id }: ViewSeat) =>
    levels
      .filter(({ command }) => command === id)
      .map(
        ({ title, current }) => markup`<span class="tag ${current ? 'late' : 'soft'}">${title}${current ? ` · ${word.now}` : ''}</span>`,
      );
  return markup`${
    heads.length > 0
      ? markup`<ul class="chart ${others.length > 0 ? 'heads over' : 'heads'}">${heads.map((seat) => markup`<li><p class="soft small">${word.leads}</p><p class="leads">${leads(seat)}</p><h3>${seat.title}</h3>${holders(seat, word)}</li>`)}</ul>`
      : null
  }${others.length > 0 ? markup`<ul class="chart">${others.map((seat) => markup`<li><h3>${seat.title}</h3>${holders(seat, word)}</li>`)}</ul>` : null}`;
};
