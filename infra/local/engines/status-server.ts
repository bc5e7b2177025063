/** Answers status pages as the distribution in the cloud would: from the bucket, with its edge function and its headers. */
import { Agent, createServer, request, type IncomingMessage, type OutgoingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { loopback } from '../place.ts';
import type { SiteBehavior, SitePlan } from '../plan.ts';
import { answers, loadEdge, type Edge } from './edge.ts';
import { sendObject, type StoredObject } from './status-answer.ts';

interface Behavior {
  readonly matches: RegExp;
  readonly headers: Readonly<Record<string, string>>;
  readonly edge: Edge | undefined;
}

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

export function createStatusServer(plan: SitePlan, objectsPort: number): Server {
  const behaviors = plan.behaviors.map(toBehavior);
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });

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

  function sendText(status: number, text: string, headers: OutgoingHttpHeaders, response: ServerResponse, method: string | undefined) {
    const all = { ...headers, 'content-type': 'text/plain; charset=utf-8', 'content-length': Buffer.byteLength(text) };
    response.writeHead(status, all).end(method === 'HEAD' ? undefined : text);
  }

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET' } = incoming;
    const [path = '/'] = (incoming.url ?? '/').split('?');
    // As in the cloud, the address that was asked for decides, and not the object that the edge function finds for it.
    const { headers = {}, edge } = behaviors.find(({ matches }) => matches.test(path)) ?? {};
    if (!['GET', 'HEAD', 'OPTIONS'].includes(method))
      return sendText(405, 'Method not allowed\n', { ...headers, allow: 'GET, HEAD, OPTIONS' }, response, method);
    const host = { value: incoming.headers.host ?? '' };
    const result = edge?.({ method, uri: path, querystring: {}, headers: { host }, cookies: {} });
    if (result !== undefined && answers(result)) {
      const own = Object.fromEntries(Object.entries(result.headers ?? {}).map(([name, { value }]) => [name, value]));
      return void response.writeHead(result.statusCode, { ...headers, ...own }).end();
    }
    const object = await read(result?.uri ?? path);
    if (object !== undefined) return sendObject(object, 200, headers, incoming, response);
    const page = plan.missingPage === undefined ? undefined : await read(plan.missingPage);
    if (page !== undefined) return sendObject(page, 404, headers, incoming, response);
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
