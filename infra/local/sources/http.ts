/** Stands in for an HTTP API: requests become events of payload format 2.0, answers become responses. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { InvocationTimeout, type Invoke } from '../invoke.ts';
import { account, loopback } from '../place.ts';
import type { HttpSource } from '../plan.ts';
import { logError, type RunningSource } from './source.ts';

/** API Gateway's quota for the payload of an HTTP API. */
const bodyBytesMax = 10 * 1024 * 1024;
const textual = /^(text\/|application\/(json|xml|javascript|[\w.-]+\+(json|xml)))/i;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `12/Mar/2026:19:03:58 +0000` */
function commonLogTime(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const time = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map(two).join(':');
  return `${two(at.getUTCDate())}/${months[at.getUTCMonth()]}/${at.getUTCFullYear()}:${time} +0000`;
}

function queryOf(rawQuery: string): Record<string, string> | undefined {
  if (rawQuery === '') return undefined;
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQuery)) query[name] = name in query ? `${query[name]},${value}` : value;
  return query;
}

export function toEvent(incoming: IncomingMessage, body: Buffer, apiId: string): APIGatewayProxyEventV2 {
  const url = incoming.url ?? '/';
  const mark = url.indexOf('?');
  const rawPath = mark < 0 ? url : url.slice(0, mark);
  const rawQueryString = mark < 0 ? '' : url.slice(mark + 1);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (name !== 'cookie' && value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  const cookies = incoming.headers.cookie?.split(/; */).filter((cookie) => cookie !== '');
  const isText = headers['content-type'] === undefined || textual.test(headers['content-type']);
  const now = new Date();
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    ...(cookies === undefined ? {} : { cookies }),
    headers,
    queryStringParameters: queryOf(rawQueryString),
    requestContext: {
      accountId: account,
      apiId,
      domainName: headers['host'] ?? '',
      domainPrefix: apiId,
      http: {
        method: incoming.method ?? 'GET',
        path: rawPath,
        protocol: `HTTP/${incoming.httpVersion}`,
        sourceIp: incoming.socket.remoteAddress ?? loopback,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: commonLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...(body.length === 0 ? {} : { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

function sendMessage(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
}

function sendResult(response: ServerResponse, result: unknown, requestId: string): void {
  const structured = typeof result === 'object' && result !== null && 'statusCode' in result;
  const answer: APIGatewayProxyStructuredResultV2 = structured
    ? (result as APIGatewayProxyStructuredResultV2)
    : {
        statusCode: 200,
        headers: { 'content-type': 'application/json' },
        body: typeof result === 'string' ? result : JSON.stringify(result),
      };
  const headers: OutgoingHttpHeaders = { 'apigw-requestid': requestId };
  for (const [name, value] of Object.entries(answer.headers ?? {})) headers[name] = typeof value === 'boolean' ? String(value) : value;
  if (answer.cookies !== undefined && answer.cookies.length > 0) headers['set-cookie'] = answer.cookies;
  const body = Buffer.from(answer.body ?? '', answer.isBase64Encoded ? 'base64' : 'utf8');
  if (answer.statusCode !== 204 && answer.statusCode !== 304) headers['content-length'] = body.length;
  response.writeHead(answer.statusCode ?? 200, headers).end(body);
}

function readBody(incoming: IncomingMessage): Promise<Buffer | 'too long'> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    incoming.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > bodyBytesMax) resolve('too long');
      else chunks.push(chunk);
    });
    incoming.on('end', () => resolve(Buffer.concat(chunks)));
    incoming.on('error', reject);
  });
}

async function answer(source: HttpSource, invoke: Invoke, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(incoming);
  if (body === 'too long') {
    response.setHeader('connection', 'close');
    sendMessage(response, 413, 'Request Entity Too Large');
    return;
  }
  const event = toEvent(incoming, body, source.apiId);
  try {
    sendResult(response, await invoke(event), event.requestContext.requestId);
  } catch (error) {
    // Never the address itself: keys may be part of it.
    logError(`${event.requestContext.http.method} request ${event.requestContext.requestId} failed`, error);
    if (error instanceof InvocationTimeout) sendMessage(response, 503, 'Service Unavailable');
    else sendMessage(response, 500, 'Internal Server Error');
  }
}

export async function feedFromHttp(source: HttpSource, port: number, invoke: Invoke): Promise<RunningSource> {
  let running = 0;
  const server = createServer((incoming, response) => {
    running += 1;
    answer(source, invoke, incoming, response)
      .catch(() => response.destroy())
      .finally(() => (running -= 1));
  });
  // Longer than clients keep idle connections, so that none is closed under a request that is already on its way.
  server.keepAliveTimeout = 75_000;
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, loopback, resolve));
  return {
    isIdle: () => running === 0,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}
