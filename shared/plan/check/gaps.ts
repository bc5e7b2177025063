import { evaluate, type Facts } from '../evaluate.ts';
import type { FactDefinition } from '../facts.ts';
import type { IncidentType, Plan } from '../plan.ts';
import { type Case, casesOf } from './cases.ts';
import { type Effort, effortOf, rulesEffort, spend } from './effort.ts';
import { type Finding, type End, warning } from './finding.ts';
import { type Group, groupsOf, holesIn } from './holes.ts';
import { gapRules } from '../gap-rules.ts';
import { contains, inside, isEmpty, meet, type Range, valueOf } from './ranges.ts';
import { witnessOf } from './witness.ts';

/** As many overlaps of one group of rules as anybody reads. */
const findingsMax = 200;
/** Comparisons that looking for gaps may take, and pairs of rules that are held against each other. */
const effortMax = { gaps: 1_000_000, overlaps: 500_000 };

const end = (at: number, included: boolean, definition: FactDefinition): End | undefined =>
  Number.isFinite(at) ? { value: valueOf(at, definition), included } : undefined;

const ends = ({ low, lowIn, high, highIn }: Range, definition: FactDefinition) => {
  const [from, to] = [end(low, lowIn, definition), end(high, highIn, definition)];
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
};

/** The first place in an ascending list whose value is above a limit. */
const firstAbove = (sorted: readonly number[], limit: number): number => {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] ?? 0) > limit) to = middle;
    else from = middle + 1;
  }
  return from;
};

/** A range cut at values in ascending order: between two cuts every rule says the same of every value. */
function* pieces(range: Range, cuts: readonly number[], definition: FactDefinition): Iterable<Range> {
  let low = range.low;
  for (let index = firstAbove(cuts, low); ; index++) {
    const point = meet({ low, lowIn: true, high: low, highIn: true }, range);
    if (!isEmpty(point, definition)) yield point;
    if (low >= range.high) return;
    const high = Math.min(cuts[index] ?? range.high, range.high);
    const span = { low, lowIn: false, high, highIn: false };
    if (!isEmpty(span, definition)) yield span;
    low = high;
  }
}

const joined = (parts: readonly Range[]): readonly Range[] => {
  const done: Range[] = [];
  for (const part of parts) {
    const last = done.at(-1);
    if (last?.high !== part.low || (!last.highIn && !part.lowIn)) done.push(part);
    else done[done.length - 1] = { ...last, high: part.high, highIn: part.highIn };
  }
  return done;
};

/** An incident type as gaps are looked for in it. */
interface Field {
  readonly plan: Plan;
  readonly type: IncidentType;
  readonly at: string;
  readonly facts: ReadonlyMap<string, FactDefinition>;
  /** The values of a fact at which some rule changes what it says, ascending. */
  readonly cuts: ReadonlyMap<string, readonly number[]>;
  /** The level of the gap below a rule by a fact, in the order in which they are found. */
  readonly levels: ReadonlyMap<string, { readonly level: string; readonly place: number }>;
  readonly effort: Effort;
  /** What grading one report takes. */
  readonly each: number;
}

const besideKey = (fact: string, rule: string) => `${fact} ${rule}`;

const fieldOf = (plan: Plan, type: IncidentType, at: string, cases: readonly Case[], effort: Effort): Field => {
  const bounds = Map.groupBy(
    cases.flatMap(({ ranges }) => [...ranges]),
    ([fact]) => fact,
  );
  const cuts = [...bounds].map(([fact, asked]) => {
    const values = new Set(asked.flatMap(([, { low, high }]) => [low, high]).filter(Number.isFinite));
    return [fact, [...values].toSorted((a, b) => a - b)] as const;
  });
  const levels = gapRules(plan, type).map(({ fact, rule, level }, place) => [besideKey(fact, rule), { level, place }] as const);
  return {
    plan,
    type,
    at,
    facts: new Map(plan.facts.map((definition) => [definition.id, definition])),
    cuts: new Map(cuts),
    // The first one of a name counts.
    levels: new Map(levels.toReversed()),
    effort,
    each: rulesEffort(plan, type),
  };
};

