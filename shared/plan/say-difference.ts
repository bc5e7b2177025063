import { Duration, durationMillis } from '../instant.ts';
import { type Language, languages, say, type Text } from '../text.ts';
import { type Change, type Crumb, type Fields, isFields, isText } from './difference.ts';
import { entryWord, fieldWord, partWord, valueWord } from './difference-words.ts';
import type { Plan } from './plan.ts';
import { sayFact } from './say-fact.ts';
import type { PlainValue } from './values.ts';

interface Speech {
  readonly plan: Plan;
  readonly language: Language;
  readonly nameOf: (person: string) => string | null;
}

/** A difference in words. */
export interface SaidChange {
  readonly pointer: string;
  readonly kind: Change['kind'];
  /** Where it stands, from the outside in. */
  readonly place: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly text: string;
}

const most = 400;
const short = (text: string): string => (text.length > most ? `${text.slice(0, most)}…` : text);
const quoted = (text: string) => `“${text}”`;
const joined = (texts: readonly string[], language: Language) => texts.join(language === 'en' ? ', ' : '、');

const dayMillis = 86_400_000;
const sayLength = (text: Duration, language: Language): string => {
  const millis = durationMillis(text);
  const parts = {
    days: Math.floor(millis / dayMillis),
    hours: Math.floor((millis % dayMillis) / 3_600_000),
    minutes: Math.floor((millis % 3_600_000) / 60_000),
    seconds: (millis / 1000) % 60,
  };
  return new Intl.DurationFormat(language, { style: 'short', ...(millis === 0 ? { minutesDisplay: 'always' as const } : {}) }).format(
    parts,
  );
};

/** Where names in a field lead. */
const ledBy = (plan: Plan, field: string): readonly { readonly id: string; readonly title: Plan['title'] }[] => {
  switch (field) {
    case 'level':
    case 'levels':
    case 'regraded':
    case 'otherwise':
    case 'gap':
      return plan.levels;
    case 'fact':
    case 'facts':
    case 'asks':
    case 'asked':
    case 'dutyAt':
      return plan.facts;
    case 'form':
    case 'report':
      return plan.forms;
    case 'incidentType':
      return plan.incidentTypes;
    case 'parameter':
      return plan.parameters;
    case 'uses':
      return plan.resources;
    case 'after':
    case 'done':
    case 'breached':
      return [...(plan.common?.steps ?? []), ...plan.incidentTypes.flatMap(({ steps }) => steps)];
    case 'told':
    case 'answered':
    case 'unanswered':
    case 'undeliverable':
      return [...(plan.common?.rungs ?? []), ...plan.incidentTypes.flatMap(({ rungs }) => rungs)];
    case 'within':
    case 'every':
      return plan.windows;
    default:
      return [...plan.seats, ...plan.bodies];
  }
};

/** Fields whose words are names or fixed words, as against texts and numbers that somebody wrote. */
const sayWord = (word: string, field: string, { plan, language, nameOf }: Speech): string => {
  if (field === 'holders') return nameOf(word) ?? word;
  if (Duration.safeParse(word).success) return sayLength(word, language);
  const urgency = field === 'within' || field === 'every' ? plan.serviceLevels[word] : undefined;
  if (urgency !== undefined) return `${word} (${sayLength(urgency, language)})`;
  const found = ledBy(plan, field).find(({ id }) => id === word);
  return found ? say(found.title, language) : (valueWord(word)?.[language] ?? word);
};

/** What happens to something: it is named first. */
const happenings: ReadonlySet<string> = new Set(['done', 'breached', 'told', 'answered', 'unanswered', 'undeliverable', 'asked']);

const bounds = ['is', 'in', 'atLeast', 'over', 'atMost', 'under', 'within', 'since'];

const sayComparison = (value: Fields, speech: Speech): string => {
  const { plan, language } = speech;
  const fact = plan.facts.find(({ id }) => id === value['fact']);
  const limit = (bound: unknown): string => {
    if (Array.isArray(bound)) return joined(bound.map(limit), language);
    if (isFields(bound) && 'parameter' in bound) return sayValue(bound, 'parameter', speech);
    return typeof bound === 'string' && Duration.safeParse(bound).success
      ? sayLength(bound, language)
      : sayFact(bound as PlainValue, fact, language);
  };
  const said = bounds.filter((name) => value[name] !== undefined).map((name) => `${partWord(name)[language]} ${limit(value[name])}`);
  return [fact ? say(fact.title, language) : String(value['fact']), ...said].join(' ');
};

const sayNothing = (language: Language) => (language === 'en' ? 'nothing' : '无');

