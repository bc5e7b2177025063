import { comparisonsIn } from '../plan/condition.ts';
import { type Circumstances, evaluate, type Facts, type Verdict } from '../plan/evaluate.ts';
import type { FactDefinition } from '../plan/facts.ts';
import type { IncidentType, Plan } from '../plan/plan.ts';
import type { FactValue } from '../plan/values.ts';

export type Scope = 'inside' | 'outside' | 'unknown';

/** What a fact that follows from others may be, as far as they are known; `undefined` is nothing. */
const possible = ({ derived = [] }: FactDefinition, circumstances: Circumstances): readonly (FactValue | undefined)[] => {
  const values: FactValue[] = [];
  for (const { is, when } of derived) {
    const { verdict } = evaluate(when, circumstances);
    if (verdict !== false) values.push(is);
    if (verdict === true) return values;
  }
  // Where nothing follows, somebody may still report it.
  return [...values, values.length > 0 ? { unknown: true } : undefined];
};

/** The facts that hang on what nobody has said, with what each of them may be. */
const openFacts = (circumstances: Circumstances): ReadonlyMap<string, readonly (FactValue | undefined)[]> => {
  const open = new Map<string, readonly (FactValue | undefined)[]>();
  for (let before = -1; before < open.size;) {
    before = open.size;
    const unknown = Object.fromEntries([...open.keys()].map((id) => [id, { unknown: true } as const]));
    const known = { ...circumstances, facts: { ...circumstances.facts, ...unknown } };
    for (const definition of circumstances.definitions) {
      if (!definition.derived || circumstances.facts[definition.id] !== undefined || open.has(definition.id)) continue;
      const values = possible(definition, known);
      if (values.length > 1) open.set(definition.id, values);
    }
  }
  return open;
};

const combinationsMax = 1000;

/** Every way in which open facts may turn out; too many are not gone through. */
const combinations = (open: readonly (readonly [string, readonly (FactValue | undefined)[]])[]): readonly Facts[] | null =>
  open.reduce<readonly Facts[] | null>(
    (all, [id, values]) => {
      if (all === null || all.length * values.length > combinationsMax) return null;
      return all.flatMap((facts) => values.map((value) => (value === undefined ? facts : { ...facts, [id]: value })));
    },
    [{}],
  );

/**
 * Whether the plan covers what happened, by the scope of its incident type; unknown where that hangs on what nobody has said. Null without a scope.
 * Unlike in grading, silence decides nothing here: nobody has said yet that it is outside.
 */
export const scopeOf = (plan: Plan, { scope }: IncidentType, known: Omit<Circumstances, 'definitions'>): Scope | null => {
  if (scope === undefined) return null;
  const silent = plan.facts.filter(({ derived }) => !derived).map(({ id }) => [id, { unknown: true }] as const);
  const definitions = plan.facts.map((fact) => ({ ...fact, unknown: 'worse' as const }));
  const circumstances = { ...known, definitions, facts: { ...Object.fromEntries(silent), ...known.facts } };
  const open = openFacts(circumstances);
  const asked = new Set(comparisonsIn(scope).map(({ fact }) => fact));
  const ways = combinations([...open].filter(([id]) => asked.has(id)));
  const settled = definitions.map(({ derived, ...fact }) => (derived && !open.has(fact.id) ? { ...fact, derived } : fact));
  const verdicts = new Set<Verdict>(
    ways?.map((facts) => evaluate(scope, { ...circumstances, definitions: settled, facts: { ...circumstances.facts, ...facts } }).verdict),
  );
  const [verdict] = verdicts;
  if (verdicts.size !== 1 || verdict === undefined) return 'unknown';
  return verdict ? 'inside' : 'outside';
};
