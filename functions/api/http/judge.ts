import type * as z from 'zod';
import type { Fault } from '../../../shared/problems/fault.ts';
import type { Judged } from '../../../shared/problems/judge.ts';

/** What a schema makes of what was sent. Looking for the faults is code of its own, loaded when there are any. */
export const judgeSent = async <S extends z.ZodType>(schema: S, sent: unknown, where: Fault['in']): Promise<Judged<z.output<S>>> => {
  const result = schema.safeParse(sent);
  if (result.success) return { value: result.data };
  const { faultsOf } = await import('./lazy/refusing.ts');
  return { faults: faultsOf(result.error, schema, sent, where) };
};
