import { arn } from '../place.ts';
import { TemplateError } from '../template.ts';
import type { Driver } from './driver.ts';

const named: Driver = { identify: (resource) => ({ ref: resource.id, attributes: {} }) };

export const api: Driver = {
  identify: (resource, { endpoints }) => ({
    ref: resource.id,
    attributes: { ApiEndpoint: endpoints.api, ApiId: resource.id, ExecuteApiArn: arn('execute-api', resource.id) },
  }),
};

export const stage = named;
export const integration = named;

/** The one route that exists locally sends everything to a function, which does the routing itself. */
export const route: Driver = {
  ...named,
  connect(resource, context) {
    const place = `${resource.stack}.${resource.id}`;
    const properties = context.resolver.properties(resource);
    if (properties['RouteKey'] !== '$default') throw new TemplateError(`${place}: only the route $default exists locally`);
    const id = String(properties['Target']).replace(/^integrations\//, '');
    const target = context.resolver.find(resource.stack, id);
    if (target === undefined) throw new TemplateError(`${place}: there is no integration ${id}`);
    const { IntegrationUri: uri, PayloadFormatVersion: version } = context.resolver.properties(target);
    if (version !== '2.0') throw new TemplateError(`${place}: only payload format 2.0 exists locally`);
    context.functionOf(uri, place).sources.push({ kind: 'http', apiId: String(properties['ApiId']) });
  },
};
