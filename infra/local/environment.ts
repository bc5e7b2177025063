/** The environment of the processes: what Lambda would set, where the engines are, and nothing else of the caller's. */
import { join, resolve } from 'node:path';
import type { Endpoints } from './drivers/driver.ts';
import type { FunctionPlan } from './plan.ts';
import { credentials, region } from './place.ts';

export type Environment = Readonly<Record<string, string>>;

const root = resolve(import.meta.dirname, '..', '..');
const passed = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'SystemRoot', 'LANG'];

export function baseEnvironment(): Record<string, string> {
  const environment: Record<string, string> = {
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(root, 'node_modules', '.cache', 'muster', 'compile'),
    NODE_NO_WARNINGS: '1',
  };
  for (const name of passed) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

/** `AWS_ENDPOINT_URL` is for every service without a row of its own, so that nothing ever reaches the real AWS. */
export const awsEnvironment = (endpoints: Pick<Endpoints, 'table' | 'messaging' | 'objects'>): Record<string, string> => ({
  ...credentials,
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ENDPOINT_URL: endpoints.messaging,
  AWS_ENDPOINT_URL_DYNAMODB: endpoints.table,
  AWS_ENDPOINT_URL_SNS: endpoints.messaging,
  AWS_ENDPOINT_URL_SQS: endpoints.messaging,
  AWS_ENDPOINT_URL_S3: endpoints.objects,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
});

export interface FunctionSurroundings {
  readonly endpoints: Endpoints;
  readonly inboxUrl: string;
  readonly secretFile: string;
  readonly clockFile: string | undefined;
}

export function functionEnvironment(plan: FunctionPlan, around: FunctionSurroundings): Record<string, string> {
  const { endpoints } = around;
  return {
    ...baseEnvironment(),
    ...awsEnvironment(endpoints),
    TZ: 'UTC',
    AWS_LAMBDA_FUNCTION_NAME: plan.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(plan.memoryMegabytes),
    ...plan.environment,
    // The cloud's are https, and locally there is none.
    ...('MUSTER_API_URL' in plan.environment ? { MUSTER_API_URL: endpoints.api } : {}),
    ...('MUSTER_STATUS_URL' in plan.environment ? { MUSTER_STATUS_URL: endpoints.status } : {}),
    ...('MUSTER_SECRET_ID' in plan.environment ? { MUSTER_SECRET_FILE: around.secretFile } : {}),
    ...(around.clockFile === undefined ? {} : { MUSTER_CLOCK_FILE: around.clockFile }),
    MUSTER_ALLOW_ORIGINS: around.inboxUrl,
  };
}
