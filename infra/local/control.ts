/** What the holder of a running stack can ask of it. */
import { call } from './aws.ts';
import type { Deployment } from './deployment.ts';
import type { ProcessGroup } from './process-group.ts';
import { untilQuiet } from './quiet.ts';
import type { Stack } from './stack-options.ts';

export interface ControlOptions {
  readonly deployment: Deployment;
  readonly group: ProcessGroup;
  readonly messaging: string;
  readonly inboxQueueUrl: string;
}

export function createControl({
  deployment,
  group,
  messaging,
  inboxQueueUrl,
}: ControlOptions): Pick<Stack, 'invoke' | 'sweep' | 'wake' | 'quiet'> {
  const sources = deployment.functions.flatMap((plan) => plan.sources.map((source) => ({ name: plan.name, source })));
  const queueUrls = sources.flatMap(({ source }) => (source.kind === 'queue' ? [source.url] : []));
  const streamReaders = sources.flatMap(({ name, source }) => (source.kind === 'stream' ? [group.named(name)] : []));
  const invoke = (name: string, event: unknown) => group.named(name).ask({ ask: 'invoke', event });
  return {
    invoke,
    async sweep() {
      const runs = sources.flatMap(({ name, source }) => (source.kind === 'schedule' ? [invoke(name, source.input ?? {})] : []));
      return (await Promise.all(runs))[0];
    },
    async wake(wake) {
      const QueueUrl = deployment.functions.find((plan) => plan.name === 'tick')?.environment['MUSTER_TICK_QUEUE_URL'];
      if (QueueUrl === undefined) throw new Error('The template gives no tick queue to the function tick');
      const MessageBody = JSON.stringify(wake);
      await call('sqs', messaging, 'SendMessage', { QueueUrl, MessageBody });
    },
    quiet: ({ timeoutMilliseconds = 30_000 } = {}) =>
      untilQuiet({ endpoint: messaging, queueUrls: [...queueUrls, inboxQueueUrl], streamReaders }, timeoutMilliseconds),
  };
}
