import { isUtf8 } from 'node:buffer';
import type * as z from 'zod';
import { bytesMax, type Route } from '../../../shared/access/route.ts';
import type { Fault } from '../../../shared/problems/fault.ts';
import type { OperationId } from '../../../shared/access/routes.ts';
import type { Judged } from '../../../shared/problems/judge.ts';
import { type Incoming, invalid, type Refused, refuse } from './answer.ts';
import { depthMax, located, type Positions } from './document.ts';
import { judgeSent } from './judge.ts';

export interface Input {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  /** Lines and columns of the body, where it came in a format that people write. */
  readonly positionOf?: Positions | undefined;
}

const jsonType = /^application\/(?:[a-z0-9.+-]+\+)?json\s*(?:;|$)/i;
const yamlType = /^(?:application|text)\/(?:x-)?yaml\s*(?:;|$)/i;

/** Faults that a schema does not look for: depth, and half characters, which the table would change. Iterative, whatever was sent. */
const shapeFault = (document: unknown): Fault | null => {
  const open: [unknown, number][] = [[document, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [value, depth] = next;
    if (typeof value === 'string' && !value.isWellFormed()) return { in: 'body', pointer: '', code: 'not-unicode', values: {} };
    if (typeof value !== 'object' || value === null) continue;
    // No schema sees it: it would be dropped without a word.
    if (Object.hasOwn(value, '__proto__')) return { in: 'body', pointer: '', code: 'unknown-field', values: { name: '__proto__' } };
    if (depth >= depthMax) return { in: 'body', pointer: '', code: 'too-deep', values: { limit: depthMax } };
    for (const [key, inner] of Object.entries(value)) open.push([key, depth + 1], [inner, depth + 1]);
  }
  return null;
};

/** The body as JSON, or why it is not. */
export const readJson = ({ headers, body }: Incoming, route: Route): { readonly value: unknown } | Refused => {
  const limit = route.bytesMax ?? bytesMax.ordinary;
  if (body.length > limit) return refuse('body-too-large', { bytesMax: limit });
  if (body.length === 0 && route.bodyOptional) return { value: {} };
  if (!jsonType.test(headers['content-type'] ?? '')) return refuse('media-type-unsupported');
  if (!isUtf8(body)) return refuse('malformed-json');
  try {
    return { value: JSON.parse(body.toString('utf8')) as unknown };
  } catch {
    return refuse('malformed-json');
  }
};

/** The body as the document that it says, in whichever of the route's formats. */
const readDocument = async (
  incoming: Incoming,
  route: Route,
): Promise<{ readonly value: unknown; readonly positionOf?: Positions } | Refused> => {
  const { headers, body } = incoming;
  if (!route.yaml || !yamlType.test(headers['content-type'] ?? '')) return readJson(incoming, route);
  const limit = route.bytesMax ?? bytesMax.ordinary;
  if (body.length > limit) return refuse('body-too-large', { bytesMax: limit });
  if (!isUtf8(body)) return refuse('malformed-yaml');
  const { readYaml } = await import('../plans/lazy/yaml.ts');
  const read = readYaml(body.toString('utf8'));
  if ('value' in read) return read;
  return { problem: read.malformed ? 'malformed-yaml' : 'invalid', faults: read.faults };
};

const queryOf = (query: string): { readonly value: Record<string, string>; readonly faults: Fault[] } => {
  const pairs = [...new URLSearchParams(query)];
  const twice = pairs.map(([name]) => name).filter((name, index, names) => names.indexOf(name) < index);
  return {
    value: Object.fromEntries(pairs),
    faults: twice.map((name) => ({ in: 'query', pointer: `/${name}`, code: 'duplicate', values: { name } })),
  };
};

export type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What was sent to be set, and what came back with it although it cannot be. */
const separated = ({ readOnly }: Route, sent: unknown): { readonly own: unknown; readonly returned: Fields } => {
  if (!readOnly || !isFields(sent)) return { own: sent, returned: {} };
  const { own = [], returned = [] } = Object.groupBy(Object.entries(sent), ([name]) => (readOnly.includes(name) ? 'returned' : 'own'));
  return { own: Object.fromEntries(own), returned: Object.fromEntries(returned) };
};

/**
 * Reads everything that a request says, and tells every fault of it at once. What came back although it cannot be set is judged by
 * `judgeReturned`.
 */
export const readInput = async (
  incoming: Incoming,
  { id, route, params }: { readonly id: OperationId; readonly route: Route; readonly params: Readonly<Record<string, string>> },
  judgeReturned: (returned: Fields) => Promise<readonly Fault[] | Refused>,
): Promise<Input | Refused> => {
  const faults: Fault[] = [];
  const kept = (judged: Judged): unknown => {
    if ('value' in judged) return judged.value;
    faults.push(...judged.faults);
    return undefined;
  };
  const check = async (schema: z.ZodType | undefined, value: unknown, where: Fault['in']): Promise<unknown> =>
    schema && kept(await judgeSent(schema, value, where));
  const checkedParams = await check(route.params, params, 'path');
  const { value: queryValue, faults: queryFaults } = queryOf(incoming.query);
  faults.push(...queryFaults);
  const query = await check(route.query, queryValue, 'query');
  let body: unknown;
  let positionOf: Positions | undefined;
  // In the bundle, a route whose body is judged elsewhere carries no schema.
  if ((route.body || route.lazy || route.reads === 'document') && route.reads !== 'own') {
    const read = await readDocument(incoming, route);
    if (!('value' in read)) return read;
    positionOf = read.positionOf;
    const shape = shapeFault(read.value);
    if (shape) return invalid([...faults, shape]);
    const { own, returned } = separated(route, read.value);
    const judged = await judgeReturned(returned);
    if ('problem' in judged) return judged;
    faults.push(...judged);
    if (route.lazy === 'plans') body = kept((await import('../plans/lazy/planning.ts')).judgeBody(id, own));
    else if (route.lazy === 'page') body = kept((await import('../lazy/page.ts')).judgeBody(id, own));
    else body = route.reads === 'document' ? own : await check(route.body, own, 'body');
  }
  return faults.length > 0 ? invalid(located(faults, positionOf)) : { params: checkedParams, query, body, positionOf };
};
