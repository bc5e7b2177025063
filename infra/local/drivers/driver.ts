import type { Identity, Resolver, Resource } from '../template.ts';
import type { FunctionPlan } from '../plan.ts';

/** Where the engines of one stack are. */
export interface Endpoints {
  readonly table: string;
  readonly messaging: string;
  readonly objects: string;
  readonly api: string;
  readonly status: string;
}

export interface DriverContext {
  readonly resolver: Resolver;
  readonly endpoints: Endpoints;
}

export interface PlanContext extends DriverContext {
  /** The function that a resource names by its name or its ARN. */
  functionOf(reference: unknown, place: string): FunctionPlan;
}

/** What a type of resource is locally. All steps are idempotent and run on every start. */
export interface Driver {
  identify(resource: Resource, context: DriverContext): Identity;
  /** Creates it in its engine, or changes what is there to what the template says. */
  provision?(resource: Resource, context: DriverContext): Promise<void>;
  /** What it adds to the function that it wakes. */
  connect?(resource: Resource, context: PlanContext): void;
}

/** Engines are asked in this order; the types that are not here come last. */
export const provisioningOrder = ['AWS::SQS::Queue', 'AWS::SNS::Topic'];
