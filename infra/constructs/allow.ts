import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** A grant as it stands in the policy: exact actions on exact resources. */
export function allow(actions: string[], resources: string[], conditions?: Record<string, unknown>): PolicyStatement {
  return new PolicyStatement({ effect: Effect.ALLOW, actions, resources, conditions });
}

/** A transaction is allowed by the actions of its parts; it has no action of its own. */
const readActions = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const writeActions = ['dynamodb:PutItem', 'dynamodb:DeleteItem'];

export const readTable = (tableArn: string) => allow(readActions, [tableArn]);
export const readAndWriteTable = (tableArn: string) => allow([...readActions, ...writeActions], [tableArn]);
export const readSecret = (secretArn: string) => allow(['secretsmanager:GetSecretValue'], [secretArn]);
export const publishTo = (topicArn: string) => allow(['sns:Publish'], [topicArn]);
export const sendTo = (queueArn: string) => allow(['sqs:SendMessage'], [queueArn]);
/** What the event source mapping does in the function's name. */
export const consume = (queueArn: string) =>
  allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'], [queueArn]);
