import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { millisOf } from '../../shared/instant.ts';
import { asked } from '../../shared/names.ts';
import type { Outgoing, Wake } from '../../shared/messaging/messages.ts';
import type { Clock } from '../runtime/clock.ts';

export interface Relaying {
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly topicArn: string;
  readonly tickQueueUrl: string;
  readonly clock: Clock;
}

/** SQS delays a message by at most this; what is due later is woken by the sweep. */
const delaySecondsMax = 900;

/** Sends a wake that arrives up to a second early, never late: the tick function waits out the rest. */
export const sendWake = async ({ sqs, tickQueueUrl, clock }: Relaying, wake: Wake): Promise<void> => {
  const seconds = Math.floor((millisOf(wake.dueAt) - millisOf(clock())) / 1000);
  if (seconds > delaySecondsMax) return;
  const DelaySeconds = Math.max(0, seconds);
  const MessageGroupId = wake.organizationId;
  await sqs.send(new SendMessageCommand({ QueueUrl: tickQueueUrl, MessageBody: JSON.stringify(wake), DelaySeconds, MessageGroupId }));
};

/** Does what one outbox item asks for. Done twice it only wakes twice. */
export const relay = async (relaying: Relaying, { organizationId, message, effects, wake }: Outgoing): Promise<void> => {
  const publish = relaying.sns.send(
    new PublishCommand({
      TopicArn: relaying.topicArn,
      Message: JSON.stringify(message),
      MessageGroupId: organizationId,
      MessageAttributes: {
        type: { DataType: 'String', StringValue: message.type },
        mode: { DataType: 'String', StringValue: message.data.mode },
        ...Object.fromEntries(effects.map((effect) => [effect, { DataType: 'String', StringValue: asked }])),
      },
    }),
  );
  await Promise.all([publish, wake ? sendWake(relaying, wake) : undefined]);
};
