import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { clockFromEnv } from '../runtime/clock.ts';
import { setting } from '../runtime/env.ts';
import type { Relaying } from './relay.ts';

export const relayingFromEnv = (): Relaying => ({
  sns: new SNSClient({}),
  sqs: new SQSClient({}),
  topicArn: setting('MUSTER_TOPIC_ARN'),
  tickQueueUrl: setting('MUSTER_TICK_QUEUE_URL'),
  clock: clockFromEnv(),
});
