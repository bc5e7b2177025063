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

/** Cases by what they can be compared in. */
export const groupsOf = (plan: Plan, cases: readonly Case[]): readonly Group[] =>
  plan.facts.flatMap((definition) => {
    const asking = cases.flatMap((of) => {
      const range = of.ranges.get(definition.id);
      return range && !of.empty ? [{ of, range }] : [];
    });
    const alike = Map.groupBy(asking, ({ of }) =>
      [
        ...of.others.keys(),
        ...[...of.ranges].flatMap(([name, { low, lowIn, high, highIn }]) =>
          name === definition.id ? [] : [[name, low, lowIn, high, highIn].join()],
        ),
      ]
        .toSorted()
        .join('\n'),
    );
    return [...alike.values()].filter(({ length }) => length > 1).map((members) => ({ definition, members }));
  });

/** The ranges between the members' own ranges, lowest first. */
export const holesIn = ({ definition, members }: Group): readonly Hole[] => {
  const sorted = members.toSorted((a, b) => a.range.low - b.range.low || Number(b.range.lowIn) - Number(a.range.lowIn));
  const holes: Hole[] = [];
  let reach = sorted[0]?.range;
  for (const { range } of sorted) {
    if (!reach) break;
    const { high, highIn } = reach;
    const hole = { low: high, lowIn: !highIn, high: range.low, highIn: !range.lowIn };
    if (!isEmpty(hole, definition))
      holes.push({
        range: hole,
        below: members.filter((member) => member.range.high === high && member.range.highIn === highIn).map(({ of }) => of),
        above: members.filter((member) => member.range.low === range.low && member.range.lowIn === range.lowIn).map(({ of }) => of),
      });
    if (range.high > reach.high || (range.high === reach.high && range.highIn)) reach = range;
  }
  return holes;
};
