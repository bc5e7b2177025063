import { functions } from '../../../shared/names.ts';
import { arn } from '../place.ts';
import type { FunctionPlan } from '../plan.ts';
import { TemplateError, type JsonObject, type Resource } from '../template.ts';
import type { Driver, DriverContext } from './driver.ts';

const functionNameOf = (resource: Resource, { resolver }: DriverContext) =>
  String(resolver.property(resource, 'FunctionName') ?? resource.id);

/** `RelayFunctionD137DF95` → `relay`: the CDK appends eight characters to the name of the construct. */
function shortName(resource: Resource, names: readonly string[]): string {
  const construct = resource.id
    .replace(/[0-9A-F]{8}$/, '')
    .replace(/Function$/, '')
    .toLowerCase();
  if (names.includes(construct)) return construct;
  throw new TemplateError(`${resource.stack}.${resource.id}: shared/names.ts has no function for it`);
}

export function planFunction(resource: Resource, context: DriverContext, names: readonly string[] = functions): FunctionPlan {
  const properties = context.resolver.properties(resource);
  const environment = (properties['Environment'] as JsonObject | undefined)?.['Variables'] as Record<string, string> | undefined;
  const functionName = functionNameOf(resource, context);
  return {
    name: shortName(resource, names),
    functionName,
    arn: arn('lambda', `function:${functionName}`),
    handler: String(properties['Handler']).replace(/^.*\./, ''),
    timeoutSeconds: Number(properties['Timeout'] ?? 3),
    memoryMegabytes: Number(properties['MemorySize'] ?? 128),
    environment: environment ?? {},
    sources: [],
  };
}

export const lambdaFunction: Driver = {
  identify(resource, context) {
    const name = functionNameOf(resource, context);
    return { ref: name, attributes: { Arn: arn('lambda', `function:${name}`) } };
  },
};
