import { Validations } from 'aws-cdk-lib';
import { Alias } from 'aws-cdk-lib/aws-kms';
import { SubscriptionFilter, Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { asked, effects } from '../../shared/names.ts';
import { deadLetterQueue, type WorkQueue, workQueue } from './work-queue.ts';

/** The topic that carries every message, and the queues that take from it what they work on. */
export class Messaging {
  readonly topic: Topic;
  readonly notify: WorkQueue;
  readonly publish: WorkQueue;
  readonly tick: WorkQueue;
  /** Stream records that the relay could not work on; what they announced is still in the table, so the sweep relays it. */
  readonly relayFailures: Queue;

  constructor(scope: Construct) {
    this.topic = new Topic(scope, 'Topic', {
      displayName: 'Muster',
      enforceSSL: true,
      masterKey: Alias.fromAliasName(scope, 'TopicKey', 'alias/aws/sns'),
    });
    this.notify = workQueue(scope, 'NotifyQueue');
    this.publish = workQueue(scope, 'PublishQueue');
    this.tick = workQueue(scope, 'TickQueue');
    this.relayFailures = deadLetterQueue(scope, 'RelayFailures');
    Validations.of(this.relayFailures).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is the end of the line itself: the destination of what the relay’s event source gives up on.',
    });
    this.subscribe(this.notify, effects.alert);
    this.subscribe(this.publish, effects.statusPage);
  }

  private subscribe(work: WorkQueue, effect: string): void {
    this.topic.addSubscription(
      new SqsSubscription(work.queue, {
        rawMessageDelivery: true,
        // For a message that the topic may not deliver at all; without it, such a message is gone.
        deadLetterQueue: work.deadLetters,
        filterPolicy: { [effect]: SubscriptionFilter.stringFilter({ allowlist: [asked] }) },
      }),
    );
  }
}
