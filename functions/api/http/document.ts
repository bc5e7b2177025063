import type { Fault } from '../../../shared/problems/fault.ts';

/** Deeper than any plan; documents are walked by recursion. */
export const depthMax = 50;

/** Where a place of a document, by its JSON pointer, stands in the file that was sent. */
export type Positions = (pointer: string) => NonNullable<Fault['position']>;

/** A document that was read, or what is wrong with it; `malformed` where it is no document at all. */
export type DocumentRead =
  { readonly value: unknown; readonly positionOf?: Positions } | { readonly faults: readonly Fault[]; readonly malformed?: true };

/** The same faults with their lines and columns. */
export const located = (faults: readonly Fault[], positionOf: Positions | undefined): readonly Fault[] =>
  positionOf
    ? faults.map((fault) => (fault.in === 'body' && !fault.position ? { ...fault, position: positionOf(fault.pointer) } : fault))
    : faults;
