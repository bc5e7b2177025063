import type { OperationId } from '../../shared/access/routes.ts';
import { said } from '../runtime/log.ts';
import { authenticate } from './authenticate.ts';
import type { Api, Call } from './call.ts';
import { tagFault, tagsIn } from './etag.ts';
import { handlers } from './handlers.ts';
import { again, type Answer, type Incoming, invalid, isRefused, notFound, type Refused, refuse } from './http/answer.ts';
import { accepts, languageOf } from './http/negotiate.ts';
import { problemAnswer } from './http/problem.ts';
import { readInput } from './http/read.ts';
import { type Match, matchRoute } from './http/router.ts';
import { repetitionOf } from './idempotency.ts';
import { answerIncident } from './incidents/answer.ts';

/** Whose the idempotency records of the deployment's operator are. */
const operatorOwner = 'operator';
/** Whoever meets another writer looks again; a repetition finds the record of the first then. */
const looksMax = 5;

interface Served {
  readonly answer: Answer | Refused;
  readonly organizationId?: string;
}

const serve = async (api: Api, match: Match, incoming: Incoming, requestId: string): Promise<Served> => {
  const { route, id } = match;
  const success = Object.values(route.answers)[0];
  const mediaType = success?.mediaType ?? 'application/json';
  if (route.reads !== 'own' && !accepts(incoming.headers['accept'], mediaType))
    return { answer: refuse('not-acceptable', { available: mediaType }) };

  const caller = await authenticate(api, route.access, incoming);
  if (!('key' in caller)) return { answer: caller };
  const organizationId = caller.key?.organizationId;
  const seen = organizationId === undefined ? {} : { organizationId };

  const input = readInput(incoming, route, match.params);
  if ('problem' in input) return { answer: input, ...seen };
  const ifMatch = route.edits ? tagsIn(incoming.headers['if-match']) : null;
  if (ifMatch === 'malformed') return { answer: invalid([tagFault('if-match')]), ...seen };

  for (let look = 0; look < looksMax; look++) {
    const repetition = await repetitionOf(api, route, incoming, organizationId ?? operatorOwner);
    if ('refused' in repetition && repetition.refused) return { answer: repetition.refused, ...seen };
    if ('answer' in repetition) return { answer: repetition.answer, ...seen };
    if ('incident' in repetition) {
      const { incidentId, sequence, status } = repetition.incident;
      return { answer: (await answerIncident(api, organizationId ?? '', incidentId, { status, sequence })) ?? notFound, ...seen };
    }
    const language = languageOf(incoming.headers['accept-language']);
    const call = { api, route, ...input, caller: caller.key, incoming, requestId, language, once: repetition.once, ifMatch };
    // The table of handlers gives each its own route's input; that it is the same route here is what `match` says.
    const handler = handlers[id] as (call: Call) => ReturnType<(typeof handlers)[OperationId]>;
    const result = await handler(call as unknown as Call);
    if (result !== again) return { answer: result, ...seen };
  }
  return { answer: refuse('unavailable'), ...seen };
};

/** The table or the network, not us: worth another try. */
const passing =
  /Throttl|ThroughputExceeded|RequestLimitExceeded|ServiceUnavailable|InternalServerError|TimeoutError|ECONN|ENOTFOUND|EPIPE|EAI_AGAIN|too many writers/i;

const failed = (api: Api, error: unknown, requestId: string): Refused => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const told = `${code} ${said(error)}`;
  api.log('error', 'request failed', { requestId, error: told.trim() });
  if (passing.test(told)) return { problem: 'unavailable', headers: { 'retry-after': '1' } };
  return { problem: 'internal', members: { requestId } };
};

const always = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

const finished = (answer: Answer, incoming: Incoming, requestId: string): Answer => {
  const headers = { ...always, ...answer.headers, 'x-request-id': requestId };
  const known = tagsIn(incoming.headers['if-none-match']);
  const tag = answer.headers['etag'];
  const unchanged =
    (incoming.method === 'GET' || incoming.method === 'HEAD') &&
    answer.status === 200 &&
    tag !== undefined &&
    Array.isArray(known) &&
    known.includes(tag.slice(1, -1));
  if (unchanged) return { status: 304, headers: { ...always, etag: tag, 'x-request-id': requestId }, body: null };
  return { status: answer.status, headers, body: incoming.method === 'HEAD' ? null : answer.body };
};

/** The API as a function from request to answer. It never throws: what goes wrong is an answer too. */
export const createApi =
  (api: Api) =>
  async (incoming: Incoming): Promise<Answer> => {
    const started = performance.now();
    const requestId = api.ids('request');
    const match = matchRoute(incoming.method, incoming.path);
    let served: Served;
    try {
      if (match === null) served = { answer: notFound };
      else if ('allow' in match) served = { answer: { problem: 'method-not-allowed', headers: { allow: match.allow.join(', ') } } };
      else served = await serve(api, match, incoming, requestId);
    } catch (error) {
      served = { answer: failed(api, error, requestId) };
    }
    const { answer, organizationId } = served;
    const plain = isRefused(answer) ? problemAnswer(answer, languageOf(incoming.headers['accept-language'])) : answer;
    const done = finished(plain, incoming, requestId);
    api.log('info', 'request', {
      requestId,
      // Never the path: keys and tokens stand in it.
      route: match && 'route' in match ? `${match.route.method} ${match.route.path}` : 'none',
      status: done.status,
      millis: Math.round((performance.now() - started) * 10) / 10,
      organizationId,
    });
    return done;
  };
