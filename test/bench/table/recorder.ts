/** Stands between a function and the table engine and keeps what is asked. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { send } from '../http.ts';
import { type Attributes, readUnits } from './capacity.ts';

export interface Transaction {
  readonly TransactItems: readonly { readonly Put?: { readonly Item: Attributes } }[];
}

export interface Recorded {
  readonly operation: string;
  readonly request: unknown;
  /** Read capacity units; 0 for writes. */
  readonly reads: number;
}

interface Read {
  readonly Item?: Attributes;
  readonly Items?: readonly Attributes[];
  readonly Responses?: Readonly<Record<string, readonly Attributes[]>>;
}

const unitsOf = (operation: string, { Item, Items, Responses }: Read): number => {
  if (operation === 'GetItem') return readUnits(Item ? [Item] : []);
  if (operation === 'Query') return readUnits(Items ?? []);
  // A batch is billed item by item.
  if (operation === 'BatchGetItem')
    return Object.values(Responses ?? {})
      .flatMap((items) => items.map((item) => readUnits([item])))
      .reduce((a, b) => a + b, 0);
  return 0;
};

const passed = ['content-type', 'x-amz-target', 'x-amz-date', 'authorization'] as const;

export const recordCalls = async (endpoint: string) => {
  const calls: Recorded[] = [];
  const pass = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await text(incoming);
    const headers = Object.fromEntries(passed.map((name) => [name, String(incoming.headers[name] ?? '')]));
    const { status, body } = await send('POST', `${endpoint}/`, headers, request);
    const operation = headers['x-amz-target']?.split('.').at(-1) ?? '';
    calls.push({ operation, request: JSON.parse(request), reads: unitsOf(operation, JSON.parse(body || '{}') as Read) });
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
  };
  const server = createServer((incoming, response) => void pass(incoming, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    calls,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
};