/** A value of a field as people say it. */
const sayValue = (value: unknown, field: string, speech: Speech): string => {
  const { language } = speech;
  if (value === null || value === undefined) return sayNothing(language);
  if (typeof value === 'string') return sayWord(value, field, speech);
  if (typeof value === 'boolean') return valueWord(String(value))?.[language] ?? String(value);
  if (typeof value === 'number') return new Intl.NumberFormat(language).format(value);
  if (Array.isArray(value))
    return value.length === 0
      ? sayValue(null, field, speech)
      : joined(
          value.map((one) => sayValue(one, field, speech)),
          language,
        );
  if (!isFields(value)) return '';
  if (isText(value)) return say(value, language);
  if (isText(value['title'])) return say(value['title'], language);
  if ('amount' in value) return sayFact(value as PlainValue, undefined, language);
  if ('fact' in value) return sayComparison(value, speech);
  if ('parameter' in value && Object.keys(value).length === 1) return sayWord(String(value['parameter']), 'parameter', speech);
  if ('all' in value || 'any' in value) {
    const word = 'all' in value ? 'all' : 'any';
    const inner = (value[word] as readonly unknown[]).map((one) => sayValue(one, field, speech));
    return `(${inner.join(` ${partWord(word)[language]} `)})`;
  }
  // A moment, a holder, the parts of something small: word by word.
  return joined(
    Object.entries(value).map(([name, inner]) => {
      const [part, said] = [partWord(name)[language], sayValue(inner, name, speech)];
      return happenings.has(name) ? `${quoted(said)} ${part}` : `${part} ${said}`;
    }),
    language,
  );
};

const nameIn = (entry: unknown, language: Language): string | null => {
  if (!isFields(entry)) return null;
  if (isText(entry['title'])) return say(entry['title'], language);
  return typeof entry['id'] === 'string' ? entry['id'] : null;
};

const sayCrumb = (crumb: Crumb, { language }: Speech): string => {
  if ('field' in crumb) return fieldWord(crumb.field)[language];
  const name = nameIn(crumb.entry, language);
  return name === null
    ? fieldWord(crumb.list)[language]
    : `${entryWord(crumb.list)[language]}${language === 'en' ? ' ' : ''}${quoted(name)}`;
};

const languageNames = { en: { en: 'in English', 'zh-CN': 'in Chinese' }, 'zh-CN': { en: '英文', 'zh-CN': '中文' } } as const;

/** Both ends of a change of a text: in the reader's language if that changed, else in the language that did, by its name. */
const sayTexts = (before: Text, after: Text, language: Language): readonly [before: string, after: string] => {
  const changed = languages.filter((one) => before[one] !== after[one]);
  const shown = changed.includes(language) ? language : changed[0];
  if (shown === undefined || say(before, language) !== say(after, language)) return [say(before, language), say(after, language)];
  const end = (text: Text) => {
    const name = languageNames[language][shown];
    const said = text[shown] ?? sayNothing(language);
    return language === 'en' ? `${said} (${name})` : `${said}（${name}）`;
  };
  return [end(before), end(after)];
};

const sayEnds = ({ before, after }: Change, field: string, was: Speech, is: Speech): readonly [before: string, after: string] =>
  isText(before) && isText(after) ? sayTexts(before, after, is.language) : [sayValue(before, field, was), sayValue(after, field, is)];

/** A change in one language. `earlier` and `later` are the plans in which names are looked up. */
export const sayChange = (change: Change, earlier: Plan, later: Plan, { language, nameOf }: Omit<Speech, 'plan'>): SaidChange => {
  const { pointer, kind, trail, before, after } = change;
  const [was, is] = [
    { plan: earlier, language, nameOf },
    { plan: later, language, nameOf },
  ];
  const last = trail.at(-1);
  const field = last === undefined ? '' : 'field' in last ? last.field : last.list;
  const place = trail.map((crumb) => sayCrumb(crumb, is)).join(' › ');
  const colon = language === 'en' ? ': ' : '：';
  const [old = '', now = ''] = sayEnds(change, field, was, is).map(short);
  // An entry that came or went is named by its place already.
  const named = last !== undefined && 'list' in last && nameIn(last.entry, language) !== null;
  const words = { en: { added: ' (added)', removed: ' (removed)' }, 'zh-CN': { added: '（新增）', removed: '（删除）' } }[language];
  const said = kind === 'changed' ? `${old} → ${now}` : kind === 'added' ? now : old;
  const text = `${place}${kind === 'changed' ? '' : words[kind]}${named && kind !== 'changed' ? '' : `${colon}${said}`}`;
  return { pointer, kind, place, before, after, text };
};

/** What an entry says, field by field. */
const sayFields = (entry: Fields, speech: Speech): string => {
  const { language } = speech;
  const colon = language === 'en' ? ': ' : '：';
  return Object.entries(entry)
    .filter(([field, value]) => field !== 'id' && field !== 'title' && !(Array.isArray(value) && value.length === 0))
    .map(([field, value]) => `${fieldWord(field)[language]}${colon}${short(sayValue(value, field, speech))}`)
    .join(language === 'en' ? '; ' : '；');
};

/** What stands at a place before or after, for a table: of an entry that came or went, all of it. */
export const sayEnd = (change: Change, end: 'before' | 'after', plan: Plan, speech: Omit<Speech, 'plan'>): string | null => {
  const [value, last] = [change[end], change.trail.at(-1)];
  if (value === null) return null;
  const field = last === undefined ? '' : 'field' in last ? last.field : last.list;
  const { before, after } = change;
  if (isText(before) && isText(after)) return sayTexts(before, after, speech.language)[end === 'before' ? 0 : 1];
  const entry = isFields(value) && isText(value['title']) ? sayFields(value, { ...speech, plan }) : '';
  return entry || sayValue(value, field, { ...speech, plan });
};
