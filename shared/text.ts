import * as z from 'zod';

/** Languages that every human text may be written in. The order is the fallback order. */
export const languages = ['en', 'zh-CN'] as const;
export const Language = z.enum(languages);
export type Language = z.infer<typeof Language>;

/** A human text in one or both languages; at least one is present. */
export type Text = { en?: string | undefined; 'zh-CN'?: string | undefined };

/** Control characters but tabs and line ends: nobody writes them, and formats for machines cannot hold them. */
const control = /(?![\t\n\r])\p{Cc}/u;
/** A character that can be seen; letters that only fill a place and the empty Braille cell cannot. */
const visible = /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}]/u;
const wordsOf = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    // Of an empty text, its length is said.
    .refine((words) => words === '' || visible.test(words), { params: { code: 'text-empty' } })
    .refine((words) => !control.test(words), { params: { code: 'control-character' } });

/** Schema of a {@link Text} whose languages each hold 1 to `max` characters, at least one of them visible. */
export const textOf = (max: number) =>
  z
    .strictObject({ en: wordsOf(max).optional(), 'zh-CN': wordsOf(max).optional() })
    .refine((text) => text.en !== undefined || text['zh-CN'] !== undefined, { params: { code: 'text-empty' } });

/** The text in the wanted language, else in whichever language it has, with the language it came in. */
export const pick = (text: Text, language: Language): { text: string; language: Language } => {
  const wanted = text[language];
  if (wanted !== undefined) return { text: wanted, language };
  const other = languages.find((candidate) => text[candidate] !== undefined);
  return { text: other ? (text[other] ?? '') : '', language: other ?? language };
};

/** {@link pick} without the language. */
export const say = (text: Text, language: Language): string => pick(text, language).text;

export const sameText = (a: Text, b: Text): boolean => languages.every((language) => a[language] === b[language]);
