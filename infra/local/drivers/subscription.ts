import { callTopic } from '../aws.ts';
import { TemplateError } from '../template.ts';
import type { Driver } from './driver.ts';

async function findSubscription(endpoint: string, topicArn: string, queueArn: string): Promise<string | undefined> {
  let next: string | undefined;
  do {
    const page = await callTopic(endpoint, 'ListSubscriptionsByTopic', {
      TopicArn: topicArn,
      ...(next === undefined ? {} : { NextToken: next }),
    });
    for (const [, member = ''] of page.matchAll(/<member>([\s\S]*?)<\/member>/g)) {
      if (member.includes(`<Endpoint>${queueArn}</Endpoint>`)) return /<SubscriptionArn>([^<]*)/.exec(member)?.[1];
    }
    next = /<NextToken>([^<]*)/.exec(page)?.[1];
  } while (next !== undefined);
  return undefined;
}

async function subscribe(endpoint: string, topicArn: string, queueArn: string): Promise<string> {
  const answer = await callTopic(endpoint, 'Subscribe', { TopicArn: topicArn, Protocol: 'sqs', Endpoint: queueArn });
  return /<SubscriptionArn>([^<]*)/.exec(answer)?.[1] ?? '';
}

/** One subscription per topic and queue; its attributes are set to what the template says, on every start. */
export async function ensureSubscription(
  endpoint: string,
  topicArn: string,
  queueArn: string,
  attributes: Record<string, string>,
): Promise<void> {
  const subscriptionArn = (await findSubscription(endpoint, topicArn, queueArn)) ?? (await subscribe(endpoint, topicArn, queueArn));
  for (const [name, value] of Object.entries(attributes)) {
    await callTopic(endpoint, 'SetSubscriptionAttributes', {
      SubscriptionArn: subscriptionArn,
      AttributeName: name,
      AttributeValue: value,
    });
  }
}

export const subscription: Driver = {
  identify: (resource) => ({ ref: resource.id, attributes: {} }),
  async provision(resource, { resolver, endpoints }) {
    const properties = resolver.properties(resource);
    if (properties['Protocol'] !== 'sqs') {
      throw new TemplateError(`${resource.stack}.${resource.id}: only subscriptions of queues exist locally`);
    }
    const policy = properties['FilterPolicy'];
    await ensureSubscription(endpoints.messaging, String(properties['TopicArn']), String(properties['Endpoint']), {
      RawMessageDelivery: String(properties['RawMessageDelivery'] ?? false),
      FilterPolicyScope: String(properties['FilterPolicyScope'] ?? 'MessageAttributes'),
      FilterPolicy: policy === undefined ? '' : JSON.stringify(policy),
    });
  },
};
