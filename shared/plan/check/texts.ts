import { pointerOf } from '../../problems/pointer.ts';
import { type Language, languages } from '../../text.ts';
import type { Plan } from '../plan.ts';
import { type Finding, warning } from './finding.ts';

type Path = readonly (string | number)[];

const isText = (value: object): boolean => {
  const names = Object.keys(value);
  return names.length > 0 && names.every((name) => (languages as readonly string[]).includes(name));
};

function* textsIn(value: unknown, path: Path): Iterable<{ readonly path: Path; readonly text: object }> {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* textsIn(item, [...path, index]);
  else if (isText(value)) yield { path, text: value };
  else for (const [name, item] of Object.entries(value)) yield* textsIn(item, [...path, name]);
}

/** Texts that one of the languages is missing from in which an organization writes. */
export const textFindings = (plan: Plan, written: readonly Language[] = languages): Finding[] => {
  // An urgency word may be spelt like a language.
  const { serviceLevels: _, ...texts } = plan;
  return [...textsIn(texts, [])].flatMap(({ path, text }) =>
    written
      .filter((language) => !Object.hasOwn(text, language))
      .map((language) => warning('language-missing', pointerOf(path), { name: language })),
  );
};
