import { readFileSync } from 'node:fs';

const declaration = /^var ownHosts = \[.*\];$/m;

/** The edge function with the hosts that are the deployment's own, in place of those that the code named before. */
export function withOwnHosts(code: string, hosts: readonly string[]): string {
  if (!declaration.test(code)) throw new Error('the edge function names no hosts');
  return code.replace(declaration, () => `var ownHosts = ${JSON.stringify(hosts)};`);
}

/** The source of the edge function as it is deployed. */
export const edgeSource = (ownHosts: readonly string[]): string =>
  withOwnHosts(readFileSync(new URL('./site.js', import.meta.url), 'utf8'), ownHosts);
