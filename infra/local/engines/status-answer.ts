/** An object as HTTP: what a reader already has is not sent again, what shrinks is compressed, a part is enough for who asks for one. */
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

export interface StoredObject {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const compress = promisify(gzip);
const compressible = /^(text\/|image\/svg|application\/(json|xml|javascript|manifest|[\w.-]+\+(json|xml)))/;
/** CloudFront leaves smaller objects alone. */
const compressMinBytes = 1000;
const passed = ['content-type', 'cache-control', 'last-modified', 'content-language', 'content-disposition', 'content-encoding'];

/** True if the reader already holds this version; weak and strong tags of one version are the same here. */
function isKnown({ 'if-none-match': known, 'if-modified-since': since }: IncomingHttpHeaders, object: StoredObject): boolean {
  const tags = known?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (tags !== undefined) return tags.includes(object.headers.etag ?? '') || tags.includes('*');
  return Date.parse(object.headers['last-modified'] ?? '') <= Date.parse(since ?? '');
}

const accepts = (header: string | string[] | undefined, coding: string): boolean =>
  String(header ?? '')
    .split(',')
    .some((one) => {
      const [name = '', ...parameters] = one.split(';').map((part) => part.trim().toLowerCase());
      return name === coding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    });

/** First and last byte of the one range that is asked for; undefined for what is not a single range, null for one outside. */
function rangeOf(header: string | undefined, length: number): readonly [number, number] | null | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const first = from === '' ? Math.max(0, length - Number(to)) : Number(from);
  const last = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1);
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined;
  return first <= last ? [first, last] : null;
}

const zipped = new Map<string, Buffer>();

async function zip(etag: string, body: Buffer): Promise<Buffer> {
  const known = zipped.get(etag);
  if (known !== undefined) return known;
  const small = await compress(body);
  if (zipped.size >= 50) zipped.clear();
  zipped.set(etag, small);
  return small;
}

/** Answers with the object; `base` is what every answer here is sent with. */
export async function sendObject(
  object: StoredObject,
  status: number,
  base: OutgoingHttpHeaders,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const asked = incoming.headers;
  const headers: OutgoingHttpHeaders = { ...base };
  for (const name of passed) if (object.headers[name] !== undefined) headers[name] = object.headers[name];
  const etag = object.headers.etag ?? '';
  const mayZip =
    compressible.test(object.headers['content-type'] ?? '') &&
    object.body.length >= compressMinBytes &&
    object.headers['content-encoding'] === undefined;
  if (mayZip) headers['vary'] = 'accept-encoding';
  const zips = mayZip && accepts(asked['accept-encoding'], 'gzip');
  if (etag !== '') headers['etag'] = zips ? `W/${etag}` : etag;
  if (status === 200 && isKnown(asked, object)) {
    delete headers['content-type'];
    response.writeHead(304, headers).end();
    return;
  }
  let body = zips ? await zip(etag, object.body) : object.body;
  if (zips) headers['content-encoding'] = 'gzip';
  else headers['accept-ranges'] = 'bytes';
  const range = zips || status !== 200 || incoming.method !== 'GET' ? undefined : rangeOf(asked.range, body.length);
  if (range === null) {
    response.writeHead(416, { ...base, 'content-range': `bytes */${body.length}` }).end();
    return;
  }
  if (range !== undefined) {
    headers['content-range'] = `bytes ${range[0]}-${range[1]}/${body.length}`;
    body = body.subarray(range[0], range[1] + 1);
  }
  headers['content-length'] = body.length;
  response.writeHead(range === undefined ? status : 206, headers).end(incoming.method === 'HEAD' ? undefined : body);
}
