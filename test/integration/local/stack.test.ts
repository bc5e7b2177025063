/** The stack as a whole, with functions of the test's own behind the real template. */
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { get } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { APIGatewayProxyEventV2, DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, callTopic, send } from '../../../infra/local/aws.ts';
import { asked } from '../../../shared/names.ts';
import type { Stack } from '../../../infra/local/stack.ts';
import { createScratch, descendants, type Scratch } from './scratch.ts';

/** Fails records and messages whose text says so; relays nothing. */
const answers = {
  api: `
    if (event.rawPath === '/slow') await new Promise((done) => setTimeout(done, 60_000));
    if (event.rawPath === '/throw') throw new Error('thrown on purpose');
    return {
      statusCode: 201, headers: { 'content-type': 'text/x', 'x-env': process.env.MUSTER_STATUS_URL }, cookies: ['a=1', 'b=2'],
      body: Buffer.from('höhe').toString('base64'), isBase64Encoded: true,
    };`,
  notify: `
    const failing = event.Records.filter((record) => record.body.includes('fail once') && record.attributes.ApproximateReceiveCount === '1');
    return { batchItemFailures: failing.map((record) => ({ itemIdentifier: record.messageId })) };`,
  relay: `
    const failing = event.Records.filter((record) => record.dynamodb.NewImage.poison);
    return { batchItemFailures: failing.map((record) => ({ itemIdentifier: record.dynamodb.SequenceNumber })) };`,
};

interface Page {
  readonly items: readonly {
    readonly id: number;
    readonly kind: string;
    readonly to: string;
    readonly subject: string;
    readonly body: string;
  }[];
}

let scratch: Scratch;
let stack: Stack;
beforeAll(async () => {
  scratch = createScratch(answers);
  stack = await scratch.start();
});
afterAll(() => scratch.remove());

const table = () => stack.functions['api']!.environment['MUSTER_TABLE']!;
const bucket = () => stack.functions['publish']!.environment['MUSTER_SITE_BUCKET']!;
const topicArn = () => stack.functions['relay']!.environment['MUSTER_TOPIC_ARN']!;

const putItem = (pk: string, sk: string, more: object = {}) =>
  call('dynamodb', stack.endpoints.table, 'PutItem', {
    TableName: table(),
    Item: { pk: { S: pk }, sk: { S: sk }, type: { S: 'Outbox' }, ...more },
  });

const publish = (message: string, effect: string) =>
  callTopic(stack.endpoints.messaging, 'Publish', {
    TopicArn: topicArn(),
    Message: message,
    'MessageAttributes.entry.1.Name': effect,
    'MessageAttributes.entry.1.Value.DataType': 'String',
    'MessageAttributes.entry.1.Value.StringValue': asked,
  });

const records = () => scratch.events<DynamoDBStreamEvent>('relay').flatMap((event) => event.Records);
const messages = (name: 'notify' | 'publish' | 'tick') => scratch.events<Partial<SQSEvent>>(name).flatMap((event) => event.Records ?? []);
const inbox = async (after = 0) => (await (await fetch(`${stack.inboxUrl}/messages?after=${after}`)).json()) as Page;

