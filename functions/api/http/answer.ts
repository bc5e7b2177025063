import type { Both, ProblemName } from '../../../shared/problems/catalogue.ts';
import type { Fault, FaultCode, FaultValues } from '../../../shared/problems/fault.ts';

/** A request as the handlers see it, whichever server took it. */
export interface Incoming {
  readonly method: string;
  /** As it was sent, percent-encoded. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | null;
}

/** A refusal as a value; it becomes a problem document in the caller's language at the edge. */
export interface Refused {
  readonly problem: ProblemName;
  /** In place of what the catalogue says of the problem. */
  readonly detail?: Both;
  readonly faults?: readonly Fault[];
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Somebody else came first, and nothing was written: begin again. The same symbol for code that is loaded later, which carries a copy of this file. */
export const again: unique symbol = Symbol.for('muster.again');

export type Result = Answer | Refused | typeof again;

export const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
});

export const empty = (status: number, headers: Readonly<Record<string, string>> = {}): Answer => ({ status, headers, body: null });

export const html = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
  body,
});

export const refuse = (problem: ProblemName, members: Readonly<Record<string, unknown>> = {}): Refused => ({ problem, members });
export const invalid = (faults: readonly Fault[]): Refused => ({ problem: 'invalid', faults });
export const notFound: Refused = { problem: 'not-found' };

/** A fault at a place in the body. */
export const inBody = (pointer: string, code: FaultCode, values: FaultValues = {}): Fault => ({ in: 'body', pointer, code, values });

export const isRefused = (result: object): result is Refused => 'problem' in result;
