import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { messageFailed } from '../../../shared/names.ts';
import { at, list, named, ofType, referenced, synthesize, type JsonObject } from './synthesized.ts';

const synthesized = synthesize();
const alarms = ofType(synthesized, 'AWS::CloudWatch::Alarm');
const root = join(import.meta.dirname, '..', '..', '..');
const runbookOf = (description: unknown) => /See (docs\/runbooks\/[a-z-]+\.md)$/.exec(String(description))?.[1] ?? 'none';

test.each(alarms)('$id says how severe it is and where its runbook is, and reaches the operator', ({ properties }) => {
  expect(properties['AlarmDescription']).toMatch(/^\[(critical|warning)\] /);
  expect(existsSync(join(root, runbookOf(properties['AlarmDescription'])))).toBe(true);
  const operator = named(synthesized, 'AWS::SNS::Topic', 'OperatorTopic').id;
  expect(list(properties['AlarmActions']).map(referenced)).toEqual([operator]);
  expect(list(properties['OKActions']).map(referenced)).toEqual([operator]);
});

test('alarms, and nobody else, may publish to the operator topic', () => {
  const policy = named(synthesized, 'AWS::SNS::TopicPolicy', 'OperatorTopicPolicy');
  const allowed = list(at(policy.properties['PolicyDocument'], 'Statement')).filter((statement) => at(statement, 'Effect') === 'Allow');
  expect(allowed).toMatchObject([
    {
      Action: 'sns:Publish',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    },
  ]);
});

const watched = (metric: string) =>
  alarms
    .filter(({ properties }) => properties['MetricName'] === metric)
    .flatMap(({ properties }) =>
      list(properties['Dimensions']).map((dimension) => referenced(at(dimension, 'Value')).replace(/[0-9A-F]{8}$/, '')),
    )
    .sort();

const functions = ['ApiFunction', 'NotifyFunction', 'PublishFunction', 'RelayFunction', 'TickFunction'];

test.each([
  ['ApproximateNumberOfMessagesVisible', ['NotifyQueueDeadLetters', 'PublishQueueDeadLetters', 'RelayFailures', 'TickQueueDeadLetters']],
  ['ApproximateAgeOfOldestMessage', ['NotifyQueue', 'PublishQueue', 'TickQueue']],
  ['Errors', functions],
  ['Throttles', functions],
  ['IteratorAge', ['RelayFunction']],
  ['NumberOfNotificationsFailed', ['Topic']],
  ['5xx', ['', 'HttpApi']],
  ['Invocations', ['Sweep']],
])('%s is watched of %s', (metric, resources) => {
  expect(watched(metric)).toEqual(resources);
});

test.each(['Notify', 'Tick', 'Publish'])(
  '%s: what it fails to work on is counted in its log, and raises an alarm before the queue gives up',
  (name) => {
    const filter = named(synthesized, 'AWS::Logs::MetricFilter', `${name}FailedMessages`).properties;
    expect(referenced(filter['LogGroupName'])).toBe(named(synthesized, 'AWS::Logs::LogGroup', `${name}FunctionLog`).id);
    expect(filter['FilterPattern']).toBe(`{ $.message = "${messageFailed}" }`);
    const { MetricName, MetricNamespace } = list(filter['MetricTransformations'])[0] as JsonObject;
    const alarm = named(synthesized, 'AWS::CloudWatch::Alarm', `${name}FailedMessagesAlarm`).properties;
    expect(alarm).toMatchObject({ MetricName, Namespace: MetricNamespace, Threshold: 1, DatapointsToAlarm: 3, EvaluationPeriods: 5 });
  },
);

test('a sweep that stays away raises the alarm although it reports nothing', () => {
  expect(named(synthesized, 'AWS::CloudWatch::Alarm', 'SweepMissingAlarm').properties).toMatchObject({
    TreatMissingData: 'breaching',
    ComparisonOperator: 'LessThanThreshold',
  });
});

test('every runbook belongs to an alarm or to an errand of the operator, and the list of runbooks has it', () => {
  const pages = readdirSync(join(root, 'docs', 'runbooks')).filter((name) => name !== 'README.md');
  const needed = new Set([
    'first-deployment.md',
    'sealing-keys.md',
    ...alarms.map(({ properties }) => runbookOf(properties['AlarmDescription']).replace('docs/runbooks/', '')),
  ]);
  expect(pages.sort()).toEqual([...needed].sort());
  const index = readFileSync(join(root, 'docs', 'runbooks', 'README.md'), 'utf8');
  for (const page of pages) expect(index).toContain(`(${page})`);
});
