/** Tells when nothing moves any more: what tests wait for instead of sleeping. */
import { setTimeout as pause } from 'node:timers/promises';
import { call } from './aws.ts';
import type { ManagedProcess } from './keeper.ts';

export interface QuietOptions {
  readonly endpoint: string;
  readonly queueUrls: readonly string[];
  /** Functions that are fed by a stream. */
  readonly streamReaders: readonly ManagedProcess[];
}

interface Counts {
  readonly Attributes: { readonly ApproximateNumberOfMessages: string; readonly ApproximateNumberOfMessagesNotVisible: string };
}

/** Names what still moves; empty when all is quiet. Delayed messages do not count. */
async function whatMoves(options: QuietOptions): Promise<string[]> {
  const queues = options.queueUrls.map(async (QueueUrl) => {
    const input = { QueueUrl, AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] };
    const { Attributes } = await call<Counts>('sqs', options.endpoint, 'GetQueueAttributes', input);
    const { ApproximateNumberOfMessages: visible, ApproximateNumberOfMessagesNotVisible: inFlight } = Attributes;
    const name = QueueUrl.split('/').at(-1);
    return Number(visible) + Number(inFlight) === 0 ? [] : [`${name}: ${visible} visible, ${inFlight} in flight`];
  });
  const readers = options.streamReaders.map(async (reader) =>
    (await reader.ask({ ask: 'idle' })) === true ? [] : [`${reader.name}: reads the stream`],
  );
  const looks = [...queues, ...readers].map((look) => look.catch((error: unknown) => [String(error)]));
  return (await Promise.all(looks)).flat();
}

export async function untilQuiet(options: QuietOptions, timeoutMilliseconds: number): Promise<void> {
  const deadline = performance.now() + timeoutMilliseconds;
  let quietLooks = 0;
  while (quietLooks < 2) {
    const moving = await whatMoves(options);
    quietLooks = moving.length === 0 ? quietLooks + 1 : 0;
    if (quietLooks === 2) return;
    if (moving.length > 0 && performance.now() > deadline)
      throw new Error(`Not quiet after ${timeoutMilliseconds} ms: ${moving.join('; ')}`);
    await pause(20);
  }
}
