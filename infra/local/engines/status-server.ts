/** Answers status pages as the distribution in the cloud would: from the bucket, with its edge function and its headers. */
import { Agent, createServer, request, type IncomingMessage, type OutgoingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { loopback } from '../place.ts';
import type { SiteBehavior, SitePlan } from '../plan.ts';
import { answers, loadEdge, type Edge } from './edge.ts';

interface StoredObject {
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

interface Behavior {
  readonly matches: RegExp;
  readonly headers: Readonly<Record<string, string>>;
  readonly edge: Edge | undefined;
}

const compress = promisify(gzip);
const compressible = /^(text\/|image\/svg|application\/(json|xml|javascript|manifest|[\w.-]+\+(json|xml)))/;
/** CloudFront leaves smaller objects alone. */
const compressMinBytes = 1000;
const passed = ['content-type', 'cache-control', 'last-modified', 'content-language', 'content-disposition', 'content-encoding'];

function globToRegExp(pattern: string): RegExp {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`);
}

const toBehavior = ({ pattern, headers, edge }: SiteBehavior): Behavior => ({
  matches: globToRegExp(pattern),
  headers,
  edge: edge === undefined ? undefined : loadEdge(edge),
});

/** True if the reader already holds this version; weak and strong tags of one version are the same here. */
function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = ifNoneMatch?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return tags.includes(etag) || tags.includes('*');
}

export function createStatusServer(plan: SitePlan, objectsPort: number): Server {
  const behaviors = plan.behaviors.map(toBehavior);
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const zipped = new Map<string, Buffer>();

  /** Reads through the engine in this process. The path is taken as it is: decoding is the engine's. */
  function read(path: string): Promise<StoredObject | undefined> {
    return new Promise((resolve, reject) => {
      const outgoing = request({ host: loopback, port: objectsPort, agent, path: `/${plan.bucket}${path}` }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          if (incoming.statusCode === 200) resolve({ headers: incoming.headers, body: Buffer.concat(chunks) });
          else if ((incoming.statusCode ?? 500) < 500) resolve(undefined);
          else reject(new Error(`the bucket answered ${incoming.statusCode}`));
        });
      });
      outgoing.on('error', reject);
      outgoing.end();
    });
  }

  async function zip(etag: string, body: Buffer): Promise<Buffer> {
    const known = zipped.get(etag);
    if (known !== undefined) return known;
    const small = await compress(body);
    if (zipped.size >= 50) zipped.clear();
    zipped.set(etag, small);
    return small;
  }

  async function sendObject(
    object: StoredObject,
    status: number,
    base: OutgoingHttpHeaders,
    incoming: IncomingMessage,
    response: ServerResponse,
  ) {
    const headers: OutgoingHttpHeaders = { ...base };
    for (const name of passed) if (object.headers[name] !== undefined) headers[name] = object.headers[name];
    const etag = object.headers.etag ?? '';
    const mayZip =
      compressible.test(object.headers['content-type'] ?? '') &&
      object.body.length >= compressMinBytes &&
      object.headers['content-encoding'] === undefined;
    if (mayZip) headers['vary'] = 'accept-encoding';
    const zips = mayZip && /\bgzip\b/.test(String(incoming.headers['accept-encoding'] ?? ''));
    if (etag !== '') headers['etag'] = zips ? `W/${etag}` : etag;
    if (status === 200 && isKnown(incoming.headers['if-none-match'], etag)) {
      delete headers['content-type'];
      response.writeHead(304, headers).end();
      return;
    }
    const body = zips ? await zip(etag, object.body) : object.body;
    if (zips) headers['content-encoding'] = 'gzip';
    headers['content-length'] = body.length;
    response.writeHead(status, headers).end(incoming.method === 'HEAD' ? undefined : body);
  }

  function sendText(status: number, text: string, headers: OutgoingHttpHeaders, response: ServerResponse, method: string | undefined) {
    const all = { ...headers, 'content-type': 'text/plain; charset=utf-8', 'content-length': Buffer.byteLength(text) };
    response.writeHead(status, all).end(method === 'HEAD' ? undefined : text);
  }

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET' } = incoming;
    let [path = '/'] = (incoming.url ?? '/').split('?');
    const behavior = behaviors.find(({ matches }) => matches.test(path));
    const headers = behavior?.headers ?? {};
    if (method === 'OPTIONS') return void response.writeHead(204, headers).end();
    if (method !== 'GET' && method !== 'HEAD')
      return sendText(405, 'Method not allowed\n', { ...headers, allow: 'GET, HEAD, OPTIONS' }, response, method);
    const result = behavior?.edge?.({ method, uri: path, querystring: {}, headers: {}, cookies: {} });
    if (result !== undefined && answers(result)) {
      const own = Object.fromEntries(Object.entries(result.headers ?? {}).map(([name, { value }]) => [name, value]));
      return sendText(result.statusCode, '', { ...headers, ...own }, response, method);
    }
    path = result?.uri ?? path;
    const object = await read(path);
    if (object !== undefined) return sendObject(object, 200, headers, incoming, response);
    const page = await read(`/${path.split('/')[1] ?? ''}/404/index.html`);
    if (page !== undefined) return sendObject(page, 404, { ...headers }, incoming, response);
    sendText(404, 'There is no such page.\n', headers, response, method);
  }

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch((error: unknown) => {
      console.error('status server:', error);
      if (!response.headersSent) sendText(502, 'The page could not be read.\n', {}, response, incoming.method);
    });
  });
  server.keepAliveTimeout = 75_000;
  return server;
}
