/** A JSON call as a client would make it; never throws for what the server answers. */
export interface Answered {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

export interface CallOptions {
  readonly key?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMillis?: number;
}

export const http = async (
  method: string,
  url: string,
  { key, body, headers = {}, timeoutMillis = 10_000 }: CallOptions = {},
): Promise<Answered> => {
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(timeoutMillis),
    headers: {
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : { text },
  };
};

/** {@link http} that insists: throws unless the answer is 2xx. */
export const must = async (method: string, url: string, options: CallOptions = {}): Promise<Record<string, unknown>> => {
  const { status, body } = await http(method, url, options);
  if (status < 200 || status > 299) throw new Error(`${method} ${new URL(url).pathname} answered ${status}: ${JSON.stringify(body)}`);
  return body;
};
