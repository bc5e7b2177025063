/** The distribution in front of the pages: the status server answers as its behaviors say. */
import { withOwnHosts } from '../../edge/source.ts';
import { loopback } from '../place.ts';
import type { SiteBehavior, SitePlan } from '../plan.ts';
import { TemplateError, type Json, type JsonObject, type Resolver, type Resource } from '../template.ts';
import type { Driver } from './driver.ts';

/** Where the pages of all organizations are locally; any other name is an organization's own, as in the cloud. */
const localHosts = ['localhost', loopback];

export const distribution: Driver = {
  identify: (resource, { endpoints }) => ({
    ref: resource.id,
    attributes: { DomainName: new URL(endpoints.status).host, Id: resource.id },
  }),
};

export const edgeFunction: Driver = { identify: (resource) => ({ ref: resource.id, attributes: { FunctionARN: resource.id } }) };

export const headersPolicy: Driver = { identify: (resource) => ({ ref: resource.id, attributes: { Id: resource.id } }) };

const member = (object: Json | undefined, ...path: string[]): Json | undefined =>
  path.reduce<Json | undefined>((value, key) => (value as JsonObject | undefined)?.[key], object);

function addHeader(headers: Record<string, string>, name: string, value: Json | undefined): void {
  if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : String(value);
}

/** A response headers policy as headers. Strict-Transport-Security stays in the cloud: locally there is no TLS to insist on. */
export function policyHeaders(config: JsonObject): Record<string, string> {
  const headers: Record<string, string> = {};
  const security = config['SecurityHeadersConfig'];
  addHeader(headers, 'content-security-policy', member(security, 'ContentSecurityPolicy', 'ContentSecurityPolicy'));
  if (member(security, 'ContentTypeOptions') !== undefined) headers['x-content-type-options'] = 'nosniff';
  addHeader(headers, 'x-frame-options', member(security, 'FrameOptions', 'FrameOption'));
  addHeader(headers, 'referrer-policy', member(security, 'ReferrerPolicy', 'ReferrerPolicy'));
  const cors = config['CorsConfig'];
  addHeader(headers, 'access-control-allow-origin', member(cors, 'AccessControlAllowOrigins', 'Items'));
  addHeader(headers, 'access-control-allow-methods', member(cors, 'AccessControlAllowMethods', 'Items'));
  addHeader(headers, 'access-control-allow-headers', member(cors, 'AccessControlAllowHeaders', 'Items'));
  addHeader(headers, 'access-control-max-age', member(cors, 'AccessControlMaxAgeSec'));
  addHeader(headers, 'access-control-expose-headers', member(cors, 'AccessControlExposeHeaders', 'Items'));
  for (const item of (member(config['CustomHeadersConfig'], 'Items') ?? []) as JsonObject[]) {
    addHeader(headers, String(item['Header']).toLowerCase(), item['Value']);
  }
  return headers;
}

/** The bucket that the distribution reads, and how it answers. */
export function planSite(resource: Resource, resolver: Resolver): SitePlan {
  const place = `${resource.stack}.${resource.id}`;
  const config = member(resolver.properties(resource), 'DistributionConfig') as JsonObject;
  const ofId = (id: Json | undefined) => (typeof id === 'string' ? resolver.find(resource.stack, id) : undefined);

  function behavior(entry: JsonObject, pattern: string): SiteBehavior {
    const policy = ofId(entry['ResponseHeadersPolicyId']);
    const associations = (entry['FunctionAssociations'] ?? []) as JsonObject[];
    const edge = ofId(associations.find((one) => one['EventType'] === 'viewer-request')?.['FunctionARN']);
    const code = edge === undefined ? undefined : resolver.property(edge, 'FunctionCode');
    return {
      pattern,
      headers: policy === undefined ? {} : policyHeaders(resolver.property(policy, 'ResponseHeadersPolicyConfig') as JsonObject),
      ...(typeof code === 'string' ? { edge: withOwnHosts(code, localHosts) } : {}),
    };
  }

  const origin = String(member((config['Origins'] as Json[] | undefined)?.[0], 'DomainName') ?? '');
  const bucket = origin.split('.s3.')[0] ?? '';
  if (bucket === '' || bucket === origin) throw new TemplateError(`${place}: its first origin is not a bucket`);
  const others = (config['CacheBehaviors'] ?? []) as JsonObject[];
  const errors = (config['CustomErrorResponses'] ?? []) as JsonObject[];
  const missingPage = errors.find(({ ResponseCode: code }) => code === 404)?.['ResponsePagePath'];
  return {
    bucket,
    ...(typeof missingPage === 'string' ? { missingPage } : {}),
    behaviors: [
      ...others.map((entry) => behavior(entry, String(entry['PathPattern']))),
      behavior(config['DefaultCacheBehavior'] as JsonObject, '*'),
    ],
  };
}
