import type * as z from 'zod';
import type { Fault } from './fault.ts';
import { faultsOf } from './faults-of.ts';

/** What a schema makes of a document, defaults filled in; or every fault. */
export type Judged<T = unknown> = { readonly value: T } | { readonly faults: readonly Fault[] };

export const judge = <S extends z.ZodType>(schema: S, document: unknown, where: Fault['in']): Judged<z.output<S>> => {
  const result = schema.safeParse(document);
  return result.success ? { value: result.data } : { faults: faultsOf(result.error, schema, document, where) };
};
