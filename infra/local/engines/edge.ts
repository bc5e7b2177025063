/** Runs a CloudFront function: the very source that is deployed, in a context of its own. */
import { createContext, Script } from 'node:vm';

interface EdgeRequest {
  readonly method: string;
  readonly uri: string;
  readonly querystring: object;
  readonly headers: Readonly<Record<string, { readonly value: string }>>;
  readonly cookies: object;
}

interface EdgeResponse {
  readonly statusCode: number;
  readonly statusDescription?: string;
  readonly headers?: Readonly<Record<string, { readonly value: string }>>;
  readonly body?: string | { readonly data: string };
}

export type EdgeResult = EdgeRequest | EdgeResponse;
export type Edge = (request: EdgeRequest) => EdgeResult;

export const answers = (result: EdgeResult): result is EdgeResponse => 'statusCode' in result;

export function loadEdge(source: string): Edge {
  const context = createContext({});
  new Script(source, { filename: 'edge function' }).runInContext(context);
  const run = new Script('JSON.stringify(handler(JSON.parse(event)))');
  return (request) => {
    const event = { version: '1.0', context: { eventType: 'viewer-request' }, viewer: { ip: '127.0.0.1' }, request };
    context['event'] = JSON.stringify(event);
    return JSON.parse(String(run.runInContext(context, { timeout: 100 }))) as EdgeResult;
  };
}
