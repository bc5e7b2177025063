import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  Parser,
  stringify,
} from 'yaml';
import { type Fault, type FaultCode, faultsMax, type FaultValues } from '../../../../shared/problems/fault.ts';
import { pointerOf } from '../../../../shared/problems/pointer.ts';
import { depthMax, type DocumentRead, type Positions } from '../../http/document.ts';

// Loaded when somebody sends or wants a plan file: the library weighs as much as a third of everything else.

const options = { version: '1.2', schema: 'core', merge: false, uniqueKeys: false, prettyErrors: false, logLevel: 'silent' } as const;

/** Where a document nests deeper than allowed. Looked at before anything is composed, because that goes by recursion. */
const tooDeep = (tokens: readonly CST.Token[]): number | undefined => {
  const open: [CST.Token, number][] = tokens.map((token) => [token, 0]);
  for (let next = open.pop(); next; next = open.pop()) {
    const [token, depth] = next;
    if (token.type === 'document' && token.value) open.push([token.value, depth]);
    if (!('items' in token)) continue;
    if (depth >= depthMax) return token.offset;
    for (const { key, value } of token.items) {
      if (key) open.push([key, depth + 1]);
      if (value) open.push([value, depth + 1]);
    }
  }
  return undefined;
};

interface Reading {
  readonly faults: Fault[];
  /** Where each place of the document begins, by its pointer. */
  readonly offsets: Map<string, number>;
  readonly at: (offset: number) => { readonly line: number; readonly column: number };
}

type Path = readonly (string | number)[];

const startOf = (node: unknown, otherwise: number): number =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range) ? Number(node.range[0]) : otherwise;

const note = ({ faults, at }: Reading, path: Path, offset: number, code: FaultCode, values: FaultValues = {}): undefined => {
  if (faults.length < faultsMax) faults.push({ in: 'body', pointer: pointerOf(path), code, values, position: at(offset) });
};

const isPlain = (value: unknown): boolean =>
  value === null || typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));

/** A node as what JSON can say, noting whatever it cannot. */
const valueIn = (node: Node | ParsedNode | null | undefined, path: Path, start: number, reading: Reading): unknown => {
  const offset = startOf(node, start);
  const pointer = pointerOf(path);
  if (!reading.offsets.has(pointer)) reading.offsets.set(pointer, offset);
  if (node === null || node === undefined) return null;
  if (isAlias(node)) return note(reading, path, offset, 'yaml-alias');
  if (node.tag?.startsWith('!')) return note(reading, path, offset, 'yaml-value');
  if (isSeq(node)) return node.items.map((item, index) => valueIn(item as Node, [...path, index], offset, reading));
  if (!isMap(node)) return isScalar(node) && isPlain(node.value) ? node.value : note(reading, path, offset, 'yaml-value');
  const seen = new Set<string>();
  return Object.fromEntries(
    node.items.flatMap(({ key, value }) => {
      const keyAt = startOf(key, offset);
      if (!isScalar(key) || typeof key.value !== 'string') {
        note(reading, path, keyAt, isAlias(key) ? 'yaml-alias' : 'yaml-key');
        return [];
      }
      const inner = [...path, key.value];
      if (seen.has(key.value)) note(reading, inner, keyAt, 'duplicate', { name: key.value });
      seen.add(key.value);
      reading.offsets.set(pointerOf(inner), keyAt);
      return [[key.value, valueIn(value as Node | null, inner, keyAt, reading)]];
    }),
  );
};

const syntaxCodes: Readonly<Record<string, FaultCode>> = {
  TAB_AS_INDENT: 'yaml-tab',
  BAD_INDENT: 'yaml-indent',
  MISSING_CHAR: 'yaml-unfinished',
  MULTIPLE_DOCS: 'yaml-documents',
};

/** Errors of a field where none may begin. */
const fieldCodes: ReadonlySet<string> = new Set(['BLOCK_AS_IMPLICIT_KEY', 'MULTILINE_IMPLICIT_KEY', 'BLOCK_IN_FLOW']);

