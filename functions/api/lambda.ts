import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Answer, Incoming } from './http/answer.ts';

const incomingOf = (event: APIGatewayProxyEventV2): Incoming => ({
  method: event.requestContext.http.method,
  path: event.rawPath,
  query: event.rawQueryString,
  headers: event.headers,
  body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
});

const resultOf = ({ status, headers, body }: Answer): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: { ...headers },
  ...(body === null
    ? {}
    : { body: body.toString(typeof body === 'string' ? undefined : 'base64'), isBase64Encoded: typeof body !== 'string' }),
});

/**
 * Serves an HTTP API's events (payload 2.0). Works on plain values: the first touch of Request and Response would cost a cold start more than
 * everything else here.
 */
export const lambdaOf =
  (serve: (incoming: Incoming) => Promise<Answer>) =>
  async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> =>
    resultOf(await serve(incomingOf(event)));
