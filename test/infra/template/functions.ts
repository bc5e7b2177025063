import { expect, test } from 'vitest';
import { named, ofType, referenced, synthesize, at, list, type JsonObject } from './synthesized.ts';

const synthesized = synthesize();
const variablesOf = (name: string) =>
  at(named(synthesized, 'AWS::Lambda::Function', name).properties['Environment'], 'Variables') as JsonObject;

test.each([
  ['ApiFunction', ['MUSTER_SECRET_ID', 'MUSTER_STATUS_URL', 'MUSTER_TABLE']],
  ['RelayFunction', ['MUSTER_TABLE', 'MUSTER_TICK_QUEUE_URL', 'MUSTER_TOPIC_ARN']],
  ['TickFunction', ['MUSTER_SITE_BUCKET', 'MUSTER_TABLE', 'MUSTER_TICK_QUEUE_URL', 'MUSTER_TOPIC_ARN']],
  ['NotifyFunction', ['MUSTER_API_URL', 'MUSTER_SECRET_ID', 'MUSTER_TABLE']],
  ['PublishFunction', ['MUSTER_SITE_BUCKET', 'MUSTER_STATUS_URL', 'MUSTER_TABLE']],
])('%s is told what the architecture says, and nothing else', (name, settings) => {
  expect(Object.keys(variablesOf(name)).sort()).toEqual(settings);
});

test('settings name the resources that they are called after', () => {
  const tick = variablesOf('TickFunction');
  expect(referenced(tick['MUSTER_TABLE'])).toBe(named(synthesized, 'AWS::DynamoDB::Table', 'Table').id);
  expect(referenced(tick['MUSTER_SITE_BUCKET'])).toBe(named(synthesized, 'AWS::S3::Bucket', 'SiteBucket').id);
  expect(referenced(tick['MUSTER_TOPIC_ARN'])).toBe(named(synthesized, 'AWS::SNS::Topic', 'Topic').id);
  expect(referenced(tick['MUSTER_TICK_QUEUE_URL'])).toBe(named(synthesized, 'AWS::SQS::Queue', 'TickQueue').id);
  expect(referenced(variablesOf('ApiFunction')['MUSTER_SECRET_ID'])).toBe(named(synthesized, 'AWS::SecretsManager::Secret', 'Secret').id);
  expect(variablesOf('NotifyFunction')['MUSTER_API_URL']).toEqual({
    'Fn::GetAtt': [named(synthesized, 'AWS::ApiGatewayV2::Api', 'HttpApi').id, 'ApiEndpoint'],
  });
});

test.each(ofType(synthesized, 'AWS::Lambda::Function'))(
  '$id runs on Node 24 and ARM, with its own role and its own log',
  ({ id, properties }) => {
    const name = id.replace(/[0-9A-F]{8}$/, '');
    expect(properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Timeout: 25,
      MemorySize: name === 'ApiFunction' ? 1024 : 512,
    });
    expect(referenced(properties['Role'])).toBe(named(synthesized, 'AWS::IAM::Role', `${name}Role`).id);
    expect(referenced(at(properties['LoggingConfig'], 'LogGroup'))).toBe(named(synthesized, 'AWS::Logs::LogGroup', `${name}Log`).id);
    expect(properties).not.toHaveProperty('ReservedConcurrentExecutions');
  },
);

test('tick, which wakes itself, is not stopped as an endless loop; any other loop would be', () => {
  const loops = ofType(synthesized, 'AWS::Lambda::Function').filter(({ properties }) => properties['RecursiveLoop'] === 'Allow');
  expect(loops.map(({ id }) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['TickFunction']);
});

test('every log group forgets after three months', () => {
  expect(ofType(synthesized, 'AWS::Logs::LogGroup').map(({ properties }) => properties['RetentionInDays'])).toEqual(
    Array<number>(6).fill(90),
  );
});

test('the access log has the template of the route and never the path or the query', () => {
  const stage = named(synthesized, 'AWS::ApiGatewayV2::Stage', 'HttpApiStage').properties;
  const format = String(at(stage['AccessLogSettings'], 'Format'));
  expect(format).toContain('$context.routeKey');
  expect(format).not.toMatch(/\$context\.(path|protocol|.*authorizer|.*query)/i);
  expect(at(stage['DefaultRouteSettings'], 'ThrottlingRateLimit')).toBeGreaterThan(0);
  expect(at(stage['DefaultRouteSettings'], 'ThrottlingBurstLimit')).toBeGreaterThan(0);
});

test('every request reaches the API function by one route, as payload 2.0', () => {
  const routes = ofType(synthesized, 'AWS::ApiGatewayV2::Route');
  expect(routes.map(({ properties }) => properties['RouteKey'])).toEqual(['$default']);
  const integration = ofType(synthesized, 'AWS::ApiGatewayV2::Integration')[0]!;
  expect(integration.properties).toMatchObject({ IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' });
  expect(referenced(integration.properties['IntegrationUri'])).toBe(named(synthesized, 'AWS::Lambda::Function', 'ApiFunction').id);
});

test('each permission to invoke a function is for one rule or one API', () => {
  const permissions = ofType(synthesized, 'AWS::Lambda::Permission');
  expect(permissions.map(({ properties }) => properties['Principal']).sort()).toEqual(['apigateway.amazonaws.com', 'events.amazonaws.com']);
  for (const { properties } of permissions) expect(list(properties['SourceArn'])).toHaveLength(1);
});
