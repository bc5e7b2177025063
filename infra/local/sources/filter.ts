/** Event filter patterns of Lambda, as far as the template needs them: exact values, prefix, anything-but and exists. */
import { TemplateError } from '../template.ts';

type Matcher = (value: unknown) => boolean;

function conditionOf(condition: unknown, place: string): Matcher {
  if (typeof condition !== 'object' || condition === null) return (value) => value === condition;
  const [[name, argument] = ['', undefined]] = Object.entries(condition) as [string, unknown][];
  if (name === 'prefix') return (value) => typeof value === 'string' && value.startsWith(String(argument));
  if (name === 'exists') return (value) => (value !== undefined) === argument;
  if (name === 'anything-but') {
    const excluded: unknown[] = Array.isArray(argument) ? argument : [argument];
    return (value) => value !== undefined && !excluded.includes(value);
  }
  throw new TemplateError(`${place}: the filter condition ${JSON.stringify(condition)} does not exist locally`);
}

function compile(pattern: unknown, place: string): Matcher {
  if (Array.isArray(pattern)) {
    const conditions = pattern.map((condition) => conditionOf(condition, place));
    return (value) => conditions.some((matches) => matches(value));
  }
  const fields = Object.entries(pattern as object).map(([name, inner]) => ({ name, matches: compile(inner, `${place}.${name}`) }));
  return (value) => fields.every(({ name, matches }) => matches((value as Record<string, unknown> | undefined)?.[name]));
}

/** True for records that match at least one pattern; without patterns everything matches. */
export function compileFilters(patterns: readonly string[], place: string): Matcher {
  if (patterns.length === 0) return () => true;
  const matchers = patterns.map((pattern) => compile(JSON.parse(pattern) as unknown, place));
  return (record) => matchers.some((matches) => matches(record));
}
