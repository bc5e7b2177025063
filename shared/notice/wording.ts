import { type FaultCode, type Fault, type FaultValues } from '../problems/fault.ts';
import { pointerOf } from '../problems/pointer.ts';
import { suggest } from '../problems/suggest.ts';
import { languages, type Text } from '../text.ts';
import { bodyMax, type NoticeText, type PlaceValue, titleMax } from './input.ts';

type Path = readonly PropertyKey[];
export const faultAt = (path: Path, code: FaultCode, values: FaultValues = {}): Fault => ({
  in: 'body',
  pointer: pointerOf(path),
  code,
  values,
});

const place = /\{([A-Za-z][A-Za-z0-9-]{0,63})\}/g;

/** Names of the places of a text. */
const placesIn = (text: Text | undefined): readonly string[] =>
  languages.flatMap((language) => [...(text?.[language] ?? '').matchAll(place)].map(([, name = '']) => name));

/** The text with a value in each place; a language in which a value is missing takes the other's. */
const filled = (text: Text | undefined, values: Readonly<Record<string, PlaceValue>>): Text | undefined => {
  if (!text) return undefined;
  const fill = (language: (typeof languages)[number]) =>
    text[language]?.replace(place, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === 'string' ? value : (value[language] ?? value.en ?? value['zh-CN'] ?? whole);
    });
  return Object.fromEntries(languages.flatMap((language) => (text[language] === undefined ? [] : [[language, fill(language)]])));
};

export interface Wording {
  readonly title?: Text | undefined;
  readonly body?: Text | undefined;
  readonly text?: string | undefined;
  readonly values?: Readonly<Record<string, PlaceValue>> | undefined;
}

const tooLong = (text: Text | undefined, limit: number): boolean => languages.some((language) => (text?.[language]?.length ?? 0) > limit);

/** What a notice says, with whatever comes from a reusable text; `body` is missing only where a fault says why. */
export const wordsOf = (
  { title, body, text, values = {} }: Wording,
  texts: readonly NoticeText[],
  path: Path,
): { readonly title: Text | undefined; readonly body: Text | undefined; readonly faults: readonly Fault[] } => {
  if (text === undefined) {
    const strangers = Object.keys(values).map((name) => faultAt([...path, 'values', name], 'unknown-place', { name }));
    return { title, body, faults: [...strangers, ...(body ? [] : [faultAt([...path, 'body'], 'required')])] };
  }
  const source = texts.find(({ id }) => id === text);
  if (!source) {
    const suggestion = suggest(
      text,
      texts.map(({ id }) => id),
    );
    return { title, body, faults: [faultAt([...path, 'text'], 'unknown-text', { name: text, suggestion })] };
  }
  const wanted = { title: title ?? source.title, body: body ?? source.body };
  const places = [...new Set([...placesIn(title ? undefined : source.title), ...placesIn(body ? undefined : source.body)])];
  const own = new Set([...placesIn(source.title), ...placesIn(source.body)]);
  const said = {
    title: title ?? filled(wanted.title, values),
    body: body ?? filled(wanted.body, values),
  };
  return {
    ...said,
    faults: [
      ...places.filter((name) => !Object.hasOwn(values, name)).map((name) => faultAt([...path, 'values', name], 'place-empty', { name })),
      ...Object.keys(values)
        .filter((name) => !own.has(name))
        .map((name) => faultAt([...path, 'values', name], 'unknown-place', { name, suggestion: suggest(name, [...own]) })),
      ...(tooLong(said.title, titleMax) ? [faultAt([...path, 'text'], 'too-long', { limit: titleMax })] : []),
      ...(tooLong(said.body, bodyMax) ? [faultAt([...path, 'text'], 'too-long', { limit: bodyMax })] : []),
    ],
  };
};
