import { expect, test } from 'vitest';
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

test.each(behaviors)('behavior %$ sends the security headers', (behavior) => {
  const security = at(headersOf(behavior), 'SecurityHeadersConfig');
  expect(security).toMatchObject({
    StrictTransportSecurity: { Override: true },
    ContentTypeOptions: { Override: true },
    FrameOptions: { FrameOption: 'DENY' },
    ReferrerPolicy: { ReferrerPolicy: 'no-referrer' },
  });
  expect(at(security, 'ContentSecurityPolicy', 'ContentSecurityPolicy')).toContain("frame-ancestors 'none'");
  expect(at(security, 'StrictTransportSecurity', 'AccessControlMaxAgeSec')).toBeGreaterThanOrEqual(31_536_000);
});

test('any origin may read the status API and the feeds, without credentials; pages are not offered', () => {
  const offered = list(distribution['CacheBehaviors']).map((behavior) => [
    at(behavior, 'PathPattern'),
    at(headersOf(behavior), 'CorsConfig', 'AccessControlAllowOrigins', 'Items'),
  ]);
  expect(offered).toEqual([
    ['/*/api/v2/*', ['*']],
    ['/*/history.*', ['*']],
  ]);
  expect(
    list(distribution['CacheBehaviors']).map((behavior) => at(headersOf(behavior), 'CorsConfig', 'AccessControlAllowCredentials')),
  ).toEqual([false, false]);
  expect(at(headersOf(behaviors[0]!), 'CorsConfig')).toBeUndefined();
});
