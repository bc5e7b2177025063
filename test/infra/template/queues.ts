import { expect, test } from 'vitest';
import { effects, outboxType } from '../../../shared/names.ts';
import { at, list, named, ofType, referenced, synthesize, type Json } from './synthesized.ts';

const synthesized = synthesize();
const queues = ofType(synthesized, 'AWS::SQS::Queue');
const workQueues = ['NotifyQueue', 'PublishQueue', 'TickQueue'];
const fourteenDays = 14 * 24 * 60 * 60;

test('there are three work queues, a dead-letter queue for each, and one for the relay', () => {
  expect(queues.map(({ id }) => id.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual(
    [...workQueues, ...workQueues.map((id) => `${id}DeadLetters`), 'RelayFailures'].sort(),
  );
});

test.each(queues)('$id is encrypted, keeps messages for 14 days and refuses plain HTTP', ({ id, properties }) => {
  expect(properties).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: fourteenDays });
  const policies = ofType(synthesized, 'AWS::SQS::QueuePolicy').filter((policy) =>
    list(policy.properties['Queues']).some((queue) => referenced(queue) === id),
  );
  const denials = policies
    .flatMap((policy) => list(at(policy.properties['PolicyDocument'], 'Statement')))
    .filter((statement) => at(statement, 'Effect') === 'Deny');
  expect(denials).toMatchObject([{ Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }]);
});

test.each(workQueues)('%s hides a message longer than its function may take, and gives up after 20 receives', (name) => {
  const { properties } = named(synthesized, 'AWS::SQS::Queue', name);
  const target = named(synthesized, 'AWS::Lambda::Function', name.replace('Queue', 'Function'));
  expect(properties['VisibilityTimeout']).toBeGreaterThan(target.properties['Timeout'] as number);
  expect(at(properties['RedrivePolicy'], 'maxReceiveCount')).toBe(20);
  expect(referenced(at(properties['RedrivePolicy'], 'deadLetterTargetArn'))).toBe(
    named(synthesized, 'AWS::SQS::Queue', `${name}DeadLetters`).id,
  );
});

test.each([
  ['NotifyQueue', effects.alert],
  ['PublishQueue', effects.statusPage],
])('%s takes from the topic the messages that ask for "%s", as they were sent', (name, effect) => {
  const queue = named(synthesized, 'AWS::SQS::Queue', name).id;
  const subscriptions = ofType(synthesized, 'AWS::SNS::Subscription').filter(
    ({ properties }) => referenced(properties['Endpoint']) === queue,
  );
  expect(subscriptions.map(({ properties }) => properties)).toMatchObject([
    { Protocol: 'sqs', RawMessageDelivery: true, FilterPolicy: { [effect]: ['yes'] } },
  ]);
  expect(referenced(subscriptions[0]?.properties['TopicArn'])).toBe(named(synthesized, 'AWS::SNS::Topic', 'Topic').id);
  expect(referenced(at(subscriptions[0]?.properties['RedrivePolicy'], 'deadLetterTargetArn'))).toBe(
    named(synthesized, 'AWS::SQS::Queue', `${name}DeadLetters`).id,
  );
});

test.each(['Topic', 'OperatorTopic'])('%s refuses plain HTTP', (name) => {
  const policy = named(synthesized, 'AWS::SNS::TopicPolicy', name === 'Topic' ? 'TopicPolicy' : 'OperatorTopicPolicy');
  expect(list(at(policy.properties['PolicyDocument'], 'Statement'))).toContainEqual(
    expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
  );
});

test('the topic is encrypted', () => {
  expect(JSON.stringify(named(synthesized, 'AWS::SNS::Topic', 'Topic').properties['KmsMasterKeyId'])).toContain('alias/aws/sns');
});

const sourceOf = (name: string) => named(synthesized, 'AWS::Lambda::EventSourceMapping', name).properties;

test.each(['Notify', 'Publish', 'Tick'])('%s is woken by its queue, in batches of ten with partial failures and a ceiling', (name) => {
  const source = sourceOf(`${name}Source`);
  expect(source).toMatchObject({ BatchSize: 10, FunctionResponseTypes: ['ReportBatchItemFailures'] });
  expect(at(source['ScalingConfig'], 'MaximumConcurrency')).toBeGreaterThanOrEqual(2);
  expect(referenced(source['EventSourceArn'])).toBe(named(synthesized, 'AWS::SQS::Queue', `${name}Queue`).id);
  expect(referenced(source['FunctionName'])).toBe(named(synthesized, 'AWS::Lambda::Function', `${name}Function`).id);
});

test('relay is woken by new outbox items only, at once, and a record that keeps failing steps aside', () => {
  const source = sourceOf('RelaySource');
  expect(source).toMatchObject({
    BatchSize: 100,
    MaximumBatchingWindowInSeconds: 0,
    ParallelizationFactor: 10,
    BisectBatchOnFunctionError: true,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    StartingPosition: 'TRIM_HORIZON',
  });
  const filters = list(at(source['FilterCriteria'], 'Filters')).map((filter) => JSON.parse(String(at(filter, 'Pattern'))) as Json);
  expect(filters).toEqual([{ eventName: ['INSERT'], dynamodb: { NewImage: { type: { S: [outboxType] } } } }]);
  expect(referenced(at(source['DestinationConfig'], 'OnFailure', 'Destination'))).toBe(
    named(synthesized, 'AWS::SQS::Queue', 'RelayFailures').id,
  );
  expect(source['MaximumRetryAttempts']).toBeGreaterThan(0);
  expect(source['MaximumRecordAgeInSeconds']).toBeGreaterThan(0);
});

test('tick is woken every minute to sweep', () => {
  const { properties } = named(synthesized, 'AWS::Events::Rule', 'Sweep');
  expect(properties).toMatchObject({ ScheduleExpression: 'rate(1 minute)', State: 'ENABLED' });
  const target = at(properties['Targets'], 0);
  expect(at(target, 'Input')).toBe('{"sweep":true}');
  expect(referenced(at(target, 'Arn'))).toBe(named(synthesized, 'AWS::Lambda::Function', 'TickFunction').id);
});