describe('the API', () => {
  it('hands requests over as API Gateway does, and answers as it does', async () => {
    const response = await fetch(`${stack.apiUrl}/v1/x%20y?a=1&a=2&b=`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'X-Upper': 'Yes', cookie: 'c=3; d=4' },
      body: '{"a":1}',
    });
    expect(response.status).toBe(201);
    expect(await response.text()).toBe('höhe');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(response.headers.get('x-env')).toBe(stack.statusUrl);
    const event = scratch.events<APIGatewayProxyEventV2>('api').at(-1)!;
    expect(event).toMatchObject({
      version: '2.0',
      rawPath: '/v1/x%20y',
      rawQueryString: 'a=1&a=2&b=',
      queryStringParameters: { a: '1,2', b: '' },
      cookies: ['c=3', 'd=4'],
      body: '{"a":1}',
      isBase64Encoded: false,
      requestContext: { http: { method: 'POST', sourceIp: '127.0.0.1' } },
    });
    expect(event.headers).toMatchObject({ 'x-upper': 'Yes', 'content-type': 'application/json' });
    expect(event.headers).not.toHaveProperty('cookie');
  });

  it('hands binary bodies over in base64', async () => {
    const body = Buffer.from([0, 255, 1]);
    await fetch(`${stack.apiUrl}/binary`, { method: 'PUT', headers: { 'content-type': 'application/octet-stream' }, body });
    expect(scratch.events<APIGatewayProxyEventV2>('api').at(-1)).toMatchObject({ body: body.toString('base64'), isBase64Encoded: true });
  });

  it('answers 500 without a word of the cause when the function throws', async () => {
    const response = await fetch(`${stack.apiUrl}/throw`);
    expect([response.status, await response.json()]).toEqual([500, { message: 'Internal Server Error' }]);
  });

  it('refuses bodies above the limit of API Gateway', async () => {
    const response = await fetch(`${stack.apiUrl}/large`, { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) });
    expect(response.status).toBe(413);
  });
});

describe('the stream', () => {
  it('wakes the relay with inserted outbox items only', async () => {
    await putItem('stream-1', 'a');
    await putItem('stream-1', 'b', { type: { S: 'Commit' } });
    await call('dynamodb', stack.endpoints.table, 'DeleteItem', { TableName: table(), Key: { pk: { S: 'stream-1' }, sk: { S: 'a' } } });
    await scratch.until('the record arrives', () => records().some((record) => record.dynamodb?.Keys?.['pk']?.S === 'stream-1'));
    await stack.quiet();
    const mine = records().filter((record) => record.dynamodb?.Keys?.['pk']?.S === 'stream-1');
    expect(mine).toHaveLength(1);
    expect(mine[0]).toMatchObject({ eventName: 'INSERT', eventSource: 'aws:dynamodb', dynamodb: { NewImage: { sk: { S: 'a' } } } });
    expect(mine[0]?.eventSourceARN).toContain(`table/${table()}/stream/`);
  });

  it('keeps the records of one partition key in order', async () => {
    const puts = Array.from({ length: 60 }, (_, index) => index);
    for (const index of puts) await putItem(`order-${index % 3}`, String(index).padStart(3, '0'));
    await stack.quiet();
    for (const key of ['order-0', 'order-1', 'order-2']) {
      const seen = records().filter((record) => record.dynamodb?.Keys?.['pk']?.S === key);
      expect(seen.map((record) => record.dynamodb?.Keys?.['sk']?.S)).toEqual(
        puts.filter((index) => `order-${index % 3}` === key).map((index) => String(index).padStart(3, '0')),
      );
    }
  });

  it('loses nothing when the relay is killed', async () => {
    const before = stack.processes['relay']!.restarts;
    const puts = Array.from({ length: 40 }, (_, index) => index);
    for (const index of puts) {
      await putItem(`kill-${index}`, 'a');
      if (index === 20) stack.processes['relay']!.kill();
    }
    await scratch.until('the relay is back', () => stack.processes['relay']!.restarts > before);
    await stack.quiet();
    const seen = new Set(records().map((record) => record.dynamodb?.Keys?.['pk']?.S));
    expect(puts.filter((index) => !seen.has(`kill-${index}`))).toEqual([]);
  });

  it('is not blocked by a poison record, which ends in the on-failure queue', async () => {
    await putItem('poison', 'a', { poison: { BOOL: true } });
    await putItem('healthy', 'a');
    await scratch.until('the healthy one arrives', () => records().some((record) => record.dynamodb?.Keys?.['pk']?.S === 'healthy'));
    await stack.quiet();
    const source = stack.functions['relay']!.sources.find(({ kind }) => kind === 'stream') as { failureQueueUrl: string };
    const input = { QueueUrl: source.failureQueueUrl, WaitTimeSeconds: 1 };
    const { Messages = [] } = await call<{ Messages?: { Body: string }[] }>('sqs', stack.endpoints.messaging, 'ReceiveMessage', input);
    expect(JSON.parse(Messages[0]?.Body ?? '{}')).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 11 },
      DDBStreamBatchInfo: { batchSize: 1 },
    });
  });
});

