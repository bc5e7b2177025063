import type * as z from 'zod';

type Schema = z.core.$ZodType;
/** The schema kinds that hold others; anything else ends the walk. */
type Holder = z.core.$ZodTypes['_zod']['def'];

/** The schemas that may apply to a value of this one: wrappers taken off, unions spread out. */
const unwrapped = (schema: Schema): Schema[] => {
  const def = schema._zod.def as Holder;
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'readonly':
    case 'nonoptional':
      return unwrapped(def.innerType);
    case 'lazy':
      return unwrapped(def.getter());
    case 'pipe':
      return unwrapped(def.in);
    case 'union':
      return def.options.flatMap(unwrapped);
    default:
      return [schema];
  }
};

const below = (schema: Schema, part: PropertyKey): Schema[] => {
  const def = schema._zod.def as Holder;
  if (def.type === 'object') return Object.hasOwn(def.shape, part) ? [def.shape[String(part)] as Schema] : [];
  if (def.type === 'array') return [def.element];
  if (def.type === 'record') return [def.valueType];
  return [];
};

/** The schemas that a schema has at a path of its value. */
export const schemasAt = (schema: Schema, path: readonly PropertyKey[]): Schema[] =>
  path.reduce<Schema[]>((schemas, part) => schemas.flatMap((one) => below(one, part).flatMap(unwrapped)), unwrapped(schema));

/** The fields that an object may have at a path. */
export const fieldsAt = (schema: Schema, path: readonly PropertyKey[]): string[] =>
  schemasAt(schema, path).flatMap((one) => {
    const def = one._zod.def as Holder;
    return def.type === 'object' ? Object.keys(def.shape) : [];
  });

/** The branches of the union at a path, in the order in which the parser reports them. */
export const branchesAt = (schema: Schema, path: readonly PropertyKey[]): readonly Schema[] => {
  const wrappers = (one: Schema): readonly Schema[] => {
    const def = one._zod.def as Holder;
    if (def.type === 'union') return def.options;
    if (def.type === 'lazy') return wrappers(def.getter());
    if (def.type === 'optional' || def.type === 'nullable' || def.type === 'default') return wrappers(def.innerType);
    return [];
  };
  const last = path.at(-1);
  if (last === undefined) return wrappers(schema);
  return schemasAt(schema, path.slice(0, -1)).flatMap((parent) => below(parent, last).flatMap((one) => [...wrappers(one)]));
};
