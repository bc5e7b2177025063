import { Duration, durationMillis, Instant, millisOf } from '../instant.ts';
import { type Language, say } from '../text.ts';
import type { FactDefinition } from './facts.ts';
import { type FactValue, type PlainValue, plainOf } from './values.ts';

const words = {
  en: { unknown: 'unknown', estimated: ' (estimated)', yes: 'yes', no: 'no' },
  'zh-CN': { unknown: '未知', estimated: '（估计）', yes: '是', no: '否' },
} as const;

const hourMillis = 3_600_000;

/** A duration in words, in hours, minutes and seconds. */
export const sayDuration = (text: Duration, language: Language): string => {
  const millis = durationMillis(text);
  const parts = {
    hours: Math.floor(millis / hourMillis),
    minutes: Math.floor((millis % hourMillis) / 60_000),
    seconds: (millis / 1000) % 60,
  };
  const unit = millis === 0 ? { minutesDisplay: 'always' as const } : {};
  return new Intl.DurationFormat(language, { style: 'short', ...unit }).format(parts);
};

/** An instant by the clock of a zone. */
export const sayInstant = (at: Instant, language: Language, timeZone: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(millisOf(at));

const sayPlain = (value: PlainValue, definition: FactDefinition | undefined, language: Language, timeZone: string): string => {
  if (typeof value === 'boolean') return value ? words[language].yes : words[language].no;
  if (typeof value === 'object')
    return new Intl.NumberFormat(language, { style: 'currency', currency: value.currency, currencyDisplay: 'code' }).format(
      value.amount / 100,
    );
  if (typeof value === 'number') return new Intl.NumberFormat(language).format(value);
  if (definition?.type === 'duration' && Duration.safeParse(value).success) return sayDuration(value, language);
  if (definition?.type === 'instant' && Instant.safeParse(value).success) return sayInstant(value, language, timeZone);
  const choice = definition?.choices?.find(({ id }) => id === value);
  return choice ? say(choice.title, language) : value;
};

/** A reported value as people say it: choices by their titles, durations in words, instants by the clock of a zone, estimates and unknowns marked. */
export const sayFact = (value: FactValue, definition: FactDefinition | undefined, language: Language, timeZone = 'Etc/UTC'): string => {
  const plain = plainOf(value);
  if (plain === undefined) return words[language].unknown;
  const estimated = typeof value === 'object' && 'estimated' in value ? words[language].estimated : '';
  return `${sayPlain(plain, definition, language, timeZone)}${estimated}`;
};
