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

/** The branches of a union; none for anything else, and none for one whose discriminator says by itself which branch is meant. */
const branchesOf = (schema: Schema): readonly Schema[] => {
  const def = schema._zod.def as Holder;
  switch (def.type) {
    case 'union':
      return 'discriminator' in def && def.discriminator !== undefined ? [] : def.options;
    case 'lazy':
      return branchesOf(def.getter());
    case 'optional':
    case 'nullable':
    case 'default':
      return branchesOf(def.innerType);
    default:
      return [];
  }
};

/** The first union on the way along a path, with its branches. */
export const unionOn = (
  schema: Schema,
  path: readonly PropertyKey[],
): { readonly path: readonly PropertyKey[]; readonly branches: readonly Schema[] } | null => {
  let here: Schema[] = [schema];
  for (let length = 0; length <= path.length; length++) {
    const branches = here.flatMap((one) => [...branchesOf(one)]);
    if (branches.length > 0) return { path: path.slice(0, length), branches };
    here = here.flatMap((one) => unwrapped(one).flatMap((plain) => below(plain, path[length] ?? '')));
  }
  return null;
};
