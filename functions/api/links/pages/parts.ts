import type { Instant } from '../../../../shared/instant.ts';
import type { FactDefinition } from '../../../../shared/plan/facts.ts';
import { say } from '../../../../shared/text.ts';
import type { Deed } from '../action.ts';
import { type Markup, markup } from '../markup.ts';
import type { Opened } from '../open-link.ts';
import { buttonsFor, type FieldContext, fieldFor } from './fields.ts';
import { words } from './words.ts';

/** What the parts of the page are made with. */
export interface Parts {
  readonly opened: Opened;
  /** A form of its own, with a token of its own. */
  readonly form: (deed: Deed, inner: Markup) => Markup;
  readonly when: (at: Instant) => Markup;
  readonly fields: (deed: Deed) => FieldContext;
  /** A reported fact in words; null where nobody has reported it. */
  readonly reported: (fact: FactDefinition) => string | null;
  readonly title: (seat: string) => string;
}

export const listed = (parts: readonly string[], { opened: { language } }: Pick<Parts, 'opened'>): string =>
  parts.join(language === 'en' ? ', ' : '、');

export const button = (label: string, look: 'main' | 'side'): Markup => markup`<button class="${look}">${label}</button>`;

/** A form that reports facts: one button for each thing that a single fact may be, else fields. */
export const factForm = (parts: Parts, deed: Deed, asked: readonly FactDefinition[], label: string): Markup => {
  const context = parts.fields(deed);
  const { facts } = parts.opened.loaded.state;
  const [only, ...more] = asked;
  const buttons = only && more.length === 0 ? buttonsFor(only, context) : null;
  const inner = buttons ?? markup`${asked.map((fact) => fieldFor(fact, facts[fact.id]?.value, context))}${button(label, 'side')}`;
  return parts.form({ ...deed, f: asked.map(({ id }) => id) }, inner);
};

/** A decision that is somebody else's: what it is, whose, and a way to ask for it. */
export const awaited = (parts: Parts, fact: FactDefinition): Markup => {
  const { opened, form, when } = parts;
  const { state } = opened.loaded;
  const word = words[opened.language];
  const deed: Deed = { a: 'ask', t: null, f: [fact.id] };
  const asked = state.asked[fact.id];
  const field = `q.${fact.id}`;
  return markup`<p>${say(fact.title, opened.language)} <span class="soft">(${word.decidedBy}: ${listed((fact.decidedBy ?? []).map(parts.title), parts)})</span></p>${
    asked === undefined
      ? form(
          deed,
          markup`<label class="soft" for="${field}">${word.question}</label><input id="${field}" name="q" maxlength="2000" value="${parts.fields(deed).typed?.get('q') ?? ''}">${button(word.ask, 'side')}`,
        )
      : markup`<p class="soft">${word.askedSince} ${when(asked)}</p>`
  }`;
};
