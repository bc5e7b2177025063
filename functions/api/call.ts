import type * as z from 'zod';
import type { Access, Route } from '../../shared/access/route.ts';
import type { OperationId, Routes } from '../../shared/access/routes.ts';
import type { Ids } from '../../shared/ids.ts';
import type { ApiKey } from '../../shared/organization/records.ts';
import type { Language } from '../../shared/text.ts';
import type { Table, Write } from '../adapters/dynamodb/table.ts';
import type { Clock } from '../runtime/clock.ts';
import type { log } from '../runtime/log.ts';
import type { Sealer } from '../runtime/seal.ts';
import type { Answer, Incoming, Result } from './http/answer.ts';
import type { Positions } from './http/document.ts';
import type { Warnings } from './incidents/answer.ts';

/** What the API is made of; tests put in their own. */
export interface Api {
  readonly table: Table;
  readonly clock: Clock;
  /** Real time, for what expires in the real world. */
  readonly wall: Clock;
  readonly ids: Ids;
  readonly publicId: () => string;
  /** Unguessable text of this many random bytes. */
  readonly token: (bytes: number) => string;
  /** Loaded when first needed: most requests need no secret. */
  readonly operatorKeyHash: () => Promise<string>;
  readonly sealer: () => Promise<Sealer>;
  readonly statusUrl: string;
  readonly log: typeof log;
  /** Origins that webhooks may have although they are private. */
  readonly allowedOrigins: readonly string[];
  /** The TXT records of a name; none where it has none. */
  readonly resolveTxt: (name: string) => Promise<readonly string[]>;
}

/** Remembers an answer under the request's Idempotency-Key. Without a key it remembers nothing. */
export interface Once {
  /** The write that does it, for the same transaction as the deed. */
  readonly remember: (answer: Answer | IncidentReference) => readonly Write[];
}

/** An answer that can be made again from the incident's events up to a sequence. */
export interface IncidentReference {
  readonly status: number;
  readonly incidentId: string;
  readonly sequence: number;
  /** What was said beside the incident. */
  readonly warnings?: Warnings;
}

type Parsed<R, K extends string> = R extends { readonly [P in K]: infer S extends z.ZodType } ? z.output<S> : undefined;
/** Where the handler is the judge of the body, nothing is known of it yet. */
type BodyOf<R> = R extends { readonly reads: 'document' } ? unknown : Parsed<R, 'body'>;
type CallerOf<A extends Access> = A extends 'read' | 'respond' | 'configure' ? ApiKey : null;

export interface Noted {
  /** The route's template; never the path, in which keys and tokens stand. */
  route: string;
  organizationId?: string;
}

/** One request to one route, checked and authenticated. */
export interface Call<R extends Route = Route> {
  readonly api: Api;
  readonly route: R;
  readonly params: Parsed<R, 'params'>;
  readonly query: Parsed<R, 'query'>;
  readonly body: BodyOf<R>;
  /** Lines and columns of the body; undefined where it came as JSON. */
  readonly positionOf?: Positions | undefined;
  /** The key that was presented: the only source of the organization's id. */
  readonly caller: CallerOf<R['access']>;
  readonly incoming: Incoming;
  readonly requestId: string;
  /** For the log, from routes that learn only as they go whose request it is. */
  readonly noted: Noted;
  readonly language: Language;
  /** Of the media types that the route speaks, the one that is wanted most. */
  readonly mediaType: string;
  readonly once: Once;
  /** What If-Match asks for: versions, `*` for any, or null where it was not sent. */
  readonly ifMatch: readonly string[] | '*' | null;
}

export type Handler<K extends OperationId> = (call: Call<Routes[K]>) => Promise<Result>;
/** Binds a handler to its route, from which the types of its input follow. */
export const handles = <K extends OperationId>(_id: K, handler: Handler<K>): Handler<K> => handler;
