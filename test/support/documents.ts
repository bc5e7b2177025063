import fc from 'fast-check';
import * as z from 'zod';
import { definitionOf, type Schema } from '../../shared/problems/schema.ts';

/** What files and their readers take for something else. */
const awkwardTexts = [
  ' ',
  'null',
  '~',
  'true',
  'yes',
  'on',
  '1',
  '-0',
  '0x1F',
  '0o17',
  '1e3',
  '1_000',
  '12:30:45',
  '.inf',
  '.nan',
  '2026-03-14',
  '2026-03-14T01:42:00Z',
  '<<',
  '=',
  '*a',
  '&a',
  '!!js',
  '---',
  '...',
  '# x',
  'a: b',
  'a #b',
  '- x',
  '? x',
  '[x',
  '{x',
  '\t',
  'x\n',
  '\nx',
  ' x\n y\n',
  'x\n\n\ny',
  'x\r\ny',
  'x\n  indented\nnot',
  'x\n# not a comment',
  '\u0000',
  '\u0085',
  '\u00A0',
  '\u2028',
  '\uFEFF',
  '"',
  "'",
  '\\n',
  '|',
  '>',
  '%',
  '@',
  '`',
  '中文：文本',
  '一、应急指挥\n二、信息报送\n',
  '🚨 é e\u0301',
];
export const texts = fc.oneof(
  fc.constantFrom(...awkwardTexts),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.array(fc.string({ unit: 'grapheme-ascii', maxLength: 40 }), { maxLength: 6 }).map((lines) => lines.join('\n')),
);

type Check = z.core.$ZodChecks['_zod']['def'];
const checksOf = (schema: Schema): readonly Check[] => (schema._zod.def.checks ?? []).map((one) => one._zod.def as Check);

const boundsOf = (checks: readonly Check[]) => {
  let [least, most] = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  for (const check of checks) {
    if (check.check === 'greater_than') least = Number(check.value);
    if (check.check === 'less_than') most = Number(check.value);
    if (check.check === 'min_length') least = check.minimum;
    if (check.check === 'max_length') most = check.maximum;
  }
  return { least, most };
};

const matching = (checks: readonly Check[]): fc.Arbitrary<string> | null => {
  for (const check of checks) {
    if (!('pattern' in check) || !check.pattern) continue;
    // What looks ahead cannot be generated; the schema sorts those out.
    return fc.stringMatching(new RegExp(check.pattern.source.replaceAll(/\(\?[=!][^)]*\)/g, '')));
  }
  return null;
};

const days = fc.integer({ min: 0, max: 40_000 }).map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));

const stringOf = (schema: Schema): fc.Arbitrary<string> => {
  const checks = checksOf(schema);
  const def = definitionOf(schema);
  if ('format' in def && def.format === 'date') return days;
  const { most } = boundsOf(checks);
  return (
    matching(checks) ??
    fc
      .oneof({ weight: 20, arbitrary: texts }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 100, maxLength: 2000 }) })
      .map((text) => text.slice(0, most).toWellFormed())
  );
};

const numberOf = (schema: Schema): fc.Arbitrary<number> => {
  const def = definitionOf(schema);
  const { least: min, most: max } = boundsOf(checksOf(schema));
  if ('format' in def && def.format === 'safeint') return fc.integer({ min: Math.max(min, -(2 ** 53) + 1), max });
  return min === Number.MIN_SAFE_INTEGER
    ? fc.double({ noNaN: true, noDefaultInfinity: true })
    : fc.double({ min, noNaN: true, noDefaultInfinity: true });
};

/** Null where nothing of the schema is shallow enough. */
type Some = fc.Arbitrary<unknown> | null;

const objectOf = (shape: Readonly<Record<string, Schema>>, depth: number): Some => {
  const fields: Record<string, fc.Arbitrary<unknown>> = {};
  const required: string[] = [];
  for (const [name, schema] of Object.entries(shape)) {
    const type = definitionOf(schema).type;
    const field = someOf(schema, depth);
    if (type !== 'optional' && type !== 'default') required.push(name);
    if (field) fields[name] = field;
    else if (type !== 'optional' && type !== 'default') return null;
  }
  return fc.record(fields, { requiredKeys: required, noNullPrototype: true });
};

const listOf = (schema: Schema, element: Some): Some => {
  const { least, most } = boundsOf(checksOf(schema));
  const minLength = Math.max(0, least);
  if (element) return fc.array(element, { minLength, maxLength: Math.min(most, minLength + 2) });
  return minLength === 0 ? fc.constant([]) : null;
};

const shapeOf = (schema: Schema, depth: number): Some => {
  const def = definitionOf(schema);
  switch (def.type) {
    case 'optional':
    case 'default':
      return someOf(def.innerType, depth);
    case 'lazy':
      return depth > 0 ? someOf((schema as z.core.$ZodLazy)._zod.innerType, depth - 1) : null;
    case 'object':
      return objectOf(def.shape, depth);
    case 'array':
      return listOf(schema, someOf(def.element, depth));
    case 'record': {
      const [key, value] = [someOf(def.keyType, depth), someOf(def.valueType, depth)];
      return key && value && fc.dictionary(key as fc.Arbitrary<string>, value, { maxKeys: 3, noNullPrototype: true });
    }
    case 'union':
      return fc.oneof(...def.options.flatMap((option) => someOf(option, depth) ?? []));
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries));
    case 'literal':
      return fc.constantFrom(...def.values);
    case 'boolean':
      return fc.boolean();
    case 'number':
      return numberOf(schema);
    case 'string':
      return stringOf(schema);
    default:
      throw new Error(`there are no examples of ${def.type}`);
  }
};

const someOf = (schema: Schema, depth: number): Some => {
  const some = shapeOf(schema, depth);
  // What a schema asks of a whole is left to it.
  const judged = checksOf(schema).some(({ check }) => ['custom', 'string_format', 'min_length'].includes(check));
  return some && judged ? some.filter((value) => z.safeParse(schema, value).success) : some;
};

/** Documents that a schema takes, over everything that it may say: fields that come later are generated too. */
export const documentsOf = (schema: Schema): fc.Arbitrary<unknown> => {
  const some = someOf(schema, 3);
  if (!some) throw new Error('no document is shallow enough');
  return some;
};
