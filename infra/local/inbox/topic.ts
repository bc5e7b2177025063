/** Shows what the topics carried: the inbox has a queue of its own that every local topic delivers to. */
import { setTimeout as pause } from 'node:timers/promises';
import { asked } from '../../../shared/names.ts';
import { call } from '../aws.ts';
import type { Entries } from './entries.ts';

interface Message {
  readonly Body: string;
  readonly ReceiptHandle: string;
  readonly MessageAttributes?: Readonly<Record<string, { readonly StringValue?: string }>>;
}

/** What happened, in the words of the event types, or the message's own type where it tells of no events. */
function subjectOf(body: string, type: string | undefined): string {
  try {
    const { data } = JSON.parse(body) as { data?: { events?: { type: string }[] } };
    const counts = new Map<string, number>();
    for (const event of data?.events ?? []) counts.set(event.type, (counts.get(event.type) ?? 0) + 1);
    const told = [...counts].map(([name, count]) => (count > 1 ? `${name} × ${count}` : name)).join(', ');
    return told || (type ?? 'Message');
  } catch {
    return type ?? 'Message';
  }
}

function record(entries: Entries, message: Message): void {
  const headers: Record<string, string> = {};
  for (const [name, { StringValue }] of Object.entries(message.MessageAttributes ?? {})) headers[name] = StringValue ?? '';
  const wanted = Object.keys(headers).filter((name) => headers[name] === asked);
  const to = wanted.length > 0 ? `topic, for ${wanted.join(' and ')}` : 'topic';
  entries.add({ kind: 'sns', to, subject: subjectOf(message.Body, headers['type']), body: message.Body, headers });
}

export async function followTopics(endpoint: string, QueueUrl: string, entries: Entries): Promise<never> {
  for (;;) {
    try {
      const input = { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 20, MessageAttributeNames: ['All'] };
      const { Messages = [] } = await call<{ Messages?: Message[] }>('sqs', endpoint, 'ReceiveMessage', input);
      for (const message of Messages) record(entries, message);
      if (Messages.length === 0) continue;
      const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await call('sqs', endpoint, 'DeleteMessageBatch', { QueueUrl, Entries });
    } catch {
      // The engine is restarting.
      await pause(200);
    }
  }
}
