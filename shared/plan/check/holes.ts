import type { FactDefinition } from '../facts.ts';
import type { Plan } from '../plan.ts';
import type { Case } from './cases.ts';
import { isEmpty, type Range } from './ranges.ts';

/** Cases that differ only in what they ask of one fact: only such can be compared. */
export interface Group {
  readonly definition: FactDefinition;
  readonly members: readonly { readonly of: Case; readonly range: Range }[];
}

/** Values of a fact between two ranges, with the cases whose ranges end on either side. */
export interface Hole {
  readonly range: Range;
  readonly below: readonly Case[];
  readonly above: readonly Case[];
}

/** A number for every text, because cases of very many parts are told apart by all but one of them. */
const numbering = () => {
  const numbers = new Map<string, number>();
  return (text: string): number => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
};

/** What a case asks besides one fact, for each fact that it asks a range of. */
const besides = ({ ranges, others }: Case, numberOf: (text: string) => number): readonly (readonly [fact: string, key: string])[] => {
  const rest = numberOf([...others.keys()].toSorted().join('\n'));
  const asked = [...ranges]
    .map(([fact, { low, lowIn, high, highIn }]) => ({ fact, part: numberOf([fact, low, lowIn, high, highIn].join()) }))
    .toSorted((a, b) => a.part - b.part);
  const parts = asked.map(({ part }) => part);
  return asked.map(({ fact }, index) => [fact, [rest, ...parts.toSpliced(index, 1)].join()]);
};

/** Cases by what they can be compared in. */
export const groupsOf = (plan: Plan, cases: readonly Case[]): readonly Group[] => {
  const byFact = new Map<string, Map<string, Group['members'][number][]>>();
  const numberOf = numbering();
  for (const of of cases)
    for (const [fact, key] of of.empty ? [] : besides(of, numberOf)) {
      const range = of.ranges.get(fact);
      const groups = byFact.get(fact) ?? new Map<string, Group['members'][number][]>();
      if (!byFact.has(fact)) byFact.set(fact, groups);
      const members = groups.get(key);
      if (range && members) members.push({ of, range });
      else if (range) groups.set(key, [{ of, range }]);
    }
  return plan.facts.flatMap((definition) =>
    [...(byFact.get(definition.id)?.values() ?? [])].filter(({ length }) => length > 1).map((members) => ({ definition, members })),
  );
};

const endOf = (at: number, included: boolean) => `${at} ${included}`;

/** The ranges between the members' own ranges, lowest first. */
export const holesIn = ({ definition, members }: Group): readonly Hole[] => {
  const sorted = members.toSorted((a, b) => a.range.low - b.range.low || Number(b.range.lowIn) - Number(a.range.lowIn));
  const byEnd = Map.groupBy(members, ({ range }) => endOf(range.high, range.highIn));
  const byStart = Map.groupBy(members, ({ range }) => endOf(range.low, range.lowIn));
  const holes: Hole[] = [];
  let reach = sorted[0]?.range;
  for (const { range } of sorted) {
    if (!reach) break;
    const { high, highIn } = reach;
    const hole = { low: high, lowIn: !highIn, high: range.low, highIn: !range.lowIn };
    if (!isEmpty(hole, definition))
      holes.push({
        range: hole,
        below: (byEnd.get(endOf(high, highIn)) ?? []).map(({ of }) => of),
        above: (byStart.get(endOf(range.low, range.lowIn)) ?? []).map(({ of }) => of),
      });
    if (range.high > reach.high || (range.high === reach.high && range.highIn)) reach = range;
  }
  return holes;
};
