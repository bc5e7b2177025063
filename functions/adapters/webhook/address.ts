import { BlockList, isIP } from 'node:net';

/** Networks that a webhook must never reach: everything that is not globally routable (IANA special-purpose registries). */
const special = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  special.addSubnet(network, prefix, 'ipv4');

/** Globally routable IPv6 is 2000::/3 without these. */
const unicast = new BlockList();
unicast.addSubnet('2000::', 3, 'ipv6');
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  special.addSubnet(network, prefix, 'ipv6');

/** Whether an IP address is one that the public internet can have. */
export const isPublicAddress = (address: string): boolean => {
  const family = isIP(address);
  if (family === 4) return !special.check(address, 'ipv4');
  return family === 6 && unicast.check(address, 'ipv6') && !special.check(address, 'ipv6');
};

const privateNames = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|test|invalid|onion|home\.arpa)\.?$/i;

export type UrlRefusal = 'private-address' | 'not-https';

/**
 * Why a webhook address is refused before anything is looked up; null when it may be stored. `allowedOrigins` are the deployment's own exceptions. The
 * WHATWG parser has already turned odd notations such as `0x7f.1` into plain addresses.
 */
export const refuseUrl = (url: string, allowedOrigins: readonly string[]): UrlRefusal | null => {
  const { protocol, hostname, origin, username, password } = new URL(url);
  if (allowedOrigins.includes(origin)) return null;
  if (protocol !== 'https:' || username || password) return 'not-https';
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host)) return isPublicAddress(host) ? null : 'private-address';
  return privateNames.test(host) || !host.includes('.') ? 'private-address' : null;
};
