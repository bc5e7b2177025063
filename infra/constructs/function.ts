import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyDocument, type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, RecursiveLoop, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { FunctionName } from '../../shared/names.ts';
import { allow } from './allow.ts';
import { functionTimeout } from './work-queue.ts';

export interface MusterFunctionProps {
  readonly name: FunctionName;
  readonly description: string;
  readonly functionsDirectory: string;
  readonly environment: Readonly<Record<`MUSTER_${string}`, string>>;
  /** Everything the function may do, beside writing its own log. */
  readonly statements: readonly PolicyStatement[];
  readonly memorySizeMegabytes?: number;
  /** Sends messages to the queue that it is fed by. Lambda takes that for an accident and stops it after some 16 rounds unless told. */
  readonly feedsItself?: boolean;
  /** Findings about the role that are as they should be, each with its reason. */
  readonly accepted?: readonly { readonly id: string; readonly reason: string }[];
}

/** A function with its own log group and its own role; the role is written by hand, nothing adds to it. */
export class MusterFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, props: MusterFunctionProps) {
    const logGroup = new LogGroup(scope, `${id}Log`, { retention: RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY });
    const writeLog = allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]);
    const role = new Role(scope, `${id}Role`, {
      description: `Muster: what the function ${props.name} may do`,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { may: new PolicyDocument({ statements: [writeLog, ...props.statements] }) },
    });
    if (props.accepted) Validations.of(role).acknowledge(...props.accepted);
    super(scope, id, {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: bundle(props.functionsDirectory, props.name),
      memorySize: props.memorySizeMegabytes ?? 512,
      timeout: functionTimeout,
      environment: { ...props.environment },
      role: role.withoutPolicyUpdates(),
      logGroup,
      recursiveLoop: props.feedsItself ? RecursiveLoop.ALLOW : undefined,
    });
  }
}

/**
 * The folder as it was built, with the code that V8 compiled for the Node and the machine that built it; another Node or machine leaves it alone. Those
 * bytes differ each time, so what the bundle is made of decides whether the function has changed; its digest stands in index.mjs.
 */
function bundle(directory: string, name: FunctionName): Code {
  const path = join(directory, name);
  const index = join(path, 'index.mjs');
  if (!existsSync(index))
    throw new Error(`${index} is missing: run "node infra/build.ts" first, or name another folder in MUSTER_FUNCTIONS_DIRECTORY`);
  const assetHash = createHash('sha256').update(name).update(readFileSync(index)).digest('hex');
  return Code.fromAsset(path, { exclude: ['.*'], assetHash });
}
