import * as z from 'zod';
import { type Fault, faultsMax } from './fault.ts';
import { choice, fault, faultOfIssue, type Found } from './found.ts';
import { nearestOf } from './nearest.ts';
import { pointerOf, valueAt } from './pointer.ts';
import { bare, type Definition, definitionOf, isPlainObject, type Schema, typeName } from './schema.ts';
import { meantField } from './synonyms.ts';

type Path = readonly PropertyKey[];
type Of<T extends Definition['type']> = Extract<Definition, { type: T }>;

function* parsed(schema: Schema, value: unknown, path: Path): Iterable<Found> {
  const result = z.safeParse(schema, value);
  if (result.success) return;
  for (const issue of result.error.issues) yield faultOfIssue(issue, [...path, ...issue.path], valueAt(value, issue.path));
}

/** What a schema asks of a whole makes sense once its parts do. */
function* thenWhole(parts: Iterable<Found>, schema: Schema, value: unknown, path: Path): Iterable<Found> {
  let clean = true;
  for (const part of parts) {
    clean = false;
    yield part;
  }
  if (clean) yield* parsed(schema, value, path);
}

/** More unknown fields than anybody misspells. */
const comparedMax = 20;

const strangersIn = ({ shape, catchall }: Of<'object'>, value: Readonly<Record<string, unknown>>, path: Path): Found[] => {
  if (!catchall || definitionOf(catchall).type !== 'never') return [];
  const free = Object.keys(shape).filter((name) => !Object.hasOwn(value, name));
  return Object.keys(value)
    .filter((name) => !Object.hasOwn(shape, name))
    .map((name, index) =>
      fault('unknown-field', [...path, name], { name, suggestion: index < comparedMax ? meantField(name, free) : null }),
    );
};

function* inObject(def: Of<'object'>, value: Readonly<Record<string, unknown>>, path: Path): Iterable<Found> {
  const strangers = strangersIn(def, value, path);
  // A field that is missing because its name is misspelt is one fault.
  const meant = new Set(strangers.flatMap(({ values }) => values.suggestion ?? []));
  for (const [name, field] of Object.entries(def.shape)) {
    if (Object.hasOwn(value, name)) yield* walk(field, value[name], [...path, name]);
    else if (!bare(field).optional && !meant.has(name)) yield fault('required', [...path, name]);
  }
  yield* strangers;
}

function* inArray({ element }: Of<'array'>, value: readonly unknown[], path: Path): Iterable<Found> {
  for (const [index, item] of value.entries()) yield* walk(element, item, [...path, index]);
}

function* inRecord({ keyType, valueType }: Of<'record'>, value: Readonly<Record<string, unknown>>, path: Path): Iterable<Found> {
  for (const [name, item] of Object.entries(value)) {
    for (const one of parsed(keyType, name, [])) yield { ...one, path: [...path, name] };
    yield* walk(valueType, item, [...path, name]);
  }
}

const kindsIn = (schema: Schema): string[] => {
  const def = definitionOf(bare(schema).schema);
  return def.type === 'union' ? def.options.flatMap(kindsIn) : [typeName(def.type)];
};

/** The faults of the branch that fits best. */
function* inUnion({ options }: Of<'union'>, value: unknown, path: Path): Iterable<Found> {
  const branch = nearestOf(options, value);
  if (branch) yield* walk(branch, value, path);
  else yield fault('type', path, { expected: [...new Set(options.flatMap(kindsIn))] });
}

const literalsAt = (option: Schema, tag: string): readonly unknown[] => {
  const inner = definitionOf(bare(option).schema);
  const field = inner.type === 'object' ? inner.shape[tag] : undefined;
  const def = field && definitionOf(bare(field).schema);
  return def?.type === 'literal' ? def.values : [];
};

/** The faults of the branch that the discriminator names. */
function* inTagged({ options }: Of<'union'>, tag: string, value: Readonly<Record<string, unknown>>, path: Path): Iterable<Found> {
  const tags = options.map((option) => literalsAt(option, tag));
  const branch = options[tags.findIndex((literals) => literals.includes(value[tag]))];
  if (branch) return yield* walk(branch, value, path);
  yield value[tag] === undefined ? fault('required', [...path, tag]) : choice(value[tag], [...path, tag], tags.flat());
  // What no branch knows is wrong whichever was meant.
  const objects = options.map((option) => definitionOf(bare(option).schema)).filter((def) => def.type === 'object');
  const [first] = objects;
  if (first) yield* strangersIn({ ...first, shape: Object.assign({}, ...objects.map(({ shape }) => shape)) }, value, path);
}

/** One that the schema itself shows. */
const exampleOf = (schema: Schema): string | undefined => {
  const [example] = (z.globalRegistry.get(schema)?.['examples'] ?? []) as readonly unknown[];
  return example === undefined ? undefined : JSON.stringify(example, null, 1).replaceAll(/\n\s*/g, ' ');
};

const wrongKind = (path: Path, expected: string, schema: Schema): Found[] => [
  fault('type', path, { expected: [expected], example: exampleOf(schema) }),
];

const isText = ({ shape }: Of<'object'>): boolean => Object.keys(shape).join() === 'en,zh-CN';

/** A text without its language: what to write is known. */
const plainText = (path: Path, text: unknown): Found => {
  if (typeof text !== 'string') return fault('text-plain', path);
  const language = /\p{Script=Han}/u.test(text) ? 'zh-CN' : 'en';
  return fault('text-plain', path, { suggestion: text.length > 300 ? null : `{ "${language}": ${JSON.stringify(text)} }` });
};

/** Looks from the outside in; of a union only into one branch, so that the work grows with the document and not with its depth. */
const walk = (wrapped: Schema, value: unknown, path: Path): Iterable<Found> => {
  const { schema, optional, nullable } = bare(wrapped);
  if (value === undefined) return optional ? [] : [fault('required', path)];
  if (value === null && nullable) return [];
  const def = definitionOf(schema);
  switch (def.type) {
    case 'object':
      if (isPlainObject(value)) return thenWhole(inObject(def, value, path), schema, value, path);
      return isText(def) ? [plainText(path, value)] : wrongKind(path, 'object', schema);
    case 'array':
      return Array.isArray(value) ? thenWhole(inArray(def, value, path), schema, value, path) : wrongKind(path, 'array', schema);
    case 'record':
      return isPlainObject(value) ? thenWhole(inRecord(def, value, path), schema, value, path) : wrongKind(path, 'object', schema);
    case 'union': {
      const tag = 'discriminator' in def ? def.discriminator : undefined;
      if (typeof tag !== 'string') return inUnion(def, value, path);
      return isPlainObject(value) ? inTagged(def, tag, value, path) : wrongKind(path, 'object', schema);
    }
    default:
      return parsed(schema, value, path);
  }
};

/** The faults of a document that a schema refused, all of them within reason; of a union, those of the branch that fits best. */
export const faultsOf = (error: z.core.$ZodError, schema: Schema, document: unknown, where: Fault['in']): Fault[] => {
  const found: Found[] = [];
  for (const one of walk(schema, document, [])) if (found.push(one) >= faultsMax) break;
  // A kind of schema that the walk does not know: what the parser said is still better than nothing.
  if (found.length === 0) found.push(...error.issues.map((issue) => faultOfIssue(issue, issue.path, valueAt(document, issue.path))));
  return found.map(({ path, code, values }) => ({ in: where, pointer: pointerOf(path), code, values }));
};
