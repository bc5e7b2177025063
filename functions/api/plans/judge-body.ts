import type { OperationId, Routes } from '../../../shared/access/routes.ts';
import { AdoptionInput } from '../../../shared/access/adoption-input.ts';
import { DryRunInput } from '../../../shared/access/rehearsal-input.ts';
import { Plan } from '../../../shared/plan/plan.ts';
import { namingWords } from '../../../shared/plan/check/deadline-words.ts';
import { isPlainObject } from '../../../shared/problems/schema.ts';
import { type Judged, judge } from '../../../shared/problems/judge.ts';

type Lazy = { [K in OperationId]: Routes[K] extends { readonly lazy: 'plans' } ? K : never }[OperationId];

/** The schema of every route that is declared `lazy: 'plans'`. */
const schemas: { readonly [K in Lazy]: Routes[K]['body'] } = { adoptTemplate: AdoptionInput, putPlan: Plan, rehearsePlan: DryRunInput };

/** What such a route makes of its body. */
export const judgeBody = (id: OperationId, document: unknown): Judged => {
  if (!(id in schemas)) throw new Error(`${id} keeps its schema itself`);
  const judged = judge(schemas[id as Lazy], document, 'body');
  if (!('faults' in judged)) return judged;
  return { faults: namingWords(judged.faults, isPlainObject(document) && isPlainObject(document['plan']) ? document['plan'] : document) };
};
