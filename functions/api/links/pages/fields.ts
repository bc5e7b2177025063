import { durationMillis, type Instant, millisOf, toInstant } from '../../../../shared/instant.ts';
import type { FactDefinition } from '../../../../shared/plan/facts.ts';
import { type FactValue, type PlainValue, plainOf } from '../../../../shared/plan/values.ts';
import { type Language, say } from '../../../../shared/text.ts';
import { millisOfWall, wallMillis } from '../../../../shared/wall-clock.ts';
import type { Fault } from '../../../../shared/problems/fault.ts';
import { pointerOf } from '../../../../shared/problems/pointer.ts';
import { type Markup, markup } from '../markup.ts';
import { words } from './words.ts';

const textMax = 2000;
const minuteMillis = 60_000;

/** What stands in the fields of a fact, by their names. */
type Typed = Readonly<Record<string, string>>;

const nameOf = (id: string) => `f.${id}`;
const unknownOf = (id: string) => `u.${id}`;

/** What a reported value looks like in its fields. */
const typedOf = (value: FactValue, { id, type }: FactDefinition, timeZone: string): Typed => {
  const plain = plainOf(value);
  const name = nameOf(id);
  if (plain === undefined) return { [unknownOf(id)]: 'on' };
  if (typeof plain === 'object') return { [name]: (plain.amount / 100).toFixed(2) };
  if (type === 'boolean') return { [name]: plain === true ? 'yes' : 'no' };
  if (type === 'duration' && typeof plain === 'string') {
    const minutes = Math.round(durationMillis(plain) / minuteMillis);
    return { [`${name}.h`]: String(Math.floor(minutes / 60)), [`${name}.m`]: String(minutes % 60) };
  }
  if (type === 'instant' && typeof plain === 'string')
    return { [name]: toInstant(wallMillis(Math.floor(millisOf(plain) / 1000) * 1000, timeZone)).slice(0, 16) };
  return { [name]: String(plain) };
};

const instantOf = (text: string, timeZone: string): Instant | null => {
  const wall = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text) ? Date.parse(`${text}Z`) : Number.NaN;
  return Number.isNaN(wall) ? null : toInstant(millisOfWall(wall, timeZone));
};

const minorOf = (text: string): number | null => {
  const [, sign = '', major = '', minor = ''] = /^(-?)(\d{1,13})(?:[.,](\d{1,2}))?$/.exec(text) ?? [];
  return major === '' ? null : Number(`${sign}${major}${minor.padEnd(2, '0')}`);
};

const hoursOf = (hours: string, minutes: string): string | null =>
  /^\d{0,5}$/.test(hours) && /^\d{0,6}$/.test(minutes) ? `PT${Number(hours)}H${Number(minutes)}M` : null;

/** One fact as it was typed: undefined where nothing was, null where it cannot be read. */
const readFact = (form: URLSearchParams, { id, type, currency }: FactDefinition, timeZone: string): FactValue | undefined | null => {
  const text = (name: string) => (form.get(name) ?? '').trim();
  const typed = text(nameOf(id));
  if (type === 'duration') {
    const [hours, minutes] = [text(`${nameOf(id)}.h`), text(`${nameOf(id)}.m`)];
    if (hours !== '' || minutes !== '') return hoursOf(hours, minutes);
  }
  if (typed === '') return form.has(unknownOf(id)) ? { unknown: true } : undefined;
  if (typed === '?') return { unknown: true };
  const plain: Record<FactDefinition['type'], () => PlainValue | null> = {
    boolean: () => (typed === 'yes' ? true : typed === 'no' ? false : null),
    integer: () => (/^-?\d{1,15}$/.test(typed) ? Number(typed) : null),
    number: () => (/^-?\d{1,15}([.,]\d{1,15})?$/.test(typed) ? Number(typed.replace(',', '.')) : null),
    money: () => {
      const amount = minorOf(typed);
      return amount === null || currency === undefined ? null : { amount, currency };
    },
    text: () => (typed.length <= textMax ? typed.replaceAll('\r\n', '\n').toWellFormed() : null),
    choice: () => typed,
    instant: () => instantOf(typed, timeZone),
    duration: () => null,
  };
  return plain[type]();
};

/** The facts of a form, or what cannot be read of them. */
export const readFacts = (form: URLSearchParams, definitions: readonly FactDefinition[], timeZone: string) => {
  const facts: Record<string, FactValue> = {};
  const faults: Fault[] = [];
  for (const definition of definitions) {
    const value = readFact(form, definition, timeZone);
    if (value === null) faults.push({ in: 'body', pointer: pointerOf(['facts', definition.id]), code: 'format', values: {} });
    else if (value !== undefined) facts[definition.id] = value;
  }
  return { facts, faults };
};