interface SyntaxFault {
  readonly code: FaultCode;
  readonly offset: number;
  readonly values?: FaultValues;
}

/**
 * What is told of a syntax error. A field where none may begin is a text with a colon in it, if it stands behind its own field; else a line is not as far in
 * as it should be.
 */
const syntaxFault = (
  text: string,
  { code, pos: [offset] }: { readonly code: string; readonly pos: readonly [number, number] },
): SyntaxFault => {
  if (!fieldCodes.has(code)) return { code: syntaxCodes[code] ?? 'yaml-syntax', offset };
  const begin = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const line = text.slice(offset, end < 0 ? undefined : end);
  const [said = ''] = /^[^{}[\],#"']*/.exec(line) ?? [];
  if (/[^\s]:\s+$/.test(text.slice(begin, offset)) && /:(\s|$)/.test(said))
    return { code: 'yaml-colon', offset, values: { suggestion: said.length > 300 ? null : JSON.stringify(said.trim()) } };
  if (code === 'BLOCK_IN_FLOW') return { code: 'yaml-syntax', offset };
  // The line itself, or the one behind it that was read as more of the same.
  if (text.slice(begin, offset).trim() === '') return { code: 'yaml-indent', offset };
  const next = /\S/.exec(text.slice(end + 1))?.index ?? 0;
  return { code: 'yaml-indent', offset: end < 0 ? offset : end + 1 + next };
};

/** What one mistake brings about behind it is not told; each text with a colon is a mistake of its own. */
const independent = (found: readonly SyntaxFault[]): readonly SyntaxFault[] => {
  const sorted = found.toSorted((a, b) => a.offset - b.offset);
  const first = sorted.find(({ code }) => code !== 'yaml-colon');
  return sorted.filter(
    (one, index) => one === first || (one.code === 'yaml-colon' && sorted.findIndex(({ offset }) => offset === one.offset) === index),
  );
};

/** Errors are thrown away after a few; the traces that each would carry cost more than all the rest. */
const composed = (tokens: readonly CST.Token[], length: number): readonly Document[] => {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return [...new Composer(options).compose(tokens, true, length)];
  } finally {
    Error.stackTraceLimit = before;
  }
};

/** A YAML document as a value, with the line and column of each of its places; or what is wrong with it. */
export const readYaml = (text: string): DocumentRead => {
  const lines = new LineCounter();
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const whole = (code: FaultCode, offset: number, values: FaultValues = {}): Fault => ({
    in: 'body',
    pointer: '',
    code,
    values,
    position: at(offset),
  });
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const deep = tooDeep(tokens);
  if (deep !== undefined) return { faults: [whole('too-deep', deep, { limit: depthMax })] };
  const [document, second] = composed(tokens, text.length);
  const found = (document?.errors ?? []).slice(0, faultsMax).map((error) => syntaxFault(text, error));
  const faults = independent(found).map(({ code, offset, values }) => whole(code, offset, values));
  if (second) faults.push(whole('yaml-documents', startOf(second, 0)));
  if (faults.length > 0) return { malformed: true, faults };
  const reading: Reading = { faults: [], offsets: new Map(), at };
  const value = valueIn(document?.contents, [], 0, reading);
  if (reading.faults.length > 0) return { faults: reading.faults };
  // What is missing is looked for where it should be: in the nearest thing that is there.
  const positionOf: Positions = (pointer) => {
    for (let place = pointer; ; place = place.slice(0, place.lastIndexOf('/'))) {
      const offset = reading.offsets.get(place);
      if (offset !== undefined || !place.includes('/')) return at(offset ?? 0);
    }
  };
  return { value, positionOf };
};

/** A document as YAML from which the same document is read. */
export const writeYaml = (document: unknown): string => stringify(document, { ...options, lineWidth: 0, aliasDuplicateObjects: false });
