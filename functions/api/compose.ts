import { createApp, type Exchange } from './app.ts';
import type { Api } from './call.ts';
import { tagsIn } from './etag.ts';
import { type Answer, type Incoming, isRefused, notFound } from './http/answer.ts';
import { languageOf } from './http/negotiate.ts';

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
  if (isKnown(incoming, answer)) {
    const { etag = '', 'cache-control': cacheControl = always['cache-control'] } = headers;
    return { status: 304, headers: { ...always, etag, 'cache-control': cacheControl, 'x-request-id': requestId }, body: null };
  }
  return { status, headers: { ...always, ...headers, 'x-request-id': requestId }, body: incoming.method === 'HEAD' ? null : body };
};

/** The API as a function from request to answer. It never throws: what goes wrong is an answer too. */
export const createApi = (api: Api): ((incoming: Incoming) => Promise<Answer>) => {
  const answer = createApp(api);
  return async (incoming) => {
    const started = performance.now();
    const exchange: Exchange = { incoming, requestId: api.ids('request'), noted: { route: 'none' }, answer: notFound };
    await answer(exchange);
    const plain = isRefused(exchange.answer)
      ? (await import('./http/lazy/refusing.ts')).problemAnswer(exchange.answer, languageOf(incoming.headers['accept-language']))
      : exchange.answer;
    const done = finished(plain, incoming, exchange.requestId);
    const millis = Math.round((performance.now() - started) * 10) / 10;
    api.log('info', 'request', { requestId: exchange.requestId, status: done.status, millis, ...exchange.noted });
    return done;
  };
};
