import type { Construct } from 'constructs';
import { dueIndex, heartbeatKey, hostsFolder, type FunctionName } from '../../shared/names.ts';
import type { StateStack } from '../state-stack.ts';
import { allow, consume, publishTo, readAndWriteTable, readSecret, readTable, sendTo } from './allow.ts';
import { MusterFunction } from './function.ts';
import type { Messaging } from './messaging.ts';

export interface FunctionsProps {
  readonly state: StateStack;
  readonly messaging: Messaging;
  readonly functionsDirectory: string;
  readonly apiUrl: string;
}

export type Functions = Readonly<Record<FunctionName, MusterFunction>>;

/** The five functions with all that each one is told and may do. */
export function createFunctions(scope: Construct, props: FunctionsProps): Functions {
  const { state, messaging, functionsDirectory, apiUrl } = props;
  const { tableArn, tableName } = state.table;
  const { bucketArn, bucketName } = state.siteBucket;
  const table = { MUSTER_TABLE: tableName };
  const secret = { MUSTER_SECRET_ID: state.secret.secretArn };
  const outlets = { MUSTER_TOPIC_ARN: messaging.topic.topicArn, MUSTER_TICK_QUEUE_URL: messaging.tick.queue.queueUrl };

  const api = new MusterFunction(scope, 'ApiFunction', {
    name: 'api',
    description: 'Muster: answers the API',
    functionsDirectory,
    memorySizeMegabytes: 1024,
    environment: { ...table, ...secret, MUSTER_STATUS_URL: state.statusUrl },
    statements: [readAndWriteTable(tableArn), readSecret(state.secret.secretArn)],
  });

  const relay = new MusterFunction(scope, 'RelayFunction', {
    name: 'relay',
    description: 'Muster: sends what the table’s stream announces',
    functionsDirectory,
    environment: { ...table, ...outlets },
    statements: [
      // Without the condition a delete could return the item, and so read it.
      allow(['dynamodb:DeleteItem'], [tableArn], { StringEqualsIfExists: { 'dynamodb:ReturnValues': ['NONE'] } }),
      allow(
        ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream', 'dynamodb:ListStreams'],
        [state.table.tableStreamArn!],
      ),
      publishTo(messaging.topic.topicArn),
      sendTo(messaging.tick.queue.queueArn),
      sendTo(messaging.relayFailures.queueArn),
    ],
  });

  const tick = new MusterFunction(scope, 'TickFunction', {
    name: 'tick',
    description: 'Muster: does what is due',
    functionsDirectory,
    feedsItself: true,
    environment: { ...table, ...outlets, MUSTER_SITE_BUCKET: bucketName },
    statements: [
      readAndWriteTable(tableArn),
      allow(['dynamodb:Query'], [`${tableArn}/index/${dueIndex.name}`]),
      publishTo(messaging.topic.topicArn),
      sendTo(messaging.tick.queue.queueArn),
      consume(messaging.tick.queue.queueArn),
      allow(['s3:PutObject'], [`${bucketArn}/${heartbeatKey}`]),
    ],
  });

  const notify = new MusterFunction(scope, 'NotifyFunction', {
    name: 'notify',
    description: 'Muster: sends alerts to people and systems',
    functionsDirectory,
    environment: { ...table, ...secret, MUSTER_API_URL: apiUrl },
    statements: [readAndWriteTable(tableArn), readSecret(state.secret.secretArn), consume(messaging.notify.queue.queueArn)],
  });

  const publish = new MusterFunction(scope, 'PublishFunction', {
    name: 'publish',
    description: 'Muster: writes status pages',
    functionsDirectory,
    environment: { ...table, MUSTER_SITE_BUCKET: bucketName, MUSTER_STATUS_URL: state.statusUrl },
    statements: [
      readTable(tableArn),
      // The record of the page: taken in turn by an update, given back by a put.
      allow(['dynamodb:UpdateItem', 'dynamodb:PutItem'], [tableArn]),
      allow(['s3:PutObject', 's3:DeleteObject'], [`${bucketArn}/*`]),
      // A host that changes hands is emptied, whatever its former owner left there.
      allow(['s3:ListBucket'], [bucketArn], { StringLike: { 's3:prefix': [`${hostsFolder}/*`] } }),
      consume(messaging.publish.queue.queueArn),
    ],
    accepted: [
      {
        id: 'AwsSolutions-IAM5[Resource::MusterState:ExportsOutputFnGetAttSiteBucket397A1860ArnB404F589/*]',
        reason:
          'Organizations come and go, and the pages of each stand in a folder of its own in this one bucket; the actions are to put and, for what was taken back, to delete.',
      },
    ],
  });

  return { api, relay, tick, notify, publish };
}
