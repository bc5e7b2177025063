import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AwsV4Signer } from 'aws4fetch';
import { startFauxqs } from 'fauxqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { objectWriter } from '../../../functions/adapters/s3/objects.ts';
import { folderEmptier, objectRemover } from '../../../functions/adapters/s3/removal.ts';
import { s3Of } from '../../../functions/adapters/s3/request.ts';

const credentials = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'hidden-key', AWS_SESSION_TOKEN: 'hidden-token' };
const object = {
  key: 'air/zh-CN/incidents/noti 1+(2)/index.html',
  contentType: 'text/html; charset=utf-8',
  cacheControl: 'max-age=10, public',
  body: '告 – é 🚨',
};

let engine: Awaited<ReturnType<typeof startFauxqs>>;
let front: Server;
/** Answers of the front before the engine is asked; a status each, 0 hangs up. */
let answers: number[] = [];
let asked: { readonly method: string; readonly url: string; readonly headers: IncomingHttpHeaders }[] = [];
let connections = 0;
const urlOf = (key: string) => `http://127.0.0.1:${engine.port}/site/${key.split('/').map(encodeURIComponent).join('/')}`;
const get = (key: string) => fetch(urlOf(key));

beforeAll(async () => {
  engine = await startFauxqs({ port: 0, logger: false });
  await fetch(`http://127.0.0.1:${engine.port}/site`, { method: 'PUT' });
  front = createServer((request, response) => {
    asked.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
    const status = answers.shift();
    if (status === 0) return void request.socket.destroy();
    if (status !== undefined)
      return void response.writeHead(status).end(`<Error><Code>Said${status}</Code><AWSAccessKeyId>AKIDEXAMPLE</AWSAccessKeyId></Error>`);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers as Record<string, string>;
      const body = request.method === 'PUT' ? { body: Buffer.concat(chunks) } : {};
      const answer = await fetch(`http://127.0.0.1:${engine.port}${request.url}`, { method: request.method ?? '', headers, ...body });
      response.writeHead(answer.status).end(await answer.text());
    });
  }).on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  front.closeAllConnections();
  front.close();
  await engine.stop();
});

beforeEach(() => {
  answers = [];
  asked = [];
  connections = 0;
  for (const [name, value] of Object.entries({ ...credentials, AWS_REGION: 'eu-central-1', AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }))
    vi.stubEnv(name, value);
  vi.stubEnv('AWS_ENDPOINT_URL_S3', `http://127.0.0.1:${(front.address() as AddressInfo).port}/`);
});
afterEach(() => vi.unstubAllEnvs());

describe('an object', () => {
  test('arrives with its bytes, its type and how long it may be kept', async () => {
    await objectWriter(s3Of('site'))(object);
    const stored = await get(object.key);
    expect(await stored.text()).toBe(object.body);
    expect(stored.headers.get('content-type')).toBe(object.contentType);
    expect(stored.headers.get('cache-control')).toBe(object.cacheControl);
  });

  test('is signed as the library signs, its body included', async () => {
    await objectWriter(s3Of('site'))(object);
    const [{ url, headers } = { url: '', headers: {} as IncomingHttpHeaders }] = asked;
    const { authorization, connection: _connection, host, 'content-length': _length, ...own } = headers as Record<string, string>;
    expect(own['x-amz-content-sha256']).toMatch(/^[0-9a-f]{64}$/);
    expect(own['x-amz-security-token']).toBe(credentials.AWS_SESSION_TOKEN);
    const { 'x-amz-date': datetime = '', ...signed } = own;
    const signer = new AwsV4Signer({
      url: `http://${host}${url}`,
      method: 'PUT',
      headers: signed,
      body: object.body,
      datetime,
      service: 's3',
      region: 'eu-central-1',
      accessKeyId: credentials.AWS_ACCESS_KEY_ID,
      secretAccessKey: credentials.AWS_SECRET_ACCESS_KEY,
      sessionToken: credentials.AWS_SESSION_TOKEN,
    });
    expect(authorization).toBe((await signer.sign()).headers.get('authorization'));
  });

  test('that is removed is gone, and so is one that never was', async () => {
    const s3 = s3Of('site');
    await objectWriter(s3)(object);
    await objectRemover(s3)(object.key);
    await objectRemover(s3)(object.key);
    expect((await get(object.key)).status).toBe(404);
  });

  test('goes over a connection that is kept', async () => {
    const put = objectWriter(s3Of('site'));
    for (let index = 0; index < 5; index++) await put({ ...object, key: `kept/${index}` });
    expect(connections).toBe(1);
  });
});

describe('what goes wrong', () => {
  test.each([[[503]], [[429]], [[0]], [[500, 0, 503]]])('an attempt that meets %j is made again', async (before) => {
    answers = [...before];
    await objectWriter(s3Of('site'))({ ...object, key: `again/${before.join()}` });
    expect(asked).toHaveLength(before.length + 1);
    expect(await (await get(`again/${before.join()}`)).text()).toBe(object.body);
  });

  test.each([
    [[403], 'PutObject of air/index.html failed: 403 Said403', 1],
    [[503, 503, 503, 503], 'PutObject of air/index.html failed: 503 Said503', 4],
    [[0, 0, 0, 0], 'PutObject of air/index.html failed: no answer ECONNRESET', 4],
  ])('%j is told with the key and the status, and without credentials', async (all, message, attempts) => {
    answers = [...all];
    const error = await objectWriter(s3Of('site'))({ ...object, key: 'air/index.html' }).catch((thrown: Error) => thrown);
    expect(String(error)).toBe(`Error: ${message}`);
    expect(asked).toHaveLength(attempts);
  });

  test('without credentials nothing is asked', async () => {
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', '');
    await expect(objectWriter(s3Of('site'))(object)).rejects.toThrow('no AWS credentials');
    expect(asked).toEqual([]);
  });
});

test('a folder of more objects than one listing holds is emptied, and its neighbours are not', async () => {
  const s3 = s3Of('site');
  const put = objectWriter(s3);
  const keys = Array.from({ length: 1_030 }, (_, index) => `hosts/status.air.example/${index}/index.html`);
  for (let index = 0; index < keys.length; index += 50)
    await Promise.all(keys.slice(index, index + 50).map((key) => put({ ...object, key })));
  const neighbours = ['hosts/status.air.example.org/index.html', 'air/index.html'];
  for (const key of neighbours) await put({ ...object, key });
  await folderEmptier(s3)('hosts/status.air.example/');
  expect((await Promise.all([keys[0], keys[1_029], ...neighbours].map((key = '') => get(key)))).map(({ status }) => status)).toEqual([
    404, 404, 200, 200,
  ]);
}, 60_000);
