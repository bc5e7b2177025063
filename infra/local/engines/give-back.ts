/**
 * A client that dies while it waits for messages would take the next ones with it: the engine hands them to the closed connection,
 * and they stay invisible until their time-out. Here they are put back at once.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { call } from '../aws.ts';
import { account } from '../place.ts';

interface Received {
  readonly Messages?: readonly { readonly ReceiptHandle: string }[];
}

interface Inspection {
  readonly messages: { readonly inflight: readonly { readonly receiptHandle: string }[] };
}

interface Engine {
  readonly port: number;
  inspectQueue(name: string): Inspection | undefined;
  queueNames(): Promise<string[]>;
}

async function giveBack(engine: Engine, payload: unknown): Promise<void> {
  const { Messages = [] } = JSON.parse(String(payload)) as Received;
  if (Messages.length === 0) return;
  const endpoint = `http://127.0.0.1:${engine.port}`;
  const lost = new Set(Messages.map((message) => message.ReceiptHandle));
  for (const name of await engine.queueNames()) {
    for (const { receiptHandle } of engine.inspectQueue(name)?.messages.inflight ?? []) {
      if (!lost.has(receiptHandle)) continue;
      const input = { QueueUrl: `${endpoint}/${account}/${name}`, ReceiptHandle: receiptHandle, VisibilityTimeout: 0 };
      await call('sqs', endpoint, 'ChangeMessageVisibility', input);
    }
  }
}

export function giveBackWhatNobodyTook(server: Server, engine: Engine): void {
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.headers['x-amz-target'] !== 'AmazonSQS.ReceiveMessage') return;
    const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse;
    response.end = ((...args: unknown[]) => {
      if (response.destroyed) giveBack(engine, args[0]).catch((error: unknown) => console.error('giving back:', error));
      return end(...args);
    }) as ServerResponse['end'];
  });
}
