import type { Language, Text } from '../text.ts';
import type { Facts } from './evaluate.ts';
import type { FactDefinition } from './facts.ts';
import { sayFact } from './say-fact.ts';

const placeholder = /\{([a-z][A-Za-z0-9]{0,63})\}/g;

/** Names of the facts that a text has places for. */
export const placesIn = (text: Text): readonly string[] =>
  [text.en, text['zh-CN']].flatMap((one) => [...(one ?? '').matchAll(placeholder)].map(([, name = '']) => name));

const nothing = { en: '(not yet known)', 'zh-CN': '（待定）' } as const;

/** A text with what was reported in the places of its facts. What is in braces and no fact stays as it is. */
export const fillText = (text: Text, facts: Facts, definitions: readonly FactDefinition[], timeZone: string): Text => {
  const fill = (one: string | undefined, language: Language) =>
    one?.replace(placeholder, (whole, name: string) => {
      const definition = definitions.find(({ id }) => id === name);
      if (!definition) return whole;
      const value = facts[name];
      return value === undefined ? nothing[language] : sayFact(value, definition, language, timeZone);
    });
  return placesIn(text).length === 0 ? text : { en: fill(text.en, 'en'), 'zh-CN': fill(text['zh-CN'], 'zh-CN') };
};
