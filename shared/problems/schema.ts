import type * as z from 'zod';

export type Schema = z.core.$ZodType;
/** What a schema says of itself, by its kind. */
export type Definition = z.core.$ZodTypes['_zod']['def'];

export const definitionOf = (schema: Schema): Definition => schema._zod.def as Definition;

/** A schema without what only says when it may be left out, and whether it may be. */
export const bare = (schema: Schema): { readonly schema: Schema; readonly optional: boolean; readonly nullable: boolean } => {
  const def = definitionOf(schema);
  switch (def.type) {
    case 'optional':
    case 'default':
    case 'prefault':
      return { ...bare(def.innerType), optional: true };
    case 'nullable':
      return { ...bare(def.innerType), nullable: true };
    case 'readonly':
    case 'nonoptional':
      return bare(def.innerType);
    case 'lazy':
      // Not by its getter, which would make the schema anew.
      return bare((schema as z.core.$ZodLazy)._zod.innerType);
    default:
      return { schema, optional: false, nullable: false };
  }
};

export const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const typeNames: Readonly<Record<string, string>> = {
  int: 'integer',
  record: 'object',
  literal: 'string',
  enum: 'string',
  nonoptional: 'a value',
};
export const typeName = (type: string): string => typeNames[type] ?? type;
