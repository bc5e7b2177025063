import { setTimeout as sleep } from 'node:timers/promises';
import type { Table } from '../../functions/adapters/dynamodb/table.ts';
import { call } from '../../infra/local/aws.ts';
import type { Entry } from '../../infra/local/inbox/entries.ts';
import type { Stack } from '../../infra/local/stack.ts';
import { outboxShards } from '../../shared/table/keys.ts';

/** Something that reached the outside: a mail or a webhook, as the receiver wrote it down. */
export type Received = Entry;

/** Collects what the inbox receives while it is up; it keeps only the newest. */
export const collect = (stack: Stack) => {
  const received: Received[] = [];
  let running = true;
  const look = async () => {
    const after = received.at(-1)?.id ?? 0;
    const response = await fetch(`${stack.inboxUrl}/messages?after=${after}`, { signal: AbortSignal.timeout(3_000) });
    received.push(...((await response.json()) as { items: Received[] }).items);
  };
  const loop = (async () => {
    while (running) {
      await look().catch(() => undefined);
      await sleep(300);
    }
  })();
  return {
    received,
    stop: async () => {
      running = false;
      await loop;
      await look();
    },
  };
};

const queueOf = (stack: Stack, name: string): string | undefined =>
  stack.functions[name]?.sources.flatMap((source) => (source.kind === 'queue' ? [source.url] : []))[0];

/** Messages of a function's queue that are being worked on. */
const atWork = async (stack: Stack, name: string): Promise<number> => {
  const QueueUrl = queueOf(stack, name);
  const input = { QueueUrl, AttributeNames: ['ApproximateNumberOfMessagesNotVisible', 'ApproximateNumberOfMessages'] };
  const { Attributes } = await call<{ Attributes: Record<string, string> }>('sqs', stack.endpoints.messaging, 'GetQueueAttributes', input);
  return Number(Attributes['ApproximateNumberOfMessagesNotVisible']) + Number(Attributes['ApproximateNumberOfMessages']);
};

const outboxSize = async (table: Table): Promise<number> => {
  const shards = await Promise.all(outboxShards.map((pk) => table.query({ pk, limit: 50 })));
  return shards.flat().length;
};

/** Whether a process has unfinished work right now; what that means depends on what it is for. */
export const busy = async (stack: Stack, table: Table, name: string, inFlight: number): Promise<boolean> => {
  const work = {
    api: async () => inFlight,
    table: async () => inFlight + (await atWork(stack, 'notify')) + (await atWork(stack, 'tick')) + (await atWork(stack, 'publish')),
    relay: () => outboxSize(table),
    tick: () => atWork(stack, 'tick'),
    notify: () => atWork(stack, 'notify'),
    inbox: () => atWork(stack, 'notify'),
    publish: () => atWork(stack, 'publish'),
    objects: () => atWork(stack, 'publish'),
    messaging: async () => (await atWork(stack, 'notify')) + (await atWork(stack, 'publish')) + (await atWork(stack, 'tick')),
  }[name];
  return ((await work?.().catch(() => 1)) ?? 0) > 0;
};

/** Sends copies of old messages again, late and in any order. */
export const mischief = async (stack: Stack, body: string, name: 'notify' | 'publish', delaySeconds: number): Promise<void> => {
  const QueueUrl = queueOf(stack, name);
  await call('sqs', stack.endpoints.messaging, 'SendMessage', { QueueUrl, MessageBody: body, DelaySeconds: delaySeconds }).catch(
    () => undefined,
  );
};
