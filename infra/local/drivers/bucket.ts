import { AwsError, send } from '../aws.ts';
import { account, region } from '../place.ts';
import type { Driver, DriverContext } from './driver.ts';
import type { Resource } from '../template.ts';

const nameOf = (resource: Resource, { resolver }: DriverContext) =>
  String(resolver.property(resource, 'BucketName') ?? `${resource.id.toLowerCase()}-${account}`);

export const bucket: Driver = {
  identify(resource, context) {
    const name = nameOf(resource, context);
    const attributes = {
      Arn: `arn:aws:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
    };
    return { ref: name, attributes };
  },
  async provision(resource, context) {
    const url = `${context.endpoints.objects}/${nameOf(resource, context)}`;
    const { status } = await send('HEAD', url, {}, '');
    if (status < 300) return;
    const answer = await send('PUT', url, {}, '');
    if (answer.status >= 300) throw new AwsError(`Http${answer.status}`, answer.body.slice(0, 200));
  },
};
