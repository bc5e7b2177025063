/**
 * The few AWS calls of the runner, over plain HTTP. The SDK would add 30 MB to every process that loads it; the engines accept
 * any signature of the right shape.
 */
import { Agent, request } from 'node:http';
import { credentials, region } from './place.ts';

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

export class AwsError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
}

function headersFor(service: string): Record<string, string> {
  const credential = `${credentials.AWS_ACCESS_KEY_ID}/20250101/${region}/${service}/aws4_request`;
  return {
    'x-amz-date': '20250101T000000Z',
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
  };
}

export function send(
  method: string,
  url: string,
  headers: Record<string, string>,
  body: string,
  options: CallOptions = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, agent, headers, signal: options.signal }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk: string) => (text += chunk));
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: text }));
      incoming.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const targets = { dynamodb: 'DynamoDB_20120810', streams: 'DynamoDBStreams_20120810', sqs: 'AmazonSQS' } as const;

/** One operation of DynamoDB, its streams, or SQS. The caller names the shape of the answer that it relies on. */
export async function call<T>(
  service: keyof typeof targets,
  endpoint: string,
  operation: string,
  input: object,
  options: CallOptions = {},
): Promise<T> {
  const headers = {
    ...headersFor(service === 'sqs' ? 'sqs' : 'dynamodb'),
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `${targets[service]}.${operation}`,
  };
  const answer = await send('POST', `${endpoint}/`, headers, JSON.stringify(input), options);
  if (answer.status < 300) return JSON.parse(answer.body || '{}') as T;
  throw errorFrom(answer);
}

function errorFrom(answer: Answer): AwsError {
  try {
    const { __type: type = '', message = '', Message = message } = JSON.parse(answer.body) as Record<string, string | undefined>;
    return new AwsError(type.replace(/^.*#/, ''), Message);
  } catch {
    return new AwsError(`Http${answer.status}`, answer.body.slice(0, 200));
  }
}

/** One operation of SNS, which speaks forms and XML. Returns the XML. */
export async function callTopic(endpoint: string, action: string, parameters: Record<string, string>): Promise<string> {
  const headers = { ...headersFor('sns'), 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await send('POST', `${endpoint}/`, headers, new URLSearchParams({ Action: action, ...parameters }).toString());
  if (answer.status < 300) return answer.body;
  throw new AwsError(/<Code>([^<]*)/.exec(answer.body)?.[1] ?? `Http${answer.status}`, answer.body.slice(0, 200));
}
