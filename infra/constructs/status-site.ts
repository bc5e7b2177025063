import { readFileSync } from 'node:fs';
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { dataHeaders, pageHeaders, regionalName } from './site-headers.ts';

/** The pages in S3 behind a distribution: nothing of ours runs when a customer looks. */
export class StatusSite {
  readonly bucket: Bucket;
  readonly distribution: cloudfront.Distribution;
  readonly url: string;

  constructor(scope: Construct) {
    this.bucket = new Bucket(scope, 'SiteBucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'The bucket answers the distribution only and holds nothing but public pages; a log of its reads would be a copy of the readers’ requests.',
    });
    this.distribution = this.createDistribution(scope);
    this.url = `https://${this.distribution.distributionDomainName}`;
  }

  private createDistribution(scope: Construct): cloudfront.Distribution {
    // LIST lets S3 answer 404 instead of 403 for a page that is not there. Nothing can be listed through the distribution: it
    // forwards no query string and the edge function never asks for the bucket's root.
    const origin = S3BucketOrigin.withOriginAccessControl(this.bucket, {
      originAccessControl: new cloudfront.S3OriginAccessControl(scope, 'SiteAccess', {
        originAccessControlName: regionalName(scope, 'Site'),
      }),
      originAccessLevels: [cloudfront.AccessLevel.READ, cloudfront.AccessLevel.LIST],
    });
    const common = {
      origin,
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      allowedMethods: cloudfront.AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
      cachePolicy: this.createCachePolicy(scope),
      compress: true,
    };
    const page = { ...common, responseHeadersPolicy: pageHeaders(scope), functionAssociations: [this.createEdgeFunction(scope)] };
    const data = { ...common, responseHeadersPolicy: dataHeaders(scope) };
    const distribution = new cloudfront.Distribution(scope, 'Distribution', {
      comment: 'Muster status pages',
      defaultBehavior: page,
      additionalBehaviors: { '/*/api/v2/*': data, '/*/history.*': data },
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      // Keeps the bucket's root, and with it the list of its objects, out of reach.
      defaultRootObject: 'index.html',
      // A page that is asked for just before its first publication.
      errorResponses: [{ httpStatus: 404, ttl: Duration.seconds(5) }],
    });
    Validations.of(distribution).acknowledge(
      { id: 'Annotation::@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk', reason: 'The default root object is set.' },
      { id: 'AwsSolutions-CFR1', reason: 'Customers read status pages from anywhere.' },
      { id: 'AwsSolutions-CFR2', reason: 'Static public pages: no query, cookie or body reaches anything that a firewall could protect.' },
      {
        id: 'AwsSolutions-CFR3',
        reason:
          'Readers’ addresses are personal data that Muster does not want to hold; the distribution’s metrics answer the operator’s questions.',
      },
      {
        id: 'AwsSolutions-CFR4',
        reason:
          'The default domain’s certificate fixes the protocols that CloudFront offers; today’s browsers and clients choose TLS 1.2 or later among them.',
      },
    );
    return distribution;
  }

  /**
   * Ten seconds: a page is at most that much older than its publication, and a crowd costs S3 six reads a minute. The hour is not
   * for fresh pages (each says ten seconds itself) but the grace in which an old page is shown when S3 does not answer.
   */
  private createCachePolicy(scope: Construct): cloudfront.CachePolicy {
    return new cloudfront.CachePolicy(scope, 'SiteCache', {
      cachePolicyName: regionalName(scope, 'Site'),
      comment: 'Muster status pages',
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(10),
      maxTtl: Duration.hours(1),
      enableAcceptEncodingGzip: true,
      enableAcceptEncodingBrotli: true,
    });
  }

  private createEdgeFunction(scope: Construct): cloudfront.FunctionAssociation {
    const source = readFileSync(new URL('../edge/site.js', import.meta.url), 'utf8');
    const edge = new cloudfront.Function(scope, 'SiteEdge', {
      functionName: regionalName(scope, 'Site'),
      comment: 'Muster status pages: addresses to objects',
      code: cloudfront.FunctionCode.fromInline(source),
      runtime: cloudfront.FunctionRuntime.JS_2_0,
    });
    return { function: edge, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST };
  }
}
