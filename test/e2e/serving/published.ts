/** What is in the bucket for an organization, and readers who ask for it by the host and path of their choice. */
import { get } from 'node:http';
import { send } from '../../../infra/local/aws.ts';
import type { Stack } from '../../../infra/local/stack.ts';

/** Where an organization's pages are: under its slug, or at the root of a host of its own. */
export interface Place {
  /** Without a slash at the end. */
  readonly url: string;
  readonly host: string;
  readonly root: string;
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const bucketUrl = (stack: Stack): string => `${stack.endpoints.objects}/${stack.functions['publish']!.environment['MUSTER_SITE_BUCKET']}`;

/** Keys of all objects that begin like this. */
export const keysOf = async (stack: Stack, prefix: string): Promise<string[]> => {
  const { body } = await send('GET', `${bucketUrl(stack)}?list-type=2&prefix=${encodeURIComponent(prefix)}`, {}, '');
  return [...body.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key = '']) => key);
};

export const under = (stack: Stack, slug: string): Place => {
  const { origin, host } = new URL(stack.statusUrl);
  return { url: `${origin}/${slug}`, host, root: `/${slug}` };
};

/** Stands in for the proof of the host: writes what is published under the slug for the host, too. */
export const atOwnHost = async (stack: Stack, slug: string, name: string): Promise<Place> => {
  for (const key of await keysOf(stack, `${slug}/`)) {
    const source = await fetch(`${bucketUrl(stack)}/${key}`);
    const headers = Object.fromEntries(['content-type', 'cache-control'].map((header) => [header, source.headers.get(header) ?? '']));
    await send('PUT', `${bucketUrl(stack)}/hosts/${name}/${key.slice(slug.length + 1)}`, headers, await source.text());
  }
  const host = `${name}:${new URL(stack.statusUrl).port}`;
  return { url: `http://${host}`, host, root: '' };
};

/** Asks the status server as a reader of that place would, without asking anybody where the host is. */
export const read = (stack: Stack, { host, root }: Place, path: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(stack.statusUrl);
    get({ hostname, port, path: `${root}/${path}`, headers: { host } }, (incoming) => {
      let body = '';
      incoming.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, type: incoming.headers['content-type'] ?? '', body }));
    }).on('error', reject);
  });