describe('the queues', () => {
  it('get from the topic what their filters let through', async () => {
    await publish('{"n":"alert"}', 'alert');
    await publish('{"n":"page"}', 'status-page');
    await stack.quiet();
    expect(messages('notify').map(({ body }) => body)).toContain('{"n":"alert"}');
    expect(messages('publish').map(({ body }) => body)).toContain('{"n":"page"}');
    expect(messages('notify').map(({ body }) => body)).not.toContain('{"n":"page"}');
    const record = messages('notify').find(({ body }) => body === '{"n":"alert"}')!;
    expect(record).toMatchObject({ eventSource: 'aws:sqs', messageAttributes: { alert: { dataType: 'String', stringValue: asked } } });
    expect(record.attributes).toMatchObject({ ApproximateReceiveCount: '1' });
  });

  it('carry a wake to tick in its shape', async () => {
    const wake = { organizationId: 'org_1', incidentId: 'inc_1', dueAt: '2026-01-01T00:00:00.000Z' };
    await stack.wake(wake);
    await stack.quiet();
    expect(messages('tick').map(({ body }) => JSON.parse(body) as unknown)).toContainEqual(wake);
  });

  it('keep a message that failed until its visibility time-out, and only that one', async () => {
    const QueueUrl = (stack.functions['notify']!.sources[0] as { url: string }).url;
    await call('sqs', stack.endpoints.messaging, 'SetQueueAttributes', { QueueUrl, Attributes: { VisibilityTimeout: '1' } });
    await publish('fail once', 'alert');
    await publish('goes well', 'alert');
    await scratch.until('it comes again', () => messages('notify').filter(({ body }) => body === 'fail once').length === 2);
    await stack.quiet();
    expect(messages('notify').filter(({ body }) => body === 'goes well')).toHaveLength(1);
  });

  it('take back at once what a dead consumer did not receive', async () => {
    const name = 'given-back';
    const endpoint = stack.endpoints.messaging;
    const { QueueUrl } = await call<{ QueueUrl: string }>('sqs', endpoint, 'CreateQueue', { QueueName: name });
    const dying = new AbortController();
    const poll = call('sqs', endpoint, 'ReceiveMessage', { QueueUrl, WaitTimeSeconds: 20 }, { signal: dying.signal }).catch(
      () => undefined,
    );
    await new Promise((done) => setTimeout(done, 100));
    dying.abort();
    await poll;
    await new Promise((done) => setTimeout(done, 50));
    await call('sqs', endpoint, 'SendMessage', { QueueUrl, MessageBody: 'x' });
    const again = await call<{ Messages?: unknown[] }>('sqs', endpoint, 'ReceiveMessage', { QueueUrl, WaitTimeSeconds: 3 });
    expect(again.Messages).toHaveLength(1);
  });
});

describe('the schedule', () => {
  it('swept once at the start', async () => {
    await scratch.until('the sweep', () => scratch.events<object>('tick').some((event) => 'sweep' in event));
    expect(scratch.events<object>('tick').find((event) => 'sweep' in event)).toEqual({ sweep: true });
  });
});

