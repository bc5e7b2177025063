import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { expect, test } from 'vitest';
import type { Answer, Incoming } from '../../../functions/api/http/answer.ts';
import { lambdaOf } from '../../../functions/api/lambda.ts';

const event = (more: object = {}): APIGatewayProxyEventV2 =>
  ({
    version: '2.0',
    routeKey: '$default',
    rawPath: '/v1/people/a%20b',
    rawQueryString: 'limit=2',
    headers: { 'content-type': 'application/json' },
    requestContext: { http: { method: 'PUT', path: '/v1/people/a b' } },
    isBase64Encoded: false,
    ...more,
  }) as unknown as APIGatewayProxyEventV2;

const through = async (sent: APIGatewayProxyEventV2, answer: Answer) => {
  let seen: Incoming | undefined;
  const result = await lambdaOf((incoming) => {
    seen = incoming;
    return Promise.resolve(answer);
  })(sent);
  return { seen, result };
};
const plain: Answer = { status: 201, headers: { etag: '"1"' }, body: '{"name":"李娜"}' };

test('an event of payload 2.0 is read as it was sent', async () => {
  const { seen } = await through(event({ body: '{"name":"李娜"}' }), plain);
  expect(seen).toMatchObject({
    method: 'PUT',
    path: '/v1/people/a%20b',
    query: 'limit=2',
    headers: { 'content-type': 'application/json' },
  });
  expect(seen?.body.toString()).toBe('{"name":"李娜"}');
});

test('a body in base64 keeps its bytes, and no body is an empty one', async () => {
  const bytes = Buffer.from([0, 255, 254]);
  expect((await through(event({ body: bytes.toString('base64'), isBase64Encoded: true }), plain)).seen?.body.equals(bytes)).toBe(true);
  expect((await through(event(), plain)).seen?.body.length).toBe(0);
});

test('text is answered as text, bytes as base64, nothing as nothing', async () => {
  expect((await through(event(), plain)).result).toEqual({
    statusCode: 201,
    headers: { etag: '"1"' },
    body: '{"name":"李娜"}',
    isBase64Encoded: false,
  });
  expect((await through(event(), { ...plain, body: Buffer.from([255]) })).result).toMatchObject({ body: '/w==', isBase64Encoded: true });
  expect((await through(event(), { ...plain, body: null })).result).not.toHaveProperty('body');
});
