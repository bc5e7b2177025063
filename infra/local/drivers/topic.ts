import { callTopic } from '../aws.ts';
import { arn } from '../place.ts';
import type { Driver, DriverContext } from './driver.ts';
import type { Resource } from '../template.ts';

const nameOf = (resource: Resource, { resolver }: DriverContext) => String(resolver.property(resource, 'TopicName') ?? resource.id);

export const topic: Driver = {
  identify(resource, context) {
    const name = nameOf(resource, context);
    return { ref: arn('sns', name), attributes: { TopicArn: arn('sns', name), TopicName: name } };
  },
  async provision(resource, context) {
    await callTopic(context.endpoints.messaging, 'CreateTopic', { Name: nameOf(resource, context) });
  },
};
