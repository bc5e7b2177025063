import { evaluate, type Facts } from '../evaluate.ts';
import type { FactDefinition } from '../facts.ts';
import type { IncidentType, Plan } from '../plan.ts';
import { type Case, casesOf } from './cases.ts';
import { type Finding, type End, warning } from './finding.ts';
import { type Group, groupsOf, holesIn } from './holes.ts';
import { gapRules } from '../gap-rules.ts';
import { contains, inside, isEmpty, meet, type Range, valueOf } from './ranges.ts';
import { witnessOf } from './witness.ts';

/** A plan with more cases than this to look at is a machine's; looking at all would cost more than it tells. */
const piecesMax = 1500;

const end = (at: number, included: boolean, definition: FactDefinition): End | undefined =>
  Number.isFinite(at) ? { value: valueOf(at, definition), included } : undefined;

const ends = ({ low, lowIn, high, highIn }: Range, definition: FactDefinition) => {
  const [from, to] = [end(low, lowIn, definition), end(high, highIn, definition)];
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
};

/** A range cut at values: between two cuts every rule says the same of every value. */
const pieces = (range: Range, cuts: readonly number[], definition: FactDefinition): readonly Range[] => {
  const marks = [...new Set([range.low, ...cuts.filter((cut) => cut > range.low && cut < range.high), range.high])];
  const points = marks.map((at) => ({ low: at, lowIn: true, high: at, highIn: true }));
  const spans = marks.slice(1).map((high, index) => ({ low: marks[index] ?? high, lowIn: false, high, highIn: false }));
  return points
    .flatMap((point, index) => [point, ...(spans[index] ? [spans[index]] : [])])
    .map((piece) => meet(piece, range))
    .filter((piece) => !isEmpty(piece, definition));
};

const joined = (parts: readonly Range[]): readonly Range[] =>
  parts.reduce<Range[]>((done, part) => {
    const last = done.at(-1);
    if (last?.high !== part.low || (!last.highIn && !part.lowIn)) return [...done, part];
    return [...done.slice(0, -1), { ...last, high: part.high, highIn: part.highIn }];
  }, []);

/** Values between the ranges of comparable rules at which no rule of the incident type matches. What others cover is no gap. */
const gapsIn = (
  plan: Plan,
  type: IncidentType,
  at: string,
  group: Group,
  cuts: readonly number[],
  budget: { pieces: number },
): Finding[] => {
  const { definition, members } = group;
  const holes = holesIn(group);
  const facts = holes.length > 0 ? members.map(({ of }) => witnessOf(plan, of, definition.id)).find((one) => one !== undefined) : undefined;
  if (!facts) return [];
  const falls = (piece: Range): boolean => {
    const given: Facts = { ...facts, [definition.id]: valueOf(inside(piece, definition), definition) };
    return (
      budget.pieces-- > 0 && type.rules.every((rule) => evaluate(rule.when, { facts: given, definitions: plan.facts }).verdict === false)
    );
  };
  const gradedOf = (above: readonly Case[]) =>
    gapRules(plan, type).find((one) => one.fact === definition.id && above.some(({ rule }) => rule.id === one.rule))?.level;
  return holes.flatMap(({ range, above }) => {
    const level = gradedOf(above);
    return joined(pieces(range, cuts, definition).filter(falls)).map((gap) =>
      warning('gap', `${at}/rules/${above[0]?.index ?? 0}/when`, {
        fact: definition,
        ...ends(gap, definition),
        level: level ?? type.otherwise ?? null,
        gap: level !== undefined,
        name: above[0]?.rule.id ?? '',
      }),
    );
  });
};

/** Values at which two comparable rules give different levels. A range inside another is a rule and its exception, and meant. */
const overlapsIn = (at: string, { definition, members }: Group, max: number): Finding[] => {
  const found: Finding[] = [];
  for (const [index, one] of members.entries())
    for (const other of members.slice(index + 1)) {
      if (found.length >= max) return found;
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

const findingsMax = 200;

/** Gaps and overlaps between grading rules that test the same fact by bounds, under the same other conditions. */
export const gapFindings = (plan: Plan): Finding[] => {
  const budget = { pieces: piecesMax };
  return plan.incidentTypes.flatMap((type, place) => {
    const at = `/incidentTypes/${place}`;
    const cases = casesOf(plan, type);
    const found = groupsOf(plan, cases).flatMap((group) => {
      const cuts = cases
        .flatMap(({ ranges }) => ranges.get(group.definition.id) ?? [])
        .flatMap(({ low, high }) => [low, high])
        .filter((cut) => Number.isFinite(cut))
        .toSorted((a, b) => a - b);
      return [...gapsIn(plan, type, at, group, cuts, budget), ...overlapsIn(at, group, findingsMax)];
    });
    return [...impossible(at, cases), ...found];
  });
};
