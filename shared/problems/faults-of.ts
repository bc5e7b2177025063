import type * as z from 'zod';
import { type Fault, type FaultCode, type FaultValues, isFaultCode } from './fault.ts';
import { branchesAt, fieldsAt } from './fields.ts';
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
      return value === undefined ? single('required', path) : single('type', path, { expected: [typeNames[issue.expected] ?? issue.expected] });
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
      return single(isFaultCode(issue.message) ? issue.message : isFaultCode(issue.format) ? issue.format : issue.format === 'datetime' ? 'instant' : 'format', path);
    case 'invalid_value':
      return value === undefined ? single('required', path) : single('choice', path, chosen(value, issue.values));
    case 'invalid_key':
      return issue.issues.flatMap((inner) => found({ ...inner, path: [] } as Issue, schema, path.at(-1)).map((one) => ({ ...one, path })));
    case 'invalid_union':
      return ofUnion(issue, schema, document);
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

/** Words and expectations of branches that are equally far, as one fault: `string or array`. */
const merged = (best: readonly (readonly Found[])[], path: readonly PropertyKey[], value: unknown): Found[] | null => {
  const roots = best.map((faults) => (faults.length === 1 && faults[0]?.path.length === 0 ? faults[0] : null));
  if (roots.length < 2 || roots.some((fault) => fault?.code !== 'type')) return null;
  const expected = [...new Set(roots.flatMap((fault) => fault?.values.expected ?? []))];
  return value === undefined ? single('required', path) : single('type', path, { expected });
};

const ofUnion = (issue: z.core.$ZodIssueInvalidUnion, schema: Schema, document: unknown): Found[] => {
  const { path } = issue;
  const value = valueAt(document, path);
  if (issue.errors.length === 0) {
    const options = 'options' in issue ? (issue.options ?? []) : [];
    return value === undefined ? single('required', path) : single('choice', path, chosen(value, options));
  }
  if (value === undefined) return single('required', path);
  const branches = branchesAt(schema, path);
  const candidates = issue.errors.map((errors, index) => errors.flatMap((one) => found(one, branches[index] ?? schema, value)));
  const nearest = Math.min(...candidates.map(distanceOf));
  const best = candidates.filter((faults) => distanceOf(faults) === nearest);
  return merged(best, path, value) ?? (best[0] ?? []).map((fault) => ({ ...fault, path: [...path, ...fault.path] }));
};

/** Every fault that a schema found in a document; of a union, those of the branch that fits best. */
export const faultsOf = (error: z.core.$ZodError, schema: Schema, document: unknown, where: Fault['in']): Fault[] =>
  error.issues
    .flatMap((issue) => found(issue, schema, document))
    .map(({ path, code, values }) => ({ in: where, pointer: pointerOf(path), code, values }));
