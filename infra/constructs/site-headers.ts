import { Duration, Stack } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

const contentSecurityPolicy = ["frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'", "object-src 'none'"].join('; ');

const securityHeadersBehavior: cloudfront.ResponseSecurityHeadersBehavior = {
  strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: true, override: true },
  contentTypeOptions: { override: true },
  frameOptions: { frameOption: cloudfront.HeadersFrameOption.DENY, override: true },
  referrerPolicy: { referrerPolicy: cloudfront.HeadersReferrerPolicy.NO_REFERRER, override: true },
  contentSecurityPolicy: { contentSecurityPolicy, override: true },
};

/** CloudFront's names are global: without the region two deployments in one account would collide. */
export const regionalName = (scope: Construct, name: string) => `Muster-${name}-${Stack.of(scope).region}`;

/** What every page is sent with. */
export const pageHeaders = (scope: Construct) =>
  new cloudfront.ResponseHeadersPolicy(scope, 'PageHeaders', {
    responseHeadersPolicyName: regionalName(scope, 'Pages'),
    comment: 'Muster status pages',
    securityHeadersBehavior,
  });

/** The same for the formats that programs read, which any origin may fetch. */
export const dataHeaders = (scope: Construct) =>
  new cloudfront.ResponseHeadersPolicy(scope, 'DataHeaders', {
    responseHeadersPolicyName: regionalName(scope, 'Data'),
    comment: 'Muster feeds and status API',
    securityHeadersBehavior,
    corsBehavior: {
      accessControlAllowCredentials: false,
      accessControlAllowHeaders: ['*'],
      accessControlAllowMethods: ['GET', 'HEAD', 'OPTIONS'],
      accessControlAllowOrigins: ['*'],
      accessControlMaxAge: Duration.days(1),
      originOverride: true,
    },
  });
