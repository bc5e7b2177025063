import { domainToASCII } from 'node:url';
import type { Construct } from 'constructs';

/** Under which names readers reach the pages, beside CloudFront's own. */
export interface Domains {
  /** Where each organization is under `/{slug}/`. */
  readonly statusHost: string | undefined;
  /** Organizations' own names; each shows the one organization that has proved it. */
  readonly aliases: readonly string[];
  /** Of a certificate in us-east-1 that holds all these names; absent when there are none. */
  readonly certificateArn: string | undefined;
}

const hostName = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const inRegion = /^arn:aws[\w-]*:acm:us-east-1:\d{12}:certificate\/[\w-]+$/;

function hostFrom(name: string, key: string): string {
  const host = domainToASCII(name.trim());
  if (!hostName.test(host)) throw new Error(`${key}: "${name}" is not the name of a host`);
  return host;
}

/** A list in cdk.json, or names with commas between them on the command line. */
const listOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value.map(String) : typeof value === 'string' ? value.split(',') : []).filter((name) => name.trim() !== '');

/** From the context: `statusHost`, `statusAliases`, `statusCertificateArn` (docs/deploy.md). Throws with the key that is wrong. */
export function domainsFrom(scope: Construct): Domains {
  const contextOf = (key: string): unknown => scope.node.tryGetContext(key) ?? undefined;
  const [statusHost] = listOf(contextOf('statusHost')).map((name) => hostFrom(name, 'statusHost'));
  const named = listOf(contextOf('statusAliases')).map((name) => hostFrom(name, 'statusAliases'));
  const aliases = [...new Set(named)].filter((host) => host !== statusHost);
  if (statusHost === undefined && aliases.length === 0) return { statusHost: undefined, aliases: [], certificateArn: undefined };
  const certificateArn = contextOf('statusCertificateArn');
  if (typeof certificateArn !== 'string' || !inRegion.test(certificateArn))
    throw new Error('statusCertificateArn: CloudFront takes the ARN of a certificate in us-east-1 that holds every name');
  return { statusHost, aliases, certificateArn };
}
