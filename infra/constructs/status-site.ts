import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { edgeSource } from '../edge/source.ts';
import { missingPageKey } from '../../shared/names.ts';
import { type Domains, domainsFrom } from './domains.ts';
import { dataHeaders, embedHeaders, pageHeaders, regionalName } from './site-headers.ts';

/** What programs read, by how its address ends: `/{slug}/…` and at the root of an own domain alike. */
const dataPatterns = ['/*.json', '/*.atom', '/*.rss', '/*.ics', '/*.svg', '/*.js'];
const embedPatterns = ['/embed/*', '/*/embed/*'];

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
    const domains = domainsFrom(scope);
    this.distribution = this.createDistribution(scope, domains);
    this.url = `https://${domains.statusHost ?? this.distribution.distributionDomainName}`;
  }

  private createDistribution(scope: Construct, domains: Domains): cloudfront.Distribution {
    // Reading and no listing: S3 then answers 403 where there is no object, which readers are told as 404.
    const origin = S3BucketOrigin.withOriginAccessControl(this.bucket, {
      originAccessControl: new cloudfront.S3OriginAccessControl(scope, 'SiteAccess', {
        originAccessControlName: regionalName(scope, 'Site'),
      }),
      originAccessLevels: [cloudfront.AccessLevel.READ],
    });
    const common = {
      origin,
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      allowedMethods: cloudfront.AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
      cachePolicy: this.createCachePolicy(scope),
      compress: true,
      // On every behavior: the host decides about every object.
      functionAssociations: [this.createEdgeFunction(scope, domains)],
    };
    const page = { ...common, responseHeadersPolicy: pageHeaders(scope) };
    const data = { ...common, responseHeadersPolicy: dataHeaders(scope) };
    const embed = { ...common, responseHeadersPolicy: embedHeaders(scope) };
    const missing = { responseHttpStatus: 404, responsePagePath: `/${missingPageKey}`, ttl: Duration.seconds(5) };
    const distribution = new cloudfront.Distribution(scope, 'Distribution', {
      comment: 'Muster status pages',
      defaultBehavior: page,
      additionalBehaviors: Object.fromEntries([
        ...embedPatterns.map((pattern) => [pattern, embed]),
        ...dataPatterns.map((pattern) => [pattern, data]),
      ]),
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      // Shortly, for a page that is asked for just before its first publication.
      errorResponses: [
        { httpStatus: 403, ...missing },
        { httpStatus: 404, ...missing },
      ],
      ...this.names(scope, domains),
    });
    Validations.of(distribution).acknowledge(
      { id: 'AwsSolutions-CFR1', reason: 'Customers read status pages from anywhere.' },
      { id: 'AwsSolutions-CFR2', reason: 'Static public pages: no query, cookie or body reaches anything that a firewall could protect.' },
      {
        id: 'AwsSolutions-CFR3',
        reason:
          'Readers’ addresses are personal data that Muster does not want to hold; the distribution’s metrics answer the operator’s questions.',
      },
    );
    if (domains.certificateArn === undefined) {
      Validations.of(distribution).acknowledge({
        id: 'AwsSolutions-CFR4',
        reason:
          'The default domain’s certificate fixes the protocols that CloudFront offers; today’s browsers and clients choose TLS 1.2 or later among them.',
      });
    }
    return distribution;
  }

  /** The certificate is made and proved outside of this app: what it holds is for the owners of the names to agree to. */
  private names(scope: Construct, { statusHost, aliases, certificateArn }: Domains): Partial<cloudfront.DistributionProps> {
    if (certificateArn === undefined) return {};
    return {
      domainNames: [...(statusHost === undefined ? [] : [statusHost]), ...aliases],
      certificate: Certificate.fromCertificateArn(scope, 'StatusCertificate', certificateArn),
      minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
    };
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

  private createEdgeFunction(scope: Construct, { statusHost }: Domains): cloudfront.FunctionAssociation {
    const edge = new cloudfront.Function(scope, 'SiteEdge', {
      functionName: regionalName(scope, 'Site'),
      comment: 'Muster status pages: addresses to objects',
      code: cloudfront.FunctionCode.fromInline(edgeSource(statusHost === undefined ? [] : [statusHost])),
      runtime: cloudfront.FunctionRuntime.JS_2_0,
    });
    return { function: edge, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST };
  }
}
