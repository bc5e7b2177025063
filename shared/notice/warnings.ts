import { pointerOf } from '../problems/pointer.ts';
import type { Language, Text } from '../text.ts';

/** A text that one of the organization's languages is missing from: its readers get the other language. */
export interface LanguageWarning {
  readonly pointer: string;
  readonly language: Language;
}

/** Every language of the organization in which a text is missing, by the place of the text. */
export const missingLanguages = (
  texts: readonly (readonly [path: readonly PropertyKey[], text: Text | null | undefined])[],
  languages: readonly Language[],
): readonly LanguageWarning[] =>
  texts.flatMap(([path, text]) =>
    text ? languages.filter((language) => text[language] === undefined).map((language) => ({ pointer: pointerOf(path), language })) : [],
  );
