/** The inbox page, its live feed, its JSON for tests, and the sink for webhooks. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Entries, Entry } from './entries.ts';
import { changeFaults, slowMilliseconds, type Faults } from './faults.ts';
import { page } from './page.ts';

const bodyBytesMax = 1024 * 1024;

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= bodyBytesMax) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(value));
}

function subjectOf(body: string, fallback: string): string {
  try {
    const { type, title, summary } = JSON.parse(body) as Record<string, unknown>;
    const found = [title, summary, type].find((value) => typeof value === 'string');
    return typeof found === 'string' ? found : fallback;
  } catch {
    return fallback;
  }
}

async function takeWebhook(
  path: string,
  incoming: IncomingMessage,
  response: ServerResponse,
  entries: Entries,
  faults: Faults,
): Promise<void> {
  const body = await readBody(incoming);
  const { webhook } = faults;
  if (webhook === 'fail') return sendJson(response, 503, { message: 'This receiver was told to fail' });
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) headers[name] = String(value);
  entries.add({ kind: 'webhook', to: path, subject: subjectOf(body, path), body, headers });
  if (webhook === 'slow') await pause(slowMilliseconds, undefined, { ref: false });
  sendJson(response, 200, { received: true });
}

function streamEntries(response: ServerResponse, entries: Entries, after: number): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const write = (entry: Entry) => response.write(`id: ${entry.id}\ndata: ${JSON.stringify(entry)}\n\n`);
  response.write('retry: 1000\n\n');
  entries.after(after).slice(-200).forEach(write);
  const forget = entries.onAdd(write);
  const beat = setInterval(() => response.write(': still here\n\n'), 20_000);
  response.on('close', () => {
    forget();
    clearInterval(beat);
  });
}

async function answer(incoming: IncomingMessage, response: ServerResponse, entries: Entries, faults: Faults): Promise<void> {
  const url = new URL(incoming.url ?? '/', 'http://inbox');
  const { method } = incoming;
  const after = Number(incoming.headers['last-event-id'] ?? url.searchParams.get('after') ?? 0) || 0;
  if (method === 'POST' && url.pathname.startsWith('/hook/')) return takeWebhook(url.pathname, incoming, response, entries, faults);
  if (method === 'POST' && url.pathname === '/faults') {
    const wrong = changeFaults(faults, JSON.parse(await readBody(incoming)) as Record<string, unknown>);
    return wrong === undefined ? sendJson(response, 200, faults) : sendJson(response, 400, { message: wrong });
  }
  if (method === 'GET' && url.pathname === '/messages') return sendJson(response, 200, { items: entries.after(after) });
  if (method === 'GET' && url.pathname === '/events') return streamEntries(response, entries, after);
  if ((method === 'GET' || method === 'HEAD') && url.pathname === '/') {
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; img-src data:",
    };
    return void response.writeHead(200, headers).end(method === 'HEAD' ? undefined : page);
  }
  sendJson(response, 404, { message: 'Not found' });
}

export function createInboxServer(entries: Entries, faults: Faults): Server {
  return createServer((incoming, response) => {
    answer(incoming, response, entries, faults).catch((error: unknown) => {
      if (!response.headersSent) sendJson(response, 400, { message: String(error) });
    });
  });
}
