import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { heartbeatKey } from '../../../shared/names.ts';
import { htmlContentType, objectsOf } from '../../../shared/status-page/formats/objects.ts';
import type { StatusPage } from '../../../shared/status-page/page.ts';
import type { Site } from './built.ts';

export interface StatusServer {
  /** Without a trailing slash. */
  readonly url: string;
  /** Puts a page under its own folder, or at the root as an own domain would. */
  readonly publish: (folder: string, page: StatusPage) => void;
  readonly beat: (at: string) => void;
  /** While down, every answer is 503. */
  readonly down: (down: boolean) => void;
  readonly has: (path: string) => boolean;
  readonly close: () => Promise<void>;
}

interface Stored {
  readonly type: string;
  readonly body: () => string | Promise<string>;
}

/** A bucket behind HTTP, on an ephemeral port of the loopback address. What nobody asks for is never rendered. */
export const serveStatus = async (site: Site): Promise<StatusServer> => {
  const objects = new Map<string, Stored>();
  let isDown = false;
  const missing: Stored = { type: htmlContentType, body: site.renderNotFound };
  const server = createServer(async (request, response) => {
    const found = objects.get(new URL(request.url ?? '/', 'http://status.invalid').pathname);
    response.statusCode = isDown ? 503 : found ? 200 : 404;
    response.setHeader('content-type', (found ?? missing).type);
    const body = isDown ? '' : await (found ?? missing).body();
    // As the edge does, which compresses what it serves.
    const zipped = String(request.headers['accept-encoding']).includes('gzip');
    if (zipped) response.setHeader('content-encoding', 'gzip');
    response.end(zipped ? gzipSync(body, { level: 6 }) : body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    publish: (folder, page) => {
      for (const path of site.paths(page)) objects.set(`${folder}/${path}`, { type: htmlContentType, body: () => site.render(path, page) });
      for (const { path, contentType, body } of objectsOf(page)) objects.set(`${folder}/${path}`, { type: contentType, body: () => body });
    },
    beat: (at) => void objects.set(`/${heartbeatKey}`, { type: 'application/json', body: () => JSON.stringify({ at }) }),
    down: (down) => {
      isDown = down;
    },
    has: (path) => objects.has(path),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};
