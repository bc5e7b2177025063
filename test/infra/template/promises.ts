import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, type IApplyRule } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { expect, test } from 'vitest';
import { createApp } from '../../../infra/app.ts';
import { dueIndex } from '../../../shared/names.ts';
import { at, list, named, ofType, synthesize, type Json } from './synthesized.ts';

const synthesized = synthesize();

/** Counts what it runs, and can be told to take no acknowledgement into account. */
class Checks extends AwsSolutionsChecks {
  readonly ran: string[] = [];

  protected override applyRule(rule: IApplyRule): void {
    this.ran.push(rule.rule.name);
    super.applyRule(rule);
  }
}

/** The findings of the checks that somebody gave a reason for; the library keeps them with a prefix of its own. */
const acknowledgedIn = (construct: IConstruct): string[] =>
  construct.node
    .findAll()
    .flatMap(({ node }) => node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY))
    .flatMap(({ data }) => Object.keys(data as object))
    .map((id) => id.replace(/^.*?::(?=AwsSolutions-)/, ''))
    .filter((id) => id.startsWith('AwsSolutions-'));

test('cdk-nag finds nothing that is not acknowledged, and did look', () => {
  const checks = new Checks();
  const { violations } = checks.validateScope(synthesized.app);
  expect(checks.ran.length).toBeGreaterThan(1000);
  expect(violations).toEqual([]);
});

test('every acknowledged finding is still found, so that no reason outlives its cause', () => {
  const checks = new Checks();
  Object.defineProperty(checks, 'isAcknowledged', { value: () => false });
  const found = checks.validateScope(synthesized.app).violations.map(({ ruleName }) => ruleName);
  expect(found.length).toBeGreaterThan(0);
  expect(acknowledgedIn(synthesized.app).sort()).toEqual(found.sort());
});

const walk = (json: Json, visit: (key: string, value: Json) => void): void => {
  if (Array.isArray(json)) for (const item of json) walk(item, visit);
  else if (typeof json === 'object' && json !== null) {
    for (const [key, value] of Object.entries(json)) {
      visit(key, value);
      walk(value, visit);
    }
  }
};

test.each(Object.keys(synthesized.templates))('%s needs no function that the local runner does not resolve', (stack) => {
  const used = new Set<string>();
  walk(synthesized.templates[stack]!, (key) => key.startsWith('Fn::') && used.add(key));
  expect([...used].filter((name) => !['Fn::GetAtt', 'Fn::Join', 'Fn::Sub', 'Fn::ImportValue'].includes(name))).toEqual([]);
  expect(Object.keys(synthesized.templates[stack]!).sort()).toEqual(['Description', 'Outputs', 'Resources']);
});

test('no account or region is written into a template', () => {
  const text = JSON.stringify(synthesized.templates);
  expect(text).not.toMatch(/(?<![0-9a-f])\d{12}(?![0-9a-f])/);
  expect(text).not.toMatch(/\b(us|eu|ap|sa|ca|me|af|il|cn|mx)-(gov-)?(north|south|east|west|central)[a-z]*-\d\b/);
});

test('nothing has a fixed name but the names that CloudFront wants, and those hold the region', () => {
  const names = synthesized.resources.flatMap(({ type, properties }) =>
    Object.entries(properties)
      .filter(
        ([key]) =>
          /^(FunctionName|QueueName|TopicName|TableName|BucketName|RoleName|AlarmName|LogGroupName)$/.test(key) &&
          type !== 'AWS::Lambda::EventSourceMapping' &&
          type !== 'AWS::Logs::MetricFilter' &&
          type !== 'AWS::Lambda::Permission',
      )
      .map(([key]) => `${type} ${key}`),
  );
  expect(names).toEqual([]);
  const cloudFront = synthesized.resources.filter(({ type }) =>
    /CloudFront::(Function|CachePolicy|ResponseHeadersPolicy|OriginAccessControl)/.test(type),
  );
  expect(cloudFront).toHaveLength(6);
  for (const { properties } of cloudFront) expect(JSON.stringify(properties)).toContain('"Name":{"Fn::Join":["",["Muster-');
});

test('no function of AWS’s own runs during a deployment', () => {
  expect(synthesized.resources.filter(({ type }) => type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource')).toEqual(
    [],
  );
  expect(ofType(synthesized, 'AWS::Lambda::Function')).toHaveLength(5);
});

test('the table streams, expires, is backed up, refuses deletion, and has the one index', () => {
  const { properties } = named(synthesized, 'AWS::DynamoDB::Table', 'Table');
  expect(properties).toMatchObject({
    BillingMode: 'PAY_PER_REQUEST',
    DeletionProtectionEnabled: true,
    StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
  });
  expect(list(properties['GlobalSecondaryIndexes'])).toEqual([
    {
      IndexName: dueIndex.name,
      KeySchema: [
        { AttributeName: dueIndex.partition, KeyType: 'HASH' },
        { AttributeName: dueIndex.sort, KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ]);
});

test('table, secret and bucket outlive their stack', () => {
  const kept = Object.entries(synthesized.templates['MusterState']!['Resources'] as Record<string, Json>)
    .filter(([, resource]) => at(resource, 'DeletionPolicy') === 'Retain' && at(resource, 'UpdateReplacePolicy') === 'Retain')
    .map(([id]) => id.replace(/[0-9A-F]{8}$/, ''));
  expect(kept.sort()).toEqual(['Secret', 'SiteBucket', 'Table']);
});

test('a function whose bundle is missing stops the synthesis with the way out', () => {
  expect(() => createApp({ functionsDirectory: '/nonexistent' })).toThrow(/index\.mjs is missing: run "node infra\/build\.ts"/);
});
