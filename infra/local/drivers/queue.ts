import { AwsError, call } from '../aws.ts';
import { account, arn } from '../place.ts';
import type { Driver, DriverContext } from './driver.ts';
import type { JsonObject, Resource } from '../template.ts';

const nameOf = (resource: Resource, { resolver }: DriverContext) => String(resolver.property(resource, 'QueueName') ?? resource.id);

/** CloudFormation's property names are SQS's attribute names. What the template does not say has AWS's default. */
const attributeDefaults: Readonly<Record<string, string>> = {
  VisibilityTimeout: '30',
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  RedrivePolicy: '',
};

export function queueAttributes(properties: JsonObject): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [name, fallback] of Object.entries(attributeDefaults)) {
    const value = properties[name];
    attributes[name] = value === undefined ? fallback : typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
  return attributes;
}

/** Created empty and then set, because creating with attributes that differ from what is there is refused. */
export async function ensureQueue(endpoint: string, name: string, attributes: Record<string, string>): Promise<string> {
  const url = `${endpoint}/${account}/${name}`;
  try {
    await call('sqs', endpoint, 'GetQueueAttributes', { QueueUrl: url, AttributeNames: ['QueueArn'] });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    await call('sqs', endpoint, 'CreateQueue', { QueueName: name });
  }
  await call('sqs', endpoint, 'SetQueueAttributes', { QueueUrl: url, Attributes: attributes });
  return url;
}

export const queue: Driver = {
  identify(resource, context) {
    const name = nameOf(resource, context);
    const url = `${context.endpoints.messaging}/${account}/${name}`;
    return { ref: url, attributes: { Arn: arn('sqs', name), QueueName: name, QueueUrl: url } };
  },
  async provision(resource, context) {
    const properties = context.resolver.properties(resource);
    await ensureQueue(context.endpoints.messaging, nameOf(resource, context), queueAttributes(properties));
  },
};
