import { expect, test } from 'vitest';
import { edgeSource } from '../../../infra/edge/source.ts';
import { at, list, named, referenced, synthesize, type Json, type JsonObject } from './synthesized.ts';

const synthesized = synthesize();
const distribution = at(named(synthesized, 'AWS::CloudFront::Distribution', 'Distribution').properties, 'DistributionConfig') as JsonObject;
const behaviors = [distribution['DefaultCacheBehavior']!, ...list(distribution['CacheBehaviors'])];
const headersOf = (behavior: Json) =>
  at(
    named(synthesized, 'AWS::CloudFront::ResponseHeadersPolicy', referenced(at(behavior, 'ResponseHeadersPolicyId')).slice(0, -8))
      .properties,
    'ResponseHeadersPolicyConfig',
  );

test('the bucket answers nobody but the distribution, and nobody in plain HTTP', () => {
  const { id, properties } = named(synthesized, 'AWS::S3::Bucket', 'SiteBucket');
  expect(properties['PublicAccessBlockConfiguration']).toEqual({
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  });
  const statements = list(at(named(synthesized, 'AWS::S3::BucketPolicy', 'SiteBucketPolicy').properties['PolicyDocument'], 'Statement'));
  expect(statements.map((statement) => [at(statement, 'Effect'), at(statement, 'Principal')])).toEqual([
    ['Deny', { AWS: '*' }],
    ['Allow', { Service: 'cloudfront.amazonaws.com' }],
  ]);
  expect(list(distribution['Origins']).map((origin) => referenced(at(origin, 'DomainName')))).toEqual([id]);
  expect(at(distribution['Origins'], 0, 'OriginAccessControlId')).toBeDefined();
});

test.each(behaviors)('behavior %$ insists on TLS, compresses, reads only, and caches by address alone', (behavior) => {
  expect(behavior).toMatchObject({ ViewerProtocolPolicy: 'redirect-to-https', Compress: true, AllowedMethods: ['GET', 'HEAD', 'OPTIONS'] });
  expect(behavior).not.toHaveProperty('OriginRequestPolicyId');
  expect(referenced(at(behavior, 'CachePolicyId'))).toBe(named(synthesized, 'AWS::CloudFront::CachePolicy', 'SiteCache').id);
});

test('a page is ten seconds old at most unless it says otherwise', () => {
  const cache = at(named(synthesized, 'AWS::CloudFront::CachePolicy', 'SiteCache').properties, 'CachePolicyConfig');
  expect(cache).toMatchObject({ MinTTL: 0, DefaultTTL: 10 });
  expect(at(cache, 'ParametersInCacheKeyAndForwardedToOrigin')).toMatchObject({
    CookiesConfig: { CookieBehavior: 'none' },
    HeadersConfig: { HeaderBehavior: 'none' },
    QueryStringsConfig: { QueryStringBehavior: 'none' },
  });
});

const policyNamed = (behavior: Json) => referenced(at(behavior, 'ResponseHeadersPolicyId')).slice(0, -8);

test.each(behaviors)('behavior %$ asks the one edge function first', (behavior) => {
  const edge = named(synthesized, 'AWS::CloudFront::Function', 'SiteEdge').id;
  const associations = list(at(behavior, 'FunctionAssociations'));
  expect(associations.map((one) => [at(one, 'EventType'), referenced(at(one, 'FunctionARN'))])).toEqual([['viewer-request', edge]]);
});

test('the edge function needs no store beside its source', () => {
  const { properties } = named(synthesized, 'AWS::CloudFront::Function', 'SiteEdge');
  expect(properties['FunctionCode']).toBe(edgeSource([]));
  expect(at(properties, 'FunctionConfig', 'Runtime')).toBe('cloudfront-js-2.0');
  expect(at(properties, 'FunctionConfig', 'KeyValueStoreAssociations')).toBeUndefined();
});

