import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

/** What a row says, and the one place of a template that says the same. */
interface Row {
  readonly id?: string;
  readonly at: string;
  readonly is: unknown;
}
interface Corpus {
  readonly grading?: readonly Row[];
  readonly timers?: readonly Row[];
  readonly derived?: readonly Row[];
  readonly silent?: readonly { readonly id: string; readonly why: string }[];
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const idOf = (value: unknown): string | undefined => (isFields(value) && typeof value['id'] === 'string' ? value['id'] : undefined);
const withoutId = (value: unknown): unknown => {
  if (!isFields(value) || idOf(value) === undefined) return value;
  const { id: _, ...rest } = value;
  return rest;
};

/** What stands at a path: an item of a list is named by its id, or by its position. */
const at = (root: unknown, path: string): unknown =>
  path.split('/').reduce<unknown>((value, name) => {
    if (Array.isArray(value)) return value.find((item) => idOf(item) === name) ?? value[Number(name)];
    return isFields(value) ? value[name] : undefined;
  }, root);

/** Every place of a document that is a rule or a deadline. */
const placesIn = (document: unknown): readonly string[] => {
  const places: string[] = [];
  const walk = (value: unknown, path: readonly string[]): void => {
    const [parent = '', name = ''] = path.slice(-2);
    const list = path.at(-2) ?? '';
    const isRule =
      (list === 'rules' && path[0] === 'incidentTypes') ||
      (list === 'derived' && path[0] === 'facts') ||
      (list === 'spans' && path[0] === 'windows') ||
      ['scope', 'when', 'automatic', 'within', 'every', 'elapsed'].includes(name);
    const inAbout = path[0] === 'about';
    const isAnswer = parent === 'answer';
    const isComparison = 'fact' in (isFields(value) ? value : {}) && (name === 'on' || list === 'on');
    const hasLength = isComparison && Object.values(value as Fields).some((one) => typeof one === 'string' && one.startsWith('P'));
    if ((isRule && !inAbout && !isAnswer) || hasLength) {
      places.push(path.join('/'));
      return;
    }
    if (Array.isArray(value)) for (const [index, item] of value.entries()) walk(item, [...path, idOf(item) ?? String(index)]);
    else if (isFields(value)) for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key]);
  };
  walk(document, []);
  return places;
};

const read = (path: string): unknown => parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const slugs = readdirSync(new URL('../../../shared/templates', import.meta.url)).map((file) => file.replace('.yaml', ''));

/** How many rows of the corpora belong to each plan. */
const rows: Readonly<Record<string, { readonly grading: number; readonly timers: number }>> = {
  'bank-outlet': { grading: 18, timers: 12 },
  'gas-customer-service': { grading: 13, timers: 0 },
  'crowd-flow-warning': { grading: 7, timers: 7 },
  'call-center': { grading: 6, timers: 10 },
  'property-customer-service': { grading: 7, timers: 9 },
  'delivery-and-quality': { grading: 8, timers: 11 },
  'railway-adjacent-works': { grading: 7, timers: 7 },
  'bank-hall-fire-drill': { grading: 3, timers: 5 },
};

describe.each(slugs)('%s', (slug) => {
  const document = read(`../../../shared/templates/${slug}.yaml`);
  const corpus = read(`../../corpora/${slug}.yaml`) as Corpus;
  const tied = [...(corpus.grading ?? []), ...(corpus.timers ?? []), ...(corpus.derived ?? [])];

  test('says at its place what each row of the corpora says', () => {
    const wrong = tied.filter(({ at: path, is }) => {
      const there = at(document, path);
      if (isFields(is) && Array.isArray(there) && 'count' in is) return there.length !== is['count'];
      return !isDeepStrictEqual(withoutId(there), is);
    });
    expect(wrong.map(({ at: path }) => ({ path, there: withoutId(at(document, path)) }))).toEqual([]);
  });

  test('has every row of the corpora once, tied or with the reason why the plan is silent', () => {
    const ids = [...tied.flatMap(({ id }) => id ?? []), ...(corpus.silent ?? []).map(({ id }) => id)];
    expect(ids.filter((id, index) => ids.indexOf(id) < index)).toEqual([]);
    const count = (prefix: string) => ids.filter((id) => id.startsWith(prefix)).length;
    expect({ grading: count('GR-'), timers: count('TM-') }).toEqual(rows[slug]);
  });

  test('has no rule and no deadline that no row stands for', () => {
    const named = new Set(tied.map(({ at: path }) => path));
    const covered = (place: string) =>
      [...named].some((path) => path === place || path.startsWith(`${place}/`) || place.startsWith(`${path}/`));
    expect(placesIn(document).filter((place) => !covered(place))).toEqual([]);
  });

  test('loses a row with every rule and every deadline that is taken out', () => {
    for (const place of placesIn(document)) {
      const path = place.split('/');
      const without = structuredClone(document);
      const parent = at(without, path.slice(0, -1).join('/'));
      const name = path.at(-1) ?? '';
      if (Array.isArray(parent))
        parent.splice(
          parent.findIndex((item, index) => (idOf(item) ?? String(index)) === name),
          1,
        );
      else delete (parent as Record<string, unknown>)[name];
      expect(
        tied.some(({ at: row, is }) => !isDeepStrictEqual(withoutId(at(without, row)), is) && !(isFields(is) && 'count' in is)),
        place,
      ).toBe(true);
    }
  });
});
