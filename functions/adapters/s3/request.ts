import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as SecureAgent, request as httpsRequest } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { AwsV4Signer } from 'aws4fetch';
import { awsSettings } from '../../runtime/env.ts';
import { jitter } from '../../runtime/random.ts';
import { sha256 } from '../dynamodb/hash.ts';

/** What is asked of S3, by the names that the role's policy uses. */
const methods = { PutObject: 'PUT', DeleteObject: 'DELETE', ListBucket: 'GET' } as const;

export interface Asked {
  /** Empty where the bucket itself is asked. */
  readonly key?: string;
  /** Begins with a question mark. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Resolves to the body of the answer. Throws when S3 refuses, or is not to be had after all attempts; the message names the key and the status. */
export type S3 = (operation: keyof typeof methods, asked: Asked) => Promise<string>;

const attemptsMax = 4;
const firstPauseMillis = 50;
const timeoutMillis = 3_000;

interface Answer {
  readonly status: number;
  readonly body: string;
}

const answerOf = (incoming: IncomingMessage): Promise<Answer> =>
  new Promise((resolve, reject) => {
    let body = '';
    incoming.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body })).on('error', reject);
  });

interface Sending {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly agent: Agent;
}

/** One attempt. Throws where there is no answer. */
const sendOnce = (url: URL, { headers, ...options }: Sending, body: Buffer): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const open = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const { hostname: host, port, pathname, search } = url;
    const to = { host, port, path: pathname + search, headers: { ...headers, 'content-length': body.length }, ...options };
    const outgoing = open(to, (incoming) => answerOf(incoming).then(resolve, reject));
    outgoing.setTimeout(timeoutMillis, () => outgoing.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })));
    outgoing.on('error', reject);
    outgoing.end(body);
  });

/** Nothing else of a refusal is repeated: S3 tells the key id in some. */
const codeIn = (body: string): string => /<Code>(\w+)<\/Code>/.exec(body)?.[1] ?? '';

const hmac = (key: KeyObject, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/**
 * Signs as the library does, by Node's own cryptography: each step of Web Crypto is a job for another thread, which costs more than the work. A day's
 * key is kept as a key: with bytes, Node takes longer to find out what they are than to sign.
 */
const signing = () => {
  let kept = { scope: '', key: createSecretKey(Buffer.of(0)) };
  return ({ datetime, region, service, secretAccessKey }: AwsV4Signer, canonical: string): string => {
    const parts = [datetime.slice(0, 8), region, service, 'aws4_request'];
    const scope = parts.join('/');
    const first = () => createSecretKey(Buffer.from(`AWS4${secretAccessKey}`));
    if (kept.scope !== scope) kept = { scope, key: parts.reduce((key, part) => createSecretKey(hmac(key, part)), first()) };
    return hmac(kept.key, ['AWS4-HMAC-SHA256', datetime, scope, sha256(canonical)].join('\n')).toString('hex');
  };
};

/** A bucket, by signed requests: the SDK's client spends several times as much on each. Connections are kept. */
export const s3Of = (bucket: string): S3 => {
  const { endpoint, ...settings } = awsSettings('s3', 'S3');
  const agent = new (endpoint.startsWith('https:') ? SecureAgent : Agent)({ keepAlive: true, maxSockets: 50 });

  const signatureOf = signing();

  return async (operation, { key = '', query = '', headers = {}, body = '' }) => {
    if (!settings.accessKeyId || !settings.secretAccessKey) throw new Error('the environment holds no AWS credentials');
    const method = methods[operation];
    // By path, which every S3 understands.
    const url = `${endpoint}/${bucket}${key && '/'}${key.split('/').map(encodeURIComponent).join('/')}${query}`;
    const bytes = Buffer.from(body);
    const own = { ...headers, 'x-amz-content-sha256': sha256(bytes) };
    const attempt = async (): Promise<Answer> => {
      const signer = new AwsV4Signer({ ...settings, service: 's3', url, method, headers: own });
      signer.signature = async () => signatureOf(signer, await signer.canonicalString());
      const signed = await signer.sign();
      return sendOnce(signed.url, { method, headers: Object.fromEntries(signed.headers), agent }, bytes).catch(
        (error: NodeJS.ErrnoException) => ({
          status: 0,
          body: `<Code>${error.code ?? 'unknown'}</Code>`,
        }),
      );
    };
    for (let attempts = 1; ; attempts++) {
      const { status, body: said } = await attempt();
      if (status >= 200 && status < 300) return said;
      const passing = status === 0 || status === 429 || status >= 500;
      if (!passing || attempts === attemptsMax)
        throw new Error(`${operation} of ${key || bucket} failed: ${[status || 'no answer', codeIn(said)].join(' ').trim()}`);
      await pause(firstPauseMillis * 2 ** attempts * jitter());
    }
  };
};
