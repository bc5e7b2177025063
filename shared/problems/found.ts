import type * as z from 'zod';
import { durationMeant } from './durations.ts';
import { type FaultCode, type FaultValues, isFaultCode } from './fault.ts';
import { hostMeant } from './hosts.ts';
import { typeName } from './schema.ts';
import { suggest } from './suggest.ts';

/** A fault at a path, before it is said where the document stood. */
export interface Found {
  readonly path: readonly PropertyKey[];
  readonly code: FaultCode;
  readonly values: FaultValues;
}

export const fault = (code: FaultCode, path: readonly PropertyKey[], values: FaultValues = {}): Found => ({ path, code, values });

const lengths: Readonly<Record<string, readonly [FaultCode, FaultCode]>> = {
  string: ['too-short', 'too-long'],
  array: ['too-few', 'too-many'],
};

/** The value is none of these; perhaps one of them was meant. */
export const choice = (value: unknown, path: readonly PropertyKey[], options: readonly unknown[]): Found => {
  const expected = options.map(String);
  return fault('choice', path, { expected, suggestion: typeof value === 'string' ? suggest(value, expected) : null });
};

/** Schemas name their own faults, in a message or a parameter. */
const formatCode = (message: string, format: string): FaultCode => {
  if (isFaultCode(message)) return message;
  if (isFaultCode(format)) return format;
  return format === 'datetime' ? 'instant' : 'format';
};

/** A length of time in other words than ISO 8601 is quoted, and said in them; so is a host in an address or another script. */
const formatFault = (code: FaultCode, path: readonly PropertyKey[], value: unknown): Found => {
  if (typeof value !== 'string') return fault(code, path);
  if (code === 'duration' || code === 'deadline') return fault(code, path, { sent: value.slice(0, 60), suggestion: durationMeant(value) });
  return fault(code, path, code === 'host' ? { suggestion: hostMeant(value) } : {});
};

/** What the parser says of one value, as a fault. */
export const faultOfIssue = (issue: z.core.$ZodIssue, path: readonly PropertyKey[], value: unknown): Found => {
  if (value === undefined) return fault('required', path);
  switch (issue.code) {
    case 'invalid_type':
      return fault('type', path, { expected: [typeName(issue.expected)] });
    case 'too_big':
      return fault(lengths[issue.origin]?.[1] ?? 'too-big', path, { limit: Number(issue.maximum) });
    case 'too_small':
      return fault(lengths[issue.origin]?.[0] ?? 'too-small', path, { limit: Number(issue.minimum) });
    case 'invalid_format':
      return formatFault(formatCode(issue.message, issue.format), path, value);
    case 'invalid_value':
      return choice(value, path, issue.values);
    case 'custom': {
      const { code = '', limit } = issue.params ?? {};
      return fault(formatCode(String(code), ''), path, typeof limit === 'number' ? { limit } : {});
    }
    default:
      return fault('format', path);
  }
};
