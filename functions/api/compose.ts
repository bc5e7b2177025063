import { said } from '../runtime/log.ts';
import type { Api, Noted } from './call.ts';
import { tagsIn } from './etag.ts';
import { type Answer, type Incoming, isRefused, notFound, type Refused, refuse } from './http/answer.ts';
import { languageOf } from './http/negotiate.ts';
import { problemAnswer } from './http/problem.ts';
import { matchRoute } from './http/router.ts';
import { serve } from './serve.ts';

/** The table or the network, not us: worth another try. */
const passing =
  /Throttl|ThroughputExceeded|RequestLimitExceeded|ServiceUnavailable|InternalServerError|TimeoutError|ECONN|ENOTFOUND|EPIPE|EAI_AGAIN|too many writers/i;

const failed = (api: Api, error: unknown, requestId: string): Refused => {
  const code = error instanceof Error && 'code' in error ? `${String(error.code)} ` : '';
  const told = `${code}${said(error)}`;
  api.log('error', 'request failed', { requestId, error: told });
  return passing.test(told) ? refuse('unavailable') : refuse('internal', { requestId });
};

const answerTo = async (
  api: Api,
  match: ReturnType<typeof matchRoute>,
  incoming: Incoming,
  requestId: string,
  noted: Noted,
): Promise<Answer | Refused> => {
  if (match === null) return notFound;
  if ('allow' in match) return { problem: 'method-not-allowed', headers: { allow: match.allow.join(', ') } };
  try {
    return await serve(api, match, incoming, requestId, noted);
  } catch (error) {
    return failed(api, error, requestId);
  }
};

const always = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** Whether a reader has this version already. */
const isKnown = ({ method, headers }: Incoming, { status, headers: { etag } }: Answer): boolean => {
  const known = tagsIn(headers['if-none-match']);
  return (
    (method === 'GET' || method === 'HEAD') &&
    status === 200 &&
    etag !== undefined &&
    Array.isArray(known) &&
    known.includes(etag.slice(1, -1))
  );
};

const finished = (answer: Answer, incoming: Incoming, requestId: string): Answer => {
  const { status, headers, body } = answer;
  if (isKnown(incoming, answer))
    return { status: 304, headers: { ...always, etag: headers['etag'] ?? '', 'x-request-id': requestId }, body: null };
  return { status, headers: { ...always, ...headers, 'x-request-id': requestId }, body: incoming.method === 'HEAD' ? null : body };
};

/** The route's template and never the path: keys and tokens stand in it. */
const nameOf = (match: ReturnType<typeof matchRoute>): string => (match && 'route' in match ? `${match.route.method} ${match.route.path}` : 'none');

/** The API as a function from request to answer. It never throws: what goes wrong is an answer too. */
export const createApi =
  (api: Api) =>
  async (incoming: Incoming): Promise<Answer> => {
    const started = performance.now();
    const requestId = api.ids('request');
    const noted: Noted = {};
    const match = matchRoute(incoming.method, incoming.path);
    const answer = await answerTo(api, match, incoming, requestId, noted);
    const plain = isRefused(answer) ? problemAnswer(answer, languageOf(incoming.headers['accept-language'])) : answer;
    const done = finished(plain, incoming, requestId);
    const millis = Math.round((performance.now() - started) * 10) / 10;
    api.log('info', 'request', { requestId, route: nameOf(match), status: done.status, millis, ...noted });
    return done;
  };
