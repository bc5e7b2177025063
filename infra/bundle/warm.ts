/** Run by warm-up.ts: `node warm.ts <folder of a function>`. */
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { replace } from './files.ts';

interface Bundle {
  readonly handler: (event: unknown, context: unknown) => Promise<unknown>;
  /** A script's; a module has none. */
  readonly compiled?: () => Uint8Array;
}

const directory = process.argv[2] ?? '';
const answerMilliseconds = 5_000;

/** Both at once: a request to the HTTP API, and an empty batch for whatever reads records. */
const event = {
  version: '2.0',
  routeKey: '$default',
  rawPath: '/healthz',
  rawQueryString: '',
  headers: { host: 'localhost', accept: '*/*' },
  requestContext: {
    requestId: 'build',
    stage: '$default',
    routeKey: '$default',
    http: { method: 'GET', path: '/healthz', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'build' },
  },
  isBase64Encoded: false,
  Records: [],
};

const { handler, compiled } = (await import(pathToFileURL(join(directory, 'index.mjs')).href)) as Bundle;
if (typeof handler !== 'function') throw new Error(`${directory} exports no handler`);
const late = new Promise((resolve) => setTimeout(resolve, answerMilliseconds).unref());
await Promise.race([late, handler(event, { awsRequestId: 'build' }).catch(() => undefined)]);
if (compiled) {
  const code = compiled();
  const digest = /main-([0-9a-f]+)\.js/.exec(readFileSync(join(directory, 'index.mjs'), 'utf8'))?.[1];
  replace(directory, `main-${digest}-${process.version}-${process.arch}.cache`, Buffer.concat([hash('sha256', code, 'buffer'), code]));
}
process.exit(0);
