import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { type OperationId, routes } from '../../shared/access/routes.ts';
import type { Route } from '../../shared/access/route.ts';
import type { Fault } from '../../shared/problems/fault.ts';
import { jitter } from '../runtime/random.ts';
import { authenticate } from './authenticate.ts';
import type { Api, Call, Noted } from './call.ts';
import { tagFault, tagsIn } from './etag.ts';
import { handlers } from './handlers.ts';
import { again, type Answer, inBody, type Incoming, invalid, isRefused, notFound, type Refused, refuse } from './http/answer.ts';
import { languageOf, preferred } from './http/negotiate.ts';
import { located } from './http/document.ts';
import { type Fields, readInput } from './http/read.ts';
import { repetitionOf } from './idempotency.ts';
import { answerIncident } from './incidents/answer.ts';

export interface Match {
  readonly id: OperationId;
  readonly route: Route;
  /** Values of the path's parameters, decoded. */
  readonly params: Readonly<Record<string, string>>;
}

/** Whose the idempotency records of the deployment's operator are. */
const operatorOwner = 'operator';
/** Whoever meets another writer looks again, a little later each time; a repetition finds the record of the first then. */
const looksMax = 20;
const pauseMillis = (look: number): number => Math.min(400, 10 * 2 ** look) * jitter();

/** Longer than any name of ours, and short enough for the table's keys. */
const nameBytesMax = 200;

type AnyHandler = (call: Call) => ReturnType<(typeof handlers)[OperationId]>;
// The table of handlers gives each its own route's input; that it is the same route is what the callers see to.
const handlerOf = (id: OperationId): AnyHandler => handlers[id] as AnyHandler;

/** What GET answers where something is put; where nothing is yet, what its path says. */
const presentAt = async ({ route, params }: Match, call: Omit<Call, 'params' | 'query' | 'body' | 'once' | 'ifMatch'>): Promise<Fields> => {
  const [id] = Object.entries(routes).find(([, { method, path }]) => method === 'GET' && path === route.path) as [OperationId, Route];
  const result = await handlerOf(id)({
    ...call,
    params,
    query: undefined,
    body: undefined,
    once: { remember: () => [] },
    ifMatch: null,
  } as unknown as Call);
  return result === again || isRefused(result) ? params : (JSON.parse(String(result.body)) as Fields);
};

/** What came back although it cannot be set has to be as it is now. What warnings say depends on who reads them. */
const judgeReturned = (returned: Fields, present: Fields): readonly Fault[] | Refused => {
  if (present['version'] !== undefined && returned['version'] !== undefined && returned['version'] !== present['version'])
    return refuse('version-stale');
  const other = Object.entries(returned).filter(([name, value]) => name !== 'warnings' && !isDeepStrictEqual(value, present[name]));
  return other.map(([name]) => inBody(`/${name}`, 'read-only'));
};

/** Takes a request through everything that its route declares, and to its handler. */
export const serve = async (api: Api, match: Match, incoming: Incoming, requestId: string, noted: Noted): Promise<Answer | Refused> => {
  const { route, id } = match;
  const { headers } = incoming;
  const available = [Object.values(route.answers)[0]?.mediaType ?? 'application/json', ...(route.formats ?? [])];
  const mediaType = route.reads === 'own' ? available[0] : preferred(headers['accept'], available);
  if (mediaType === undefined) return refuse('not-acceptable', { available: available.join(', ') });

  const caller = await authenticate(api, route.access, incoming);
  if (!('key' in caller)) return caller;
  const owner = caller.key?.organizationId ?? operatorOwner;
  if (caller.key) noted.organizationId = caller.key.organizationId;

  const language = languageOf(headers['accept-language']);
  const base = { api, route, caller: caller.key, incoming, requestId, noted, language, mediaType };
  let returnedVersion: readonly string[] | null = null;
  const input = await readInput(incoming, match, async (returned) => {
    if (Object.keys(returned).length === 0) return [];
    if ('version' in returned) returnedVersion = [String(returned['version'])];
    return judgeReturned(returned, await presentAt(match, base));
  });
  if ('problem' in input) return input;
  if (caller.key && Object.values(match.params).some((name) => Buffer.byteLength(name) > nameBytesMax)) return notFound;
  const ifMatch = route.edits ? (tagsIn(headers['if-match']) ?? returnedVersion) : null;
  if (ifMatch === 'malformed') return invalid([tagFault('if-match')]);

  for (let look = 0; look < looksMax; look++) {
    const repetition = await repetitionOf(api, route, incoming, owner);
    if ('refused' in repetition && repetition.refused) return repetition.refused;
    if ('answer' in repetition) return repetition.answer;
    if ('incident' in repetition) {
      const { incidentId, sequence, status, warnings = [] } = repetition.incident;
      return (await answerIncident(api, owner, incidentId, { status, sequence, warnings })) ?? notFound;
    }
    const result = await handlerOf(id)({ ...base, ...input, once: repetition.once, ifMatch } as unknown as Call);
    if (result === again) {
      await pause(pauseMillis(look));
      continue;
    }
    return 'problem' in result && result.faults ? { ...result, faults: located(result.faults, input.positionOf) } : result;
  }
  return refuse('unavailable');
};
