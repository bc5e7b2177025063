import { Duration, Stack } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

const security = (framing: 'nobody' | 'anybody'): cloudfront.ResponseSecurityHeadersBehavior => ({
  // For the host alone: what else an organization runs below its domain is not ours to decide about.
  strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: false, override: true },
  contentTypeOptions: { override: true },
  referrerPolicy: { referrerPolicy: cloudfront.HeadersReferrerPolicy.NO_REFERRER, override: true },
  // Beside the policy that each page carries itself; both hold.
  contentSecurityPolicy: {
    contentSecurityPolicy: [
      `frame-ancestors ${framing === 'nobody' ? "'none'" : '*'}`,
      "base-uri 'none'",
      "form-action 'none'",
      "object-src 'none'",
    ].join('; '),
    override: true,
  },
  ...(framing === 'nobody' ? { frameOptions: { frameOption: cloudfront.HeadersFrameOption.DENY, override: true } } : {}),
});

const unused = [
  'accelerometer',
  'browsing-topics',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'microphone',
  'payment',
  'usb',
];

const customHeadersBehavior: cloudfront.ResponseCustomHeadersBehavior = {
  customHeaders: [{ header: 'permissions-policy', value: unused.map((feature) => `${feature}=()`).join(', '), override: true }],
};

const corsBehavior: cloudfront.ResponseHeadersCorsBehavior = {
  accessControlAllowCredentials: false,
  accessControlAllowHeaders: ['*'],
  accessControlAllowMethods: ['GET', 'HEAD', 'OPTIONS'],
  accessControlAllowOrigins: ['*'],
  accessControlExposeHeaders: ['etag', 'last-modified'],
  accessControlMaxAge: Duration.days(1),
  originOverride: true,
};

/** CloudFront's names are global: without the region two deployments in one account would collide. */
export const regionalName = (scope: Construct, name: string) => `Muster-${name}-${Stack.of(scope).region}`;

/** What every page is sent with. */
export const pageHeaders = (scope: Construct) =>
  new cloudfront.ResponseHeadersPolicy(scope, 'PageHeaders', {
    responseHeadersPolicyName: regionalName(scope, 'Pages'),
    comment: 'Muster status pages',
    securityHeadersBehavior: security('nobody'),
    customHeadersBehavior,
  });

/** The same for the formats that programs read, which any origin may fetch. */
export const dataHeaders = (scope: Construct) =>
  new cloudfront.ResponseHeadersPolicy(scope, 'DataHeaders', {
    responseHeadersPolicyName: regionalName(scope, 'Data'),
    comment: 'Muster feeds and status API',
    securityHeadersBehavior: security('nobody'),
    customHeadersBehavior,
    corsBehavior,
  });

/** The same for what is made to be shown inside other sites. */
export const embedHeaders = (scope: Construct) =>
  new cloudfront.ResponseHeadersPolicy(scope, 'EmbedHeaders', {
    responseHeadersPolicyName: regionalName(scope, 'Embed'),
    comment: 'Muster notices inside other sites',
    securityHeadersBehavior: security('anybody'),
    customHeadersBehavior,
    corsBehavior,
  });
