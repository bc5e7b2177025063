/** Stands between Alertmanager and the API: passes requests and answers on as they are, and remembers them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { httpUrl, loopback } from '../../../infra/local/place.ts';
import type { Sent } from './recording.ts';

/** The others say how bytes travel, not what is said. */
const headersThatMatter = ['content-type', 'user-agent'];

interface Exchange {
  readonly sent: Sent;
  readonly status: number;
}

export interface Recorder {
  readonly url: string;
  /** Oldest first. */
  readonly exchanges: readonly Exchange[];
  close(): Promise<void>;
}

export const startRecorder = async (apiUrl: string): Promise<Recorder> => {
  const exchanges: Exchange[] = [];
  const server = createServer((request, response) => {
    const pass = async () => {
      const { method = '', url: path = '' } = request;
      const headers = Object.fromEntries(headersThatMatter.map((name) => [name, String(request.headers[name] ?? '')]));
      const body = await buffer(request);
      const answer = await fetch(apiUrl + path, { method, headers, body });
      const said = Buffer.from(await answer.arrayBuffer());
      exchanges.push({ sent: { method, path, headers, body: body.toString('utf8') }, status: answer.status });
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' }).end(said);
    };
    pass().catch((error: unknown) => response.writeHead(502).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, loopback, resolve));
  return {
    url: httpUrl((server.address() as AddressInfo).port),
    exchanges,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
