import * as z from 'zod';
import { bare, definitionOf, isPlainObject, type Schema } from './schema.ts';
import { meantField } from './synonyms.ts';

/** Another kind of thing altogether. */
const foreign = 100;
/** The right kind of word, and none of those there are. */
const wrongWord = 50;
/** More unknown fields than anybody misspells. */
const comparedMax = 20;

type Fields = Readonly<Record<string, unknown>>;

const strangers = (shape: Fields, value: Fields) => Object.keys(value).filter((name) => !Object.hasOwn(shape, name));
const missing = (shape: Readonly<Record<string, Schema>>, value: Fields) =>
  Object.keys(shape).filter((name) => !Object.hasOwn(value, name) && !bare(shape[name] as Schema).optional);

const objectDistance = (shape: Readonly<Record<string, Schema>>, value: Fields): number => {
  const unknown = strangers(shape, value);
  const free = Object.keys(shape).filter((name) => !Object.hasOwn(value, name));
  const meant = new Set(unknown.slice(0, comparedMax).flatMap((name) => meantField(name, free) ?? []));
  const lacking = missing(shape, value).filter((name) => !meant.has(name));
  return Math.min(foreign - 1, meant.size + (unknown.length - meant.size) * 4 + lacking.length * 3);
};

const leafDistance = (schema: Schema, value: unknown): number => {
  const result = z.safeParse(schema, value);
  if (result.success) return 0;
  const codes = result.error.issues.map(({ code }) => code);
  if (codes.includes('invalid_type')) return foreign;
  return codes.includes('invalid_value') ? (typeof value === 'string' ? wrongWord : foreign) : 1;
};

/** How far a value is from a schema, by its kind and the names of its fields: nothing inside is looked at. */
const distanceTo = (wrapped: Schema, value: unknown): number => {
  const { schema, nullable } = bare(wrapped);
  if (nullable && value === null) return 0;
  const def = definitionOf(schema);
  switch (def.type) {
    case 'union':
      return Math.min(...def.options.map((option) => distanceTo(option, value)));
    case 'object':
      return isPlainObject(value) ? objectDistance(def.shape, value) : foreign;
    case 'record':
      return isPlainObject(value) ? 0 : foreign;
    case 'array':
      return Array.isArray(value) ? 0 : foreign;
    case 'number':
    case 'boolean':
    case 'string':
      // A parser that refuses is slow.
      return typeof value === def.type ? leafDistance(schema, value) : foreign;
    default:
      return leafDistance(schema, value);
  }
};

/** Whether an object has the very fields of a schema. */
const hasFieldsOf = (wrapped: Schema, value: unknown): boolean => {
  const def = definitionOf(bare(wrapped).schema);
  return (
    def.type === 'object' && isPlainObject(value) && strangers(def.shape, value).length === 0 && missing(def.shape, value).length === 0
  );
};

/** The branch of a union that a value fits best; undefined when it is like none of them. */
export const nearestOf = (options: readonly Schema[], value: unknown): Schema | undefined => {
  const same = options.find((option) => hasFieldsOf(option, value));
  if (same) return same;
  const distances = options.map((option) => distanceTo(option, value));
  const nearest = Math.min(...distances);
  return nearest < foreign ? options[distances.indexOf(nearest)] : undefined;
};
