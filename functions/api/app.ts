import { Hono } from 'hono/tiny';
import type { Route } from '../../shared/access/route.ts';
import { type OperationId, routes } from '../../shared/access/routes.ts';
import { said } from '../runtime/log.ts';
import type { Api, Noted } from './call.ts';
import { type Answer, type Incoming, notFound, type Refused, refuse } from './http/answer.ts';
import { serve } from './serve.ts';

/** One request on its way through Hono: what came, what is noted for the log, and what is answered. */
export interface Exchange {
  readonly incoming: Incoming;
  readonly requestId: string;
  readonly noted: Noted;
  answer: Answer | Refused;
}

/** The table or the network, not us: worth another try. */
const passing =
  /Throttl|ThroughputExceeded|RequestLimitExceeded|ServiceUnavailable|InternalServerError|TimeoutError|ECONN|ENOTFOUND|EPIPE|EAI_AGAIN|too many writers/i;

const failed = (api: Api, error: unknown, requestId: string): Refused => {
  const code = error instanceof Error && 'code' in error ? `${String(error.code)} ` : '';
  const told = `${code}${said(error)}`;
  api.log('error', 'request failed', { requestId, error: told });
  return passing.test(told) ? refuse('unavailable') : refuse('internal', { requestId });
};

// Requests and answers are plain values on both sides of Hono: the first touch of Request or Response costs a cold start more than all of this. The answer
// travels in the exchange, and Hono is handed something in its place that nobody looks at.
const answered = Object.freeze({}) as Response;
const requestOf = ({ method, path }: Incoming) => ({ method: method === 'HEAD' ? 'GET' : method, url: `http://api${path}` }) as Request;

/** Hono takes `/x/` for `/x`, and a broken escape as it stands; here neither is anybody's path. */
const isPath = (path: string): boolean => {
  try {
    return path.startsWith('/') && !path.endsWith('/') && decodeURIComponent(path) !== '';
  } catch {
    return false;
  }
};

/** Mounts the table of routes on Hono; a path that is there under other methods says which. */
export const createApp = (api: Api): ((exchange: Exchange) => Promise<void>) => {
  const app = new Hono<{ Bindings: Exchange }>();
  const methods = new Map<string, string[]>();
  for (const [id, route] of Object.entries(routes) as [OperationId, Route][]) {
    const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1');
    methods.set(path, [...(methods.get(path) ?? []), route.method, ...(route.method === 'GET' ? ['HEAD'] : [])]);
    app.on(route.method, path, async ({ env, req }) => {
      env.noted.route = `${route.method} ${route.path}`;
      env.answer = await serve(api, { id, route, params: req.param() }, env.incoming, env.requestId, env.noted);
      return answered;
    });
  }
  for (const [path, allow] of methods)
    app.all(path, ({ env }) => {
      env.answer = { problem: 'method-not-allowed', headers: { allow: allow.toSorted().join(', ') } };
      return answered;
    });
  app.notFound(() => answered);
  app.onError((error, { env }) => {
    env.answer = failed(api, error, env.requestId);
    return answered;
  });
  return async (exchange) => {
    exchange.answer = notFound;
    if (isPath(exchange.incoming.path)) await app.fetch(requestOf(exchange.incoming), exchange);
  };
};