test('compressed in both ways that readers take', () => {
  const cache = at(named(synthesized, 'AWS::CloudFront::CachePolicy', 'SiteCache').properties, 'CachePolicyConfig');
  expect(at(cache, 'ParametersInCacheKeyAndForwardedToOrigin')).toMatchObject({
    EnableAcceptEncodingGzip: true,
    EnableAcceptEncodingBrotli: true,
  });
});

test.each([403, 404])('where S3 answers %i there is no page: 404 in words of ours, and not for long', (code) => {
  const answer = list(distribution['CustomErrorResponses']).find((one) => at(one, 'ErrorCode') === code);
  expect(answer).toEqual({ ErrorCode: code, ResponseCode: 404, ResponsePagePath: '/404.html', ErrorCachingMinTTL: 5 });
});

test.each(behaviors)('behavior %$ sends the security headers', (behavior) => {
  const headers = headersOf(behavior);
  expect(at(headers, 'SecurityHeadersConfig')).toMatchObject({
    StrictTransportSecurity: { Override: true, IncludeSubdomains: false },
    ContentTypeOptions: { Override: true },
    ReferrerPolicy: { ReferrerPolicy: 'no-referrer' },
  });
  expect(at(headers, 'SecurityHeadersConfig', 'StrictTransportSecurity', 'AccessControlMaxAgeSec')).toBeGreaterThanOrEqual(31_536_000);
  const custom = list(at(headers, 'CustomHeadersConfig', 'Items')).map((item) => [at(item, 'Header'), at(item, 'Value')]);
  expect(custom).toEqual([['permissions-policy', expect.stringContaining('geolocation=()')]]);
});

test.each(behaviors)('behavior %$ lets nobody show it inside another site, unless it is made for that', (behavior) => {
  const security = at(headersOf(behavior), 'SecurityHeadersConfig');
  const framed = /embed/.test(String(at(behavior, 'PathPattern')));
  expect(at(security, 'ContentSecurityPolicy', 'ContentSecurityPolicy')).toContain(`frame-ancestors ${framed ? '*' : "'none'"};`);
  expect(at(security, 'FrameOptions', 'FrameOption')).toBe(framed ? undefined : 'DENY');
});

const patterns = behaviors.map((behavior) => [at(behavior, 'PathPattern') ?? '*', policyNamed(behavior)] as const);
/** The first pattern that fits decides; `*` stands for any text, slashes included. */
const policyOf = (path: string) =>
  [...patterns.slice(1), patterns[0]!].find(([pattern]) =>
    new RegExp(`^${String(pattern).replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(path),
  )?.[1];

test.each(['', '/acme'])('at "%s/" the same objects are sent in the same way', (root) => {
  const programs = [
    'api/v2/summary.json',
    'api/v2/incidents/unresolved.json',
    'history.atom',
    'history.rss',
    'feed.json',
    'badge.svg',
    'maintenance.ics',
  ];
  for (const path of programs) expect([path, policyOf(`${root}/${path}`)]).toEqual([path, 'DataHeaders']);
  for (const path of ['', 'en/', 'zh-CN/incidents/n1/', 'history/2026-03/', 'embedded/']) {
    expect([path, policyOf(`${root}/${path}`)]).toEqual([path, 'PageHeaders']);
  }
  for (const path of ['embed/', 'zh-CN/embed/', 'embed/index.html'])
    expect([path, policyOf(`${root}/${path}`)]).toEqual([path, 'EmbedHeaders']);
});

test('any origin may read what is made for programs and for other sites, without credentials; pages are not offered', () => {
  for (const behavior of list(distribution['CacheBehaviors'])) {
    expect(at(headersOf(behavior), 'CorsConfig')).toMatchObject({
      AccessControlAllowOrigins: { Items: ['*'] },
      AccessControlAllowCredentials: false,
      OriginOverride: true,
    });
  }
  expect(at(headersOf(behaviors[0]!), 'CorsConfig')).toBeUndefined();
});