describe('status pages', () => {
  const put = (key: string, body: string, type = 'text/html; charset=utf-8') =>
    send('PUT', `${stack.endpoints.objects}/${bucket()}/${key}`, { 'content-type': type, 'cache-control': 'max-age=10' }, body);
  const html = `<p>${'Everything works. '.repeat(100)}</p>`;
  const missing = '<p>Not here</p>';
  /** As it stands on the wire: `fetch` would tidy the address and name the host itself. */
  const ask = (headers: Record<string, string>, path: string): Promise<readonly [number, string]> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(stack.statusUrl);
      get({ hostname, port, path, headers }, (incoming) => {
        let text = '';
        incoming.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        incoming.on('end', () => resolve([incoming.statusCode ?? 0, text]));
      }).on('error', reject);
    });
  beforeAll(async () => {
    await put('acme/index.html', html);
    await put('404.html', missing);
    await put('hosts/status.acme.example/index.html', '<p>Acme</p>');
    await put('acme/api/v2/summary.json', '{}', 'application/json');
  });

  it('are served as stored, with the headers of the distribution', async () => {
    const response = await fetch(`${stack.statusUrl}/acme/`);
    expect([response.status, await response.text()]).toEqual([200, html]);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'max-age=10',
      'content-encoding': 'gzip',
      'x-content-type-options': 'nosniff',
      vary: 'accept-encoding',
    });
    const data = await fetch(`${stack.statusUrl}/acme/api/v2/summary.json`);
    expect(data.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('are not sent again to a reader who has them', async () => {
    for (const encoding of ['gzip', 'identity']) {
      const headers = { 'accept-encoding': encoding };
      const first = await fetch(`${stack.statusUrl}/acme/`, { headers });
      const etag = first.headers.get('etag') ?? '';
      const second = await fetch(`${stack.statusUrl}/acme/`, { headers: { ...headers, 'if-none-match': etag } });
      expect([second.status, await second.text(), second.headers.get('etag')]).toEqual([304, '', etag]);
    }
  });

  it('answer HEAD, redirect to the slash, and refuse writing', async () => {
    const head = await fetch(`${stack.statusUrl}/acme/`, { method: 'HEAD', headers: { 'accept-encoding': 'identity' } });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, String(Buffer.byteLength(html)), '']);
    const redirect = await fetch(`${stack.statusUrl}/acme`, { redirect: 'manual' });
    expect([redirect.status, redirect.headers.get('location')]).toEqual([308, '/acme/']);
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const refused = await fetch(`${stack.statusUrl}/acme/`, { method });
      expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
    }
  });

  it('answer a part to who asks for one', async () => {
    const part = async (range: string) => {
      const response = await fetch(`${stack.statusUrl}/acme/`, { headers: { range, 'accept-encoding': 'identity' } });
      return [response.status, response.headers.get('content-range'), await response.text()];
    };
    const length = Buffer.byteLength(html);
    expect(await part('bytes=0-2')).toEqual([206, `bytes 0-2/${length}`, '<p>']);
    expect(await part('bytes=-4')).toEqual([206, `bytes ${length - 4}-${length - 1}/${length}`, '</p>']);
    expect(await part(`bytes=${length - 1}-${length + 9}`)).toEqual([206, `bytes ${length - 1}-${length - 1}/${length}`, '>']);
    expect(await part(`bytes=${length}-`)).toEqual([416, `bytes */${length}`, '']);
    expect(await part('bytes=5-2')).toEqual([200, null, html]);
  });

  it('are compressed for who takes it, and for nobody else', async () => {
    const coding = async (accepted: string) =>
      (await fetch(`${stack.statusUrl}/acme/`, { headers: { 'accept-encoding': accepted } })).headers.get('content-encoding');
    expect(await coding('br, gzip;q=0.5')).toBe('gzip');
    expect(await coding('gzip;q=0, identity')).toBeNull();
  });

  it('may be shown inside other sites only where they are made for it', async () => {
    await put('acme/embed/index.html', '<p>For other sites</p>');
    const framing = async (path: string) => {
      const { headers } = await fetch(`${stack.statusUrl}${path}`);
      return [headers.get('x-frame-options'), /frame-ancestors [^;]+/.exec(headers.get('content-security-policy') ?? '')?.[0]];
    };
    expect(await framing('/acme/')).toEqual(['DENY', "frame-ancestors 'none'"]);
    expect(await framing('/acme/embed/')).toEqual([null, 'frame-ancestors *']);
  });

  it('do not heed what stands behind a question mark', async () => {
    const response = await fetch(`${stack.statusUrl}/acme/?utm_source=x&list-type=2`);
    expect([response.status, await response.text()]).toEqual([200, html]);
  });

  it('let the script of another site ask first', async () => {
    const headers = { origin: 'https://shop.example', 'access-control-request-method': 'GET', 'access-control-request-headers': 'x-any' };
    const response = await fetch(`${stack.statusUrl}/acme/api/v2/summary.json`, { method: 'OPTIONS', headers });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, HEAD, OPTIONS',
      'access-control-allow-headers': '*',
    });
    expect(response.status).toBe(204);
  });

  it('stand at the root of a host of its own, once something is published for it', async () => {
    const on = (host: string, path: string) => ask({ host: `${host}:8788` }, path);
    expect(await on('status.acme.example', '/')).toEqual([200, '<p>Acme</p>']);
    expect(await on('Status.Acme.Example.', '/')).toEqual([200, '<p>Acme</p>']);
    expect(await on('status.acme.example', '/acme/')).toEqual([404, missing]);
    expect(await on('status.rival.example', '/')).toEqual([404, missing]);
    expect(await on('localhost', '/acme/')).toEqual([200, html]);
    expect(await on('localhost', '/hosts/status.acme.example/')).toEqual([404, missing]);
  });

  it('that do not exist are 404, each in the words of the deployment and with the headers of its kind', async () => {
    for (const path of [
      '/',
      '/nobody/',
      '/acme/nothing/',
      '/acme/api/v2/nothing.json',
      '/404.html',
      '/acme/../acme/',
      '/acme%2f',
      '//acme/',
    ]) {
      expect([path, ...(await ask({}, path))]).toEqual([path, 404, missing]);
    }
    const machine = await fetch(`${stack.statusUrl}/acme/api/v2/nothing.json`);
    expect(Object.fromEntries(machine.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'cache-control': 'max-age=10',
      'content-type': 'text/html; charset=utf-8',
    });
  });

  it('stay up when everything else is down', async () => {
    const others = Object.values(stack.processes).filter(({ name }) => name !== 'objects');
    await Promise.all(others.map((one) => one.stop()));
    expect((await fetch(`${stack.statusUrl}/acme/`)).status).toBe(200);
    for (const name of ['table', 'messaging']) await stack.processes[name]!.start();
    await Promise.all(others.map((one) => one.start()));
    await stack.quiet();
  });
});

