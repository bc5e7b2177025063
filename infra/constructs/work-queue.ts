import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** Shorter than the queues' visibility, so that a message is never handed out while its function still works on it. */
export const functionTimeout = Duration.seconds(25);
const retentionPeriod = Duration.days(14);
const receivesMax = 20;

const safe = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod };

/** Where messages go that nobody could work on: a person looks at them (docs/runbooks/dead-letters.md). */
export const deadLetterQueue = (scope: Construct, id: string) => new Queue(scope, id, safe);

export interface WorkQueue {
  readonly queue: Queue;
  readonly deadLetters: Queue;
}

export function workQueue(scope: Construct, id: string): WorkQueue {
  const deadLetters = deadLetterQueue(scope, `${id}DeadLetters`);
  const queue = new Queue(scope, id, {
    ...safe,
    visibilityTimeout: Duration.seconds(30),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: receivesMax },
  });
  return { queue, deadLetters };
}
