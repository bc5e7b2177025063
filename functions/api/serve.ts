import type { OperationId } from '../../shared/access/routes.ts';
import type { Route } from '../../shared/access/route.ts';
import { authenticate } from './authenticate.ts';
import type { Api, Call, Noted } from './call.ts';
import { tagFault, tagsIn } from './etag.ts';
import { handlers } from './handlers.ts';
import { again, type Answer, type Incoming, invalid, notFound, type Refused, refuse } from './http/answer.ts';
import { languageOf, preferred } from './http/negotiate.ts';
import { located } from './http/document.ts';
import { readInput } from './http/read.ts';
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
/** Whoever meets another writer looks again; a repetition finds the record of the first then. */
const looksMax = 5;

/** Longer than any name of ours, and short enough for the table's keys. */
const nameBytesMax = 200;

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

  const input = await readInput(incoming, match);
  if ('problem' in input) return input;
  if (caller.key && Object.values(match.params).some((name) => Buffer.byteLength(name) > nameBytesMax)) return notFound;
  const ifMatch = route.edits ? tagsIn(headers['if-match']) : null;
  if (ifMatch === 'malformed') return invalid([tagFault('if-match')]);

  for (let look = 0; look < looksMax; look++) {
    const repetition = await repetitionOf(api, route, incoming, owner);
    if ('refused' in repetition && repetition.refused) return repetition.refused;
    if ('answer' in repetition) return repetition.answer;
    if ('incident' in repetition) {
      const { incidentId, sequence, status, warnings = [] } = repetition.incident;
      return (await answerIncident(api, owner, incidentId, { status, sequence, warnings })) ?? notFound;
    }
    const language = languageOf(headers['accept-language']);
    const call = {
      api,
      route,
      ...input,
      caller: caller.key,
      incoming,
      requestId,
      noted,
      language,
      mediaType,
      once: repetition.once,
      ifMatch,
    };
    // The table of handlers gives each its own route's input; that it is the same route here is what `match` says.
    const handler = handlers[id] as (call: Call) => ReturnType<(typeof handlers)[OperationId]>;
    const result = await handler(call as unknown as Call);
    if (result === again) continue;
    return 'problem' in result && result.faults ? { ...result, faults: located(result.faults, input.positionOf) } : result;
  }
  return refuse('unavailable');
};
