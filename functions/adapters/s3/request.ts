import { createHmac } from 'node:crypto';
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

/** One attempt. Throws where there is no answer. */
const sendOnce = (url: URL, method: string, headers: Record<string, string>, body: string, agent: Agent): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const open = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const outgoing = open(url, { method, headers: { ...headers, 'content-length': Buffer.byteLength(body) }, agent }, (incoming) =>
      answerOf(incoming).then(resolve, reject),
    );
    outgoing.setTimeout(timeoutMillis, () => outgoing.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })));
    outgoing.on('error', reject);
    outgoing.end(body);
  });

/** Nothing else of a refusal is repeated: S3 tells the key id in some. */
const codeIn = (body: string): string => /<Code>(\w+)<\/Code>/.exec(body)?.[1] ?? '';

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Signs as the library does, by Node's own cryptography: each step of Web Crypto is a job for another thread, which costs more than the work. */
const signedBy = (signer: AwsV4Signer) => {
  signer.signature = async () => {
    const scope = [signer.datetime.slice(0, 8), signer.region, signer.service, 'aws4_request'];
    const key = scope.reduce<string | Buffer>(hmac, `AWS4${signer.secretAccessKey}`);
    const text = ['AWS4-HMAC-SHA256', signer.datetime, scope.join('/'), sha256(await signer.canonicalString())].join('\n');
    return hmac(key, text).toString('hex');
  };
  return signer.sign();
};

/** A bucket, by signed requests: the SDK's client spends several times as much on each. Connections are kept. */
export const s3Of = (bucket: string): S3 => {
  const { endpoint, ...settings } = awsSettings('s3', 'S3');
  const agent = new (endpoint.startsWith('https:') ? SecureAgent : Agent)({ keepAlive: true, maxSockets: 50 });

  return async (operation, { key = '', query = '', headers = {}, body = '' }) => {
    if (!settings.accessKeyId || !settings.secretAccessKey) throw new Error('the environment holds no AWS credentials');
    const method = methods[operation];
    // By path, which every S3 understands.
    const url = `${endpoint}/${bucket}${key && '/'}${key.split('/').map(encodeURIComponent).join('/')}${query}`;
    const own = { ...headers, 'x-amz-content-sha256': sha256(body) };
    const attempt = async (): Promise<Answer> => {
      const signed = await signedBy(new AwsV4Signer({ ...settings, service: 's3', url, method, headers: own, body }));
      return sendOnce(signed.url, method, Object.fromEntries(signed.headers), body, agent).catch((error: NodeJS.ErrnoException) => ({
        status: 0,
        body: `<Code>${error.code ?? 'unknown'}</Code>`,
      }));
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
