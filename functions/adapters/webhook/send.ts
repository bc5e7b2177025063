import { lookup } from 'node:dns';
import { request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Webhook } from 'standardwebhooks';
import type { Sent } from '../sent.ts';
import { isPublicAddress, refuseUrl } from './address.ts';

export interface WebhookMessage {
  readonly url: string;
  /** Same in every repetition, so that the receiver can drop doubles. */
  readonly id: string;
  /** Signing secret, `whsec_…`. */
  readonly secret: string;
  readonly body: string;
  readonly sentAt: Date;
}

const timeoutMillis = 15_000;

/** Looks a name up and refuses it when any of its addresses is private: the check and the connection use the same answer. */
const publicLookup: NonNullable<RequestOptions['lookup']> = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0);
    const bad = addresses.some(({ address }) => !isPublicAddress(address));
    const [first] = addresses;
    if (bad || !first) return callback(Object.assign(new Error('private address'), { code: 'EPRIVATE' }), '', 0);
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};

/** What an HTTP status means for a webhook, after Standard Webhooks: success is 2xx only, redirects are not followed, 410 means never again. */
export const judge = (status: number): Sent => {
  if (status >= 200 && status < 300) return { sent: true };
  const retryable = status === 408 || status === 425 || status === 429 || status >= 500;
  return { sent: false, reason: retryable ? 'unreachable' : 'refused', retryable };
};

/** Sends a signed webhook (Standard Webhooks 1.0.0). Never throws for what the other side does. */
export const sendWebhook = (message: WebhookMessage, allowedOrigins: readonly string[]): Promise<Sent> => {
  const { url, id, secret, body, sentAt } = message;
  if (refuseUrl(url, allowedOrigins)) return Promise.resolve({ sent: false, reason: 'private-address', retryable: false });
  const target = new URL(url);
  const trusted = allowedOrigins.includes(target.origin);
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'Muster',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, sentAt, body),
  };
  return new Promise((resolve) => {
    const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(target, { method: 'POST', headers, agent: false, ...(trusted ? {} : { lookup: publicLookup }) }, (response) => {
      response.resume();
      response.on('close', () => {
        clearTimeout(timer);
        resolve(judge(response.statusCode ?? 0));
      });
    });
    const timer = setTimeout(() => request.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })), timeoutMillis);
    request.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      if (error.code === 'EPRIVATE') resolve({ sent: false, reason: 'private-address', retryable: false });
      else resolve({ sent: false, reason: error.code === 'ETIMEDOUT' ? 'timeout' : 'unreachable', retryable: true });
    });
    request.end(body);
  });
};