/** Facts in whose company a group's values are held against the rules. */
const companyOf = ({ plan, facts, effort }: Field, { definition, members }: Group): Facts | undefined => {
  for (const { of } of members) {
    if (!spend(effort, of.size)) return undefined;
    const company = witnessOf(plan, facts, of, definition.id);
    if (company) return company;
  }
  return undefined;
};

/** Values between the ranges of comparable rules at which no rule of the incident type matches. What others cover is no gap. */
const gapsIn = (field: Field, group: Group): Finding[] => {
  const { plan, type, at, cuts, levels, effort, each } = field;
  const { definition } = group;
  const holes = holesIn(group);
  const company = holes.length > 0 ? companyOf(field, group) : undefined;
  if (!company) return [];
  const falls = (piece: Range): boolean => {
    const facts: Facts = { ...company, [definition.id]: valueOf(inside(piece, definition), definition) };
    const circumstances = { facts, definitions: plan.facts };
    return type.rules.every((rule) => evaluate(rule.when, circumstances).verdict === false);
  };
  return holes.flatMap(({ range, above }) => {
    const falling: Range[] = [];
    for (const piece of pieces(range, cuts.get(definition.id) ?? [], definition)) {
      if (!spend(effort, each)) break;
      if (falls(piece)) falling.push(piece);
    }
    if (falling.length === 0) return [];
    const [graded] = above.flatMap(({ rule }) => levels.get(besideKey(definition.id, rule.id)) ?? []).toSorted((a, b) => a.place - b.place);
    return joined(falling).map((gap) =>
      warning('gap', `${at}/rules/${above[0]?.index ?? 0}/when`, {
        fact: definition,
        ...ends(gap, definition),
        level: graded?.level ?? type.otherwise ?? null,
        gap: graded !== undefined,
        name: above[0]?.rule.id ?? '',
      }),
    );
  });
};

/** Values at which two comparable rules give different levels. A range inside another is a rule and its exception, and meant. */
const overlapsIn = (at: string, { definition, members }: Group, effort: Effort): Finding[] => {
  const found: Finding[] = [];
  for (const [index, one] of members.entries())
    for (let next = index + 1; next < members.length; next++) {
      const other = members[next];
      if (!other || found.length >= findingsMax || !spend(effort, 1)) return found;
      if (one.of.rule.level === other.of.rule.level || contains(one.range, other.range) || contains(other.range, one.range)) continue;
      const shared = meet(one.range, other.range);
      if (isEmpty(shared, definition)) continue;
      found.push(
        warning('overlap', `${at}/rules/${other.of.index}/when`, {
          fact: definition,
          ...ends(shared, definition),
          name: other.of.rule.id,
          other: one.of.rule.id,
        }),
      );
    }
  return found;
};

/** Bounds between which there is no value. */
const impossible = (at: string, cases: readonly Case[]): Finding[] =>
  cases.filter(({ empty }) => empty).map(({ rule, index }) => warning('rule-impossible', `${at}/rules/${index}/when`, { name: rule.id }));

/** Gaps and overlaps between grading rules that test the same fact by bounds, under the same other conditions. */
export const gapFindings = (
  plan: Plan,
  { gaps, overlaps } = { gaps: effortOf(effortMax.gaps), overlaps: effortOf(effortMax.overlaps) },
): Finding[] =>
  plan.incidentTypes.flatMap((type, place) => {
    const at = `/incidentTypes/${place}`;
    const cases = casesOf(plan, type);
    const field = fieldOf(plan, type, at, cases, gaps);
    const found = groupsOf(plan, cases).flatMap((group) => [...gapsIn(field, group), ...overlapsIn(at, group, overlaps)]);
    return [...impossible(at, cases), ...found];
  });
