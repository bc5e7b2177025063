import * as z from 'zod';
import { type Fault, type FaultCode, type FaultValues, isFaultCode } from './fault.ts';
import { fieldsAt, unionOn } from './fields.ts';
import { pointerOf, valueAt } from './pointer.ts';
import { suggest } from './suggest.ts';

type Issue = z.core.$ZodIssue;
type Schema = z.core.$ZodType;

interface Found {
  readonly path: readonly PropertyKey[];
  readonly code: FaultCode;
  readonly values: FaultValues;
}

const lengths: Readonly<Record<string, readonly [FaultCode, FaultCode]>> = {
  string: ['too-short', 'too-long'],
  array: ['too-few', 'too-many'],
};

const typeNames: Readonly<Record<string, string>> = { int: 'integer', record: 'object', nonoptional: 'a value' };

const single = (code: FaultCode, path: readonly PropertyKey[], values: FaultValues = {}): Found[] => [{ path, code, values }];

const chosen = (value: unknown, options: readonly unknown[]): FaultValues => {
  const expected = options.map(String);
  return { expected, suggestion: typeof value === 'string' ? suggest(value, expected) : null };
};

const found = (issue: Issue, schema: Schema, document: unknown): Found[] => {
  const { path } = issue;
  const value = valueAt(document, path);
  switch (issue.code) {
    case 'invalid_type':
      return value === undefined
        ? single('required', path)
        : single('type', path, { expected: [typeNames[issue.expected] ?? issue.expected] });
    case 'unrecognized_keys': {
      const fields = fieldsAt(schema, path);
      const present = new Set(Object.keys((value ?? {}) as object));
      const free = fields.filter((field) => !present.has(field));
      return issue.keys.flatMap((name) => single('unknown-field', [...path, name], { name, suggestion: suggest(name, free) }));
    }
    case 'too_big':
      return single(lengths[issue.origin]?.[1] ?? 'too-big', path, { limit: Number(issue.maximum) });
    case 'too_small':
      return single(lengths[issue.origin]?.[0] ?? 'too-small', path, { limit: Number(issue.minimum) });
    case 'invalid_format':
      return single(
        isFaultCode(issue.message)
          ? issue.message
          : isFaultCode(issue.format)
            ? issue.format
            : issue.format === 'datetime'
              ? 'instant'
              : 'format',
        path,
      );
    case 'invalid_value':
      return value === undefined ? single('required', path) : single('choice', path, chosen(value, issue.values));
    case 'invalid_key':
      return issue.issues.flatMap((inner) => found({ ...inner, path: [] } as Issue, schema, path.at(-1)).map((one) => ({ ...one, path })));
    case 'invalid_union': {
      const options = 'options' in issue ? (issue.options ?? []) : [];
      return value === undefined ? single('required', path) : single('choice', path, chosen(value, options));
    }
    case 'custom': {
      const code = String(issue.params?.['code'] ?? '');
      return single(isFaultCode(code) ? code : 'format', path);
    }
    default:
      return single('format', path);
  }
};

/** How far a branch is from what was sent: another kind of thing altogether, fields that it does not know, fields that it misses. */
const distanceOf = (faults: readonly Found[]): number =>
  faults.reduce((sum, { path, code, values }) => {
    if (path.length === 0 && (code === 'type' || code === 'choice' || code === 'required')) return sum + (code === 'choice' ? 50 : 100);
    if (code === 'unknown-field') return sum + (values.suggestion ? 1 : 4);
    return sum + (code === 'required' ? 3 : 2);
  }, 0);

/** Branches that want another kind of thing altogether, as one fault: `string or array`. */
const merged = (best: readonly (readonly Found[])[]): Found[] | null => {
  const roots = best.map((faults) => (faults.length === 1 && faults[0]?.path.length === 0 ? faults[0] : null));
  if (roots.length < 2 || roots.some((fault) => fault?.code !== 'type')) return null;
  return single('type', [], { expected: [...new Set(roots.flatMap((fault) => fault?.values.expected ?? []))] });
};

/**
 * The faults of the branch that fits best. Each branch is asked by itself: the parser names all of them where all fail hard, and only one where that
 * one was merely nearer.
 */
const ofUnion = (branches: readonly Schema[], value: unknown): Found[] => {
  if (value === undefined) return single('required', []);
  const candidates = branches.map((branch) => {
    const result = z.safeParse(branch, value);
    return result.success ? [] : ofIssues(result.error.issues, branch, value);
  });
  const nearest = Math.min(...candidates.map(distanceOf));
  const best = candidates.filter((faults) => distanceOf(faults) === nearest);
  return merged(best) ?? best[0] ?? [];
};

const ofIssues = (issues: readonly Issue[], schema: Schema, document: unknown): Found[] => {
  const seen = new Set<string>();
  return issues.flatMap((issue) => {
    const union = unionOn(schema, issue.path);
    if (!union) return found(issue, schema, document);
    const place = pointerOf(union.path);
    if (seen.has(place)) return [];
    seen.add(place);
    return ofUnion(union.branches, valueAt(document, union.path)).map((fault) => ({ ...fault, path: [...union.path, ...fault.path] }));
  });
};

/** A field that is missing because its name is misspelt is one fault. */
const withoutEchoes = (faults: readonly Found[]): Found[] => {
  const meant = new Set(
    faults.flatMap(({ path, values }) => (values.suggestion ? [pointerOf([...path.slice(0, -1), values.suggestion])] : [])),
  );
  return faults.filter(({ path, code }) => code !== 'required' || !meant.has(pointerOf(path)));
};

/** Every fault that a schema found in a document; of a union, those of the branch that fits best. */
export const faultsOf = (error: z.core.$ZodError, schema: Schema, document: unknown, where: Fault['in']): Fault[] =>
  withoutEchoes(ofIssues(error.issues, schema, document)).map(({ path, code, values }) => ({
    in: where,
    pointer: pointerOf(path),
    code,
    values,
  }));
