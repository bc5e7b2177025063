import { describe, expect, test } from 'vitest';
import { dueIndex } from '../../../shared/names.ts';
import { actionsOf, at, list, named, ofType, statementsOf, synthesize, type Json, type Statement } from './synthesized.ts';

const synthesized = synthesize();
const functionIds = ['ApiFunction', 'RelayFunction', 'TickFunction', 'NotifyFunction', 'PublishFunction'];

const documents = synthesized.resources.flatMap(({ id, properties }) => [
  ...list(properties['Policies']).map((policy) => ({ id, document: at(policy, 'PolicyDocument') })),
  ...list(properties['PolicyDocument']).map((document) => ({ id, document })),
]);
const statements = documents.flatMap(({ id, document }) =>
  (list(at(document, 'Statement')) as unknown as Statement[]).map((statement) => ({ id, statement })),
);
const allowed = statements.filter(({ statement }) => statement.Effect === 'Allow');

/** The text of a resource's name as far as the template knows it. */
const literal = (json: Json): string => {
  const joined = at(json, 'Fn::Join', 1);
  return typeof json === 'string'
    ? json
    : list(joined)
        .filter((part) => typeof part === 'string')
        .join('');
};

test('the template has policies to look at', () => {
  expect(allowed.length).toBeGreaterThan(20);
});

test('no grant has a wildcard in its action', () => {
  expect(allowed.filter(({ statement }) => list(statement.Action).some((action) => String(action).includes('*')))).toEqual([]);
});

test('no grant is for every resource, and only the objects of the site bucket are granted by pattern', () => {
  const patterns = allowed.flatMap(({ id, statement }) =>
    list(statement.Resource)
      .filter((resource) => literal(resource).includes('*'))
      .map((resource) => `${id.replace(/[0-9A-F]{8}$/, '')} ${literal(resource)} ${list(statement.Action).join()}`),
  );
  expect(patterns.sort()).toEqual(['PublishFunctionRole /* s3:DeleteObject,s3:PutObject', 'SiteBucketPolicy /* s3:GetObject']);
});

test('what the distribution may read is narrowed to this one distribution, and nothing lets it list', () => {
  const reads = allowed.filter(({ id }) => id.startsWith('SiteBucketPolicy'));
  expect(reads.map(({ statement }) => statement.Action)).toEqual(['s3:GetObject']);
  expect(reads.map(({ statement }) => Object.keys(statement.Condition?.['StringEquals'] ?? {}))).toEqual([['AWS:SourceArn']]);
});

test('every statement that names a service as principal is narrowed by its source', () => {
  const open = allowed.filter(
    ({ statement }) => at(statement as unknown as Json, 'Principal', 'Service') !== undefined && !statement.Condition,
  );
  // A role says by its trust policy which service may take it; it has no source to name.
  expect(open).toEqual([]);
});

test('no function has a managed policy or a policy beside its own', () => {
  expect(ofType(synthesized, 'AWS::IAM::Policy')).toEqual([]);
  expect(ofType(synthesized, 'AWS::IAM::ManagedPolicy')).toEqual([]);
  expect(ofType(synthesized, 'AWS::IAM::Role').filter(({ properties }) => 'ManagedPolicyArns' in properties)).toEqual([]);
});

test.each(functionIds)('%s may write its own log and no other', (id) => {
  const logs = statementsOf(synthesized, id).filter(({ Action }) => list(Action).some((action) => String(action).startsWith('logs:')));
  expect(logs).toHaveLength(1);
  expect(at(logs[0]!.Resource, 'Fn::GetAtt', 0)).toBe(named(synthesized, 'AWS::Logs::LogGroup', `${id}Log`).id);
});

describe('the least that each function needs', () => {
  const ownLog = ['logs:CreateLogStream', 'logs:PutLogEvents'];
  const readAndWrite = ['BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query'].map((name) => `dynamodb:${name}`);
  const consume = ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'];
  const stream = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'];
  const unique = (id: string) => [...new Set(actionsOf(synthesized, id))];

  test('api reads and writes the table and reads the secret; it cannot publish, send or put', () => {
    expect(unique('ApiFunction')).toEqual([...readAndWrite, ...ownLog, 'secretsmanager:GetSecretValue'].sort());
  });

  test('relay deletes, publishes and sends; it cannot read an item', () => {
    expect(unique('RelayFunction')).toEqual([...ownLog, ...stream, 'dynamodb:DeleteItem', 'sns:Publish', 'sqs:SendMessage'].sort());
  });

  test('relay cannot read an item by deleting it, either', () => {
    const deletes = statementsOf(synthesized, 'RelayFunction').filter(({ Action }) => Action === 'dynamodb:DeleteItem');
    expect(deletes.map(({ Condition }) => Condition)).toEqual([{ StringEqualsIfExists: { 'dynamodb:ReturnValues': ['NONE'] } }]);
  });

  test('tick reads and writes, publishes, sends, and puts the heartbeat alone', () => {
    expect(unique('TickFunction')).toEqual(
      [...ownLog, ...readAndWrite, ...consume, 'sns:Publish', 'sqs:SendMessage', 's3:PutObject'].sort(),
    );
    const puts = statementsOf(synthesized, 'TickFunction').filter(({ Action }) => Action === 's3:PutObject');
    expect(puts.map(({ Resource }) => literal(Resource ?? ''))).toEqual(['/heartbeat.json']);
  });

  test('notify reads and writes and reads the secret; it cannot publish or put', () => {
    expect(unique('NotifyFunction')).toEqual([...ownLog, ...readAndWrite, ...consume, 'secretsmanager:GetSecretValue'].sort());
  });

  test('publish reads, writes records, puts and removes objects; it deletes no record, and lists only what stands at hosts', () => {
    const record = ['BatchGetItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'].map((name) => `dynamodb:${name}`);
    expect(unique('PublishFunction')).toEqual(
      [...ownLog, ...record, ...consume, 's3:DeleteObject', 's3:ListBucket', 's3:PutObject'].sort(),
    );
    const lists = statementsOf(synthesized, 'PublishFunction').filter(({ Action }) => Action === 's3:ListBucket');
    expect(lists.map(({ Condition }) => Condition)).toEqual([{ StringLike: { 's3:prefix': ['hosts/*'] } }]);
  });

  test('the index of due times is granted to tick alone, and for queries alone', () => {
    const onIndex = allowed.filter(({ statement }) => list(statement.Resource).some((resource) => literal(resource).includes('/index/')));
    expect(onIndex.map(({ id, statement }) => [id.replace(/Role.*/, ''), statement.Action, list(statement.Resource).map(literal)])).toEqual(
      [['TickFunction', 'dynamodb:Query', [`/index/${dueIndex.name}`]]],
    );
  });
});
