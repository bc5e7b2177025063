import { pointerOf } from '../problems/pointer.ts';
import type { Plan } from './plan.ts';

type Path = readonly (string | number)[];
export type Fields = Readonly<Record<string, unknown>>;

/** A step on the way to a place: a field, or the entry of a list. */
export type Crumb = { readonly field: string } | { readonly list: string; readonly entry: unknown };

/** One place at which two plans differ. */
export interface Change {
  /** Into the later plan; of what was removed, into the earlier one. */
  readonly pointer: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly trail: readonly Crumb[];
  /** Null of what was added. */
  readonly before: unknown;
  /** Null of what was removed. */
  readonly after: unknown;
}

/** Lists whose order says something: who is tried first, what is worst, which value counts. */
const ordered: ReadonlySet<string> = new Set(['holders', 'levels', 'deputies', 'derived']);
/** Fields that are read as one: a condition that differs in a corner is another condition. */
const whole: ReadonlySet<string> = new Set([
  'when',
  'scope',
  'on',
  'until',
  'automatic',
  'otherwise',
  'starts',
  'facts',
  'value',
  'within',
  'every',
]);

export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
export const isText = (value: unknown): value is { readonly en?: string; readonly 'zh-CN'?: string } =>
  isFields(value) && Object.keys(value).length > 0 && Object.keys(value).every((key) => key === 'en' || key === 'zh-CN');
const isList = (value: unknown): value is readonly unknown[] | undefined => value === undefined || Array.isArray(value);
const isNamed = (value: unknown): value is Fields & { readonly id: string } => isFields(value) && typeof value['id'] === 'string';

/** Whether two documents say the same. */
const same = (a: unknown, b: unknown): boolean => {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => same(item, b[index]));
  if (!isFields(a) || !isFields(b)) return a === b;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => same(a[key], b[key]));
};

interface Place {
  readonly before: Path;
  readonly after: Path;
  readonly trail: readonly Crumb[];
}

const change = (place: Place, before: unknown, after: unknown): Change => {
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  return {
    pointer: pointerOf(kind === 'removed' ? place.before : place.after),
    kind,
    trail: place.trail,
    before: before ?? null,
    after: after ?? null,
  };
};

const entryAt = (place: Place, list: string, entry: unknown, before: number, after: number): Place => ({
  before: [...place.before, before],
  after: [...place.after, after],
  trail: [...place.trail.slice(0, -1), { list, entry }],
});

/** Entries with ids are the same entry wherever they stand. */
const inNamed = (
  before: readonly (Fields & { id: string })[],
  after: readonly (Fields & { id: string })[],
  field: string,
  place: Place,
): Change[] => {
  const placed = (list: typeof before) => new Map(list.map((item, index) => [item.id, { item, index }] as const));
  const [earlier, later] = [placed(before), placed(after)];
  const kept = before.filter(({ id }) => later.has(id)).map(({ id }) => id);
  const moved =
    ordered.has(field) &&
    !same(
      kept,
      after.filter(({ id }) => earlier.has(id)).map(({ id }) => id),
    );
  return [
    ...(moved
      ? [
          change(
            place,
            before.map(({ id }) => id),
            after.map(({ id }) => id),
          ),
        ]
      : []),
    ...after.flatMap(({ id }, index) => {
      const [was, is] = [earlier.get(id), later.get(id)];
      if (!is) return [];
      const here = entryAt(place, field, is.item, was?.index ?? index, index);
      return was ? inFields(was.item, is.item, here) : [change(here, undefined, is.item)];
    }),
    ...before.flatMap((item, index) => (later.has(item.id) ? [] : [change(entryAt(place, field, item, index, index), item, undefined)])),
  ];
};

/** Of entries without ids, equal ones are the same; what is left over at one position is one entry that changed. */
const inPlain = (before: readonly unknown[], after: readonly unknown[], field: string, place: Place): Change[] => {
  const added = new Set(after.keys());
  const removed = new Set<number>();
  for (const [index, item] of before.entries()) {
    const match = [...added].find((candidate) => same(after[candidate], item));
    if (match === undefined) removed.add(index);
    else added.delete(match);
  }
  const indices = [...new Set([...added, ...removed])].toSorted((a, b) => a - b);
  return indices.map((index) => {
    const [was, is] = [removed.has(index) ? before[index] : undefined, added.has(index) ? after[index] : undefined];
    return change(entryAt(place, field, is ?? was, index, index), was, is);
  });
};

const inList = (before: readonly unknown[], after: readonly unknown[], field: string, place: Place): Change[] => {
  if (before.every(isNamed) && after.every(isNamed)) return inNamed(before, after, field, place);
  return ordered.has(field) ? [change(place, before, after)] : inPlain(before, after, field, place);
};

const inFields = (before: Fields, after: Fields, place: Place): Change[] =>
  [...new Set([...Object.keys(after), ...Object.keys(before)])].flatMap((field) => {
    const [was, is] = [before[field], after[field]];
    if (field === '$schema' || same(was, is)) return [];
    const here: Place = { before: [...place.before, field], after: [...place.after, field], trail: [...place.trail, { field }] };
    if (isList(was) && isList(is)) return inList(was ?? [], is ?? [], field, here);
    return whole.has(field) || !isFields(was) || !isFields(is) || isText(was) || isText(is)
      ? [change(here, was, is)]
      : inFields(was, is, here);
  });

/** Every place at which the later plan differs from the earlier one, in the order in which the later one is read. */
export const differenceOf = (before: Plan, after: Plan): Change[] => inFields(before, after, { before: [], after: [], trail: [] });