export interface FieldContext {
  readonly language: Language;
  readonly timeZone: string;
  /** Makes ids that the page has once. */
  readonly prefix: string;
  /** What was typed and could not be taken. */
  readonly typed: URLSearchParams | null;
  /** What is wrong with a fact, in words. */
  readonly faultOf: (fact: string) => string | null;
}

/** Few enough for a button each. */
const buttonsMax = 5;

/** What a fact may be, where that is one of a few. */
const optionsOf = ({ type, choices = [] }: FactDefinition, language: Language): readonly (readonly [value: string, label: string])[] => {
  const word = words[language];
  if (type === 'boolean')
    return [
      ['yes', word.yes],
      ['no', word.no],
    ];
  return type === 'choice' && choices.length <= buttonsMax ? choices.map(({ id, title }) => [id, say(title, language)]) : [];
};

/** Buttons that say one fact with one tap; null for facts that have to be typed. Whoever decides cannot say that it is not known. */
export const buttonsFor = (definition: FactDefinition, { language }: FieldContext): Markup | null => {
  const options = optionsOf(definition, language);
  if (options.length === 0) return null;
  const name = nameOf(definition.id);
  const wide = options.length % 2 === 1;
  return markup`<p><strong>${say(definition.title, language)}</strong></p><div class="pair">${options.map(
    ([value, label], index) =>
      markup`<button class="main${wide && index === options.length - 1 ? ' wide' : ''}" name="${name}" value="${value}">${label}</button>`,
  )}${definition.decidedBy ? null : markup`<button class="side wide" name="${name}" value="?">${words[language].unknown}</button>`}</div>`;
};

/** The fields of one fact, filled with what was typed or is known. */
export const fieldFor = (definition: FactDefinition, known: FactValue | undefined, context: FieldContext): Markup => {
  const { language, timeZone, prefix, typed, faultOf } = context;
  const { id, type, title, choices = [], currency, decidedBy } = definition;
  const word = words[language];
  const before: Typed = known === undefined ? {} : typedOf(known, definition, timeZone);
  const at = (name: string) => (typed ? typed.get(name) : before[name]) ?? '';
  const name = nameOf(id);
  const ref = `${prefix}.${id}`;
  const fault = faultOf(id);
  const unit = type === 'money' ? ` (${currency ?? ''})` : type === 'instant' ? ` (${timeZone})` : '';
  const label = `${say(title, language)}${unit}`;
  const described = fault === null ? null : markup` aria-invalid="true" aria-describedby="${ref}.e" autofocus`;
  const input = (attributes: Markup) => markup`<input id="${ref}" name="${name}" value="${at(name)}"${attributes}${described}>`;

  const options = optionsOf(definition, language);
  const unknown = decidedBy
    ? null
    : markup`<label class="tick"><input type="checkbox" name="${unknownOf(id)}"${at(unknownOf(id)) === '' ? null : markup` checked`}>${word.unknown}</label>`;
  const says = fault === null ? null : markup`<p class="late" id="${ref}.e">${fault}</p>`;
  const whole = (field: Markup) => markup`<div class="${fault === null ? '' : 'wrong'}">${field}${says}</div>`;

  if (type === 'boolean')
    return whole(
      markup`<fieldset${described}><legend>${label}</legend>${options.map(
        ([value, option]) =>
          markup`<label class="tick"><input type="radio" name="${name}" value="${value}"${at(name) === value ? markup` checked` : null}>${option}</label>`,
      )}${unknown}</fieldset>`,
    );
  if (type === 'duration') {
    const part = (key: 'h' | 'm', unitWord: string, max: string) =>
      markup`<label class="tick" for="${ref}.${key}">${unitWord}</label><input id="${ref}.${key}" name="${name}.${key}" value="${at(`${name}.${key}`)}" type="number" inputmode="numeric" min="0" max="${max}">`;
    return whole(
      markup`<fieldset${described}><legend>${label}</legend><div class="pair"><div>${part('h', word.hours, '99999')}</div><div>${part('m', word.minutes, '999999')}</div></div>${unknown}</fieldset>`,
    );
  }
  const field: Record<Exclude<FactDefinition['type'], 'boolean' | 'duration'>, () => Markup> = {
    integer: () => input(markup` type="number" step="1" inputmode="numeric"`),
    number: () => input(markup` type="number" step="any" inputmode="decimal"`),
    money: () => input(markup` type="number" step="0.01" inputmode="decimal"`),
    instant: () => input(markup` type="datetime-local"`),
    text: () => markup`<textarea id="${ref}" name="${name}" rows="3" maxlength="${String(textMax)}"${described}>${at(name)}</textarea>`,
    choice: () =>
      markup`<select id="${ref}" name="${name}"${described}><option value="">${word.choose}</option>${choices.map(
        (choice) =>
          markup`<option value="${choice.id}"${at(name) === choice.id ? markup` selected` : null}>${say(choice.title, language)}</option>`,
      )}</select>`,
  };
  return whole(markup`<label for="${ref}">${label}</label>${field[type]()}${unknown}`);
};