describe('the inbox', () => {
  const mail = { from: 'alerts@muster.example', to: 'person@acme.example', subject: '告警 “x”', text: 'Open http://127.0.0.1/l/1' };
  const post = (path: string, body: object) =>
    fetch(`${stack.inboxUrl}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

  it('shows every e-mail, webhook and SNS message', async () => {
    await createTransport(stack.smtpUrl).sendMail(mail);
    await post('/hook/acme', { type: 'incident.declared' });
    await publish('{"n":"inbox"}', 'none');
    await scratch.until('all three arrive', async () =>
      (await inbox()).items.some(({ kind, body }) => kind === 'sns' && body === '{"n":"inbox"}'),
    );
    const { items } = await inbox();
    expect(items.find(({ kind }) => kind === 'email')).toMatchObject({ to: 'person@acme.example', subject: mail.subject, body: mail.text });
    expect(items.find(({ kind }) => kind === 'webhook')).toMatchObject({ to: '/hook/acme', subject: 'incident.declared' });
    const last = items.at(-1)!.id;
    expect((await inbox(last)).items).toEqual([]);
  });

  it('is a page without external assets', async () => {
    const response = await fetch(`${stack.inboxUrl}/`);
    const text = await response.text();
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(text).not.toMatch(/(src|href)="https?:/);
  });

  it('fails for a while when told to', async () => {
    expect((await post('/faults', { smtp: 'fail', webhook: 'fail' })).status).toBe(200);
    await expect(createTransport(stack.smtpUrl).sendMail(mail)).rejects.toThrow('451');
    expect((await post('/hook/acme', {})).status).toBe(503);
    expect((await post('/faults', { smtp: 'ok', webhook: 'ok' })).status).toBe(200);
    expect((await post('/hook/acme', {})).status).toBe(200);
    expect((await post('/faults', { smtp: 'perhaps' })).status).toBe(400);
  });

  it('keeps its addresses and what it holds when it dies', async () => {
    const before = await inbox();
    const restarted = new Promise<void>((resolve) =>
      stack.onEvent((event) => event.kind === 'answers' && event.name === 'inbox' && resolve()),
    );
    stack.processes['inbox']!.kill();
    await restarted;
    expect(await inbox()).toEqual(before);
  });
});

describe('every process', () => {
  it('listens on 127.0.0.1 and nowhere else', () => {
    const sockets = new Set(
      Object.values(stack.processes)
        .flatMap(({ pid }) => descendants(pid ?? 0))
        .flatMap((pid) => {
          const folder = `/proc/${pid}/fd`;
          return readdirSync(folder).map((name) => {
            try {
              return /^socket:\[(\d+)\]$/.exec(readlinkSync(join(folder, name)))?.[1];
            } catch {
              return undefined;
            }
          });
        }),
    );
    const listening = ['tcp', 'tcp6']
      .flatMap((file) => readFileSync(`/proc/net/${file}`, 'utf8').split('\n').slice(1))
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === '0A' && sockets.has(inode));
    // table, messaging, objects, status pages, inbox, SMTP, API
    expect(listening).toHaveLength(7);
    expect(listening.map(([, local = '']) => local.split(':')[0])).toEqual(listening.map(() => '0100007F'));
  });

  it('is restarted when it dies, on the port it had', async () => {
    const names = Object.keys(stack.processes);
    expect(names.sort()).toEqual(['api', 'inbox', 'messaging', 'notify', 'objects', 'publish', 'relay', 'table', 'tick']);
    const before = new Map(names.map((name) => [name, stack.processes[name]!.restarts]));
    const back = new Set<string>();
    const forget = stack.onEvent((event) => event.kind === 'answers' && back.add(event.name));
    for (const name of names) stack.processes[name]!.kill();
    await scratch.until('all are back', () => back.size === names.length);
    forget();
    const after = names.map((name) => [name, stack.processes[name]!.restarts] as const);
    expect(Object.fromEntries(after)).toEqual(Object.fromEntries([...before].map(([name, restarts]) => [name, restarts + 1])));
    expect((await fetch(`${stack.apiUrl}/again`)).status).toBe(201);
    expect((await fetch(`${stack.statusUrl}/acme/`)).status).toBe(200);
    await putItem('after-restart', 'a');
    await stack.quiet();
    expect(records().some((record) => record.dynamodb?.Keys?.['pk']?.S === 'after-restart')).toBe(true);
  });
});

describe('the data folder', () => {
  it('keeps secrets from other users of the machine', () => {
    for (const name of ['secret.json', 'operator.key']) expect(statSync(join(stack.data.path, name)).mode & 0o777).toBe(0o600);
    expect(stack.operatorKey).toMatch(/^mo_[A-Za-z0-9_-]{43}$/);
  });

  it('cannot be used by two', async () => {
    await expect(scratch.start()).rejects.toThrow(/Muster already runs on .* \(process \d+\)/);
  });
});

describe('two stacks at once', () => {
  it('do not meet', async () => {
    const other = await scratch.start({ data: join(scratch.folder, 'other') });
    expect(new Set([other.apiUrl, other.statusUrl, other.inboxUrl, stack.apiUrl, stack.statusUrl, stack.inboxUrl]).size).toBe(6);
    expect(other.operatorKey).not.toBe(stack.operatorKey);
    await other.stop();
    const refused = await new Promise((resolve) =>
      connect(Number(new URL(other.apiUrl).port), '127.0.0.1')
        .once('error', () => resolve(true))
        .once('connect', () => resolve(false)),
    );
    expect(refused).toBe(true);
  });
});
