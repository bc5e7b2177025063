/** Turns templates into what must exist in the engines and what the processes are told. */
import { drivers, isLocal } from './drivers.ts';
import { provisioningOrder, type Driver, type DriverContext, type Endpoints } from './drivers/driver.ts';
import { planFunction } from './drivers/function.ts';
import { planSite } from './drivers/site.ts';
import type { FunctionPlan, SitePlan } from './plan.ts';
import { createResolver, TemplateError, type Identity, type Resolver, type Resource, type Template } from './template.ts';

export interface Deployment {
  readonly functions: readonly FunctionPlan[];
  readonly site: SitePlan | undefined;
  /** Names of the tables, with the attribute that says when an item expires. */
  readonly tables: readonly { readonly name: string; readonly expiryAttribute?: string }[];
  readonly topicArns: readonly string[];
  /** URLs of all queues, by the id in the template. */
  readonly queues: Readonly<Record<string, string>>;
  /** Creates what is missing and changes what differs. What is no longer in the template is left alone. */
  provision(): Promise<void>;
}

/** Cloud-only resources are known by placeholders, which nothing local looks at. */
const placeholder = (resource: Resource): Identity => ({
  ref: resource.id,
  attributes: new Proxy({}, { get: (_target, name) => `${resource.id}.${String(name)}` }),
});

function rowOf(resource: Resource): Driver | undefined {
  const row = drivers[resource.type];
  if (row === undefined) {
    throw new TemplateError(`${resource.stack}.${resource.id}: infra/local/drivers.ts has no row for ${resource.type}`);
  }
  return isLocal(row) ? row : undefined;
}

export function planDeployment(templates: readonly Template[], endpoints: Endpoints): Deployment {
  const identify = (resource: Resource, resolver: Resolver) =>
    rowOf(resource)?.identify(resource, { resolver, endpoints }) ?? placeholder(resource);
  const resolver = createResolver(templates, identify);
  const context: DriverContext = { resolver, endpoints };
  const resources = resolver.all();
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);

  const functions = ofType('AWS::Lambda::Function').map((resource) => planFunction(resource, context));
  const functionOf = (reference: unknown, place: string): FunctionPlan => {
    const found = functions.find((one) => one.arn === reference || one.functionName === reference);
    if (found === undefined) throw new TemplateError(`${place}: there is no function ${String(reference)}`);
    return found;
  };
  for (const resource of resources) rowOf(resource)?.connect?.(resource, { ...context, functionOf });

  const distribution = ofType('AWS::CloudFront::Distribution')[0];
  const tables = resources.filter((resource) => drivers[resource.type] === drivers['AWS::DynamoDB::Table']);
  return {
    functions,
    site: distribution === undefined ? undefined : planSite(distribution, resolver),
    tables: tables.map((resource) => {
      const expiry = resolver.property(resource, 'TimeToLiveSpecification') as { AttributeName?: string } | undefined;
      return {
        name: identify(resource, resolver).ref,
        ...(expiry?.AttributeName === undefined ? {} : { expiryAttribute: expiry.AttributeName }),
      };
    }),
    topicArns: ofType('AWS::SNS::Topic').map((resource) => identify(resource, resolver).ref),
    queues: Object.fromEntries(ofType('AWS::SQS::Queue').map((resource) => [resource.id, identify(resource, resolver).ref])),
    async provision() {
      const rank = (resource: Resource) => {
        const position = provisioningOrder.indexOf(resource.type);
        return position < 0 ? provisioningOrder.length : position;
      };
      for (const step of [0, 1, 2]) {
        const due = resources.filter((resource) => rank(resource) === step);
        await Promise.all(due.map((resource) => rowOf(resource)?.provision?.(resource, context)));
      }
    },
  };
}
