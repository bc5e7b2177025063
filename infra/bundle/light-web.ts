/**
 * The parts of the Fetch API that an API request needs, without the 20 ms that Node takes to load its own on first touch.
 * The bundle of `api` gets these in place of the globals; whatever is not here (forms, blobs, streams) is left to the real ones.
 * test/infra/light-web.test.ts runs both through the same calls.
 */
type Body = string | Uint8Array<ArrayBuffer> | ArrayBuffer | URLSearchParams | ReadableStream | Blob | FormData | null;
type HeaderPairs = Headers | globalThis.Headers | Iterable<readonly [string, string]> | Record<string, string>;

const tokenPattern = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
// eslint-disable-next-line no-control-regex
const badValuePattern = /[\0\r\n]|[^\0-\xff]/;
const nullBodyStatuses = new Set([101, 204, 205, 304]);
const textType = 'text/plain;charset=UTF-8';

function nameOf(name: string): string {
  if (!tokenPattern.test(name)) throw new TypeError(`"${name}" is an invalid header name.`);
  return name.toLowerCase();
}

function valueOf(value: unknown): string {
  const text = String(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
  if (badValuePattern.test(text)) throw new TypeError('A header value holds a character that is not allowed.');
  return text;
}

export class Headers {
  readonly #values = new Map<string, string[]>();

  constructor(init?: HeaderPairs) {
    if (init === undefined) return;
    const pairs = Symbol.iterator in init ? (init as Iterable<readonly [string, string]>) : Object.entries(init);
    for (const [name, value] of pairs) this.append(name, value);
  }

  append(name: string, value: string): void {
    const key = nameOf(name);
    const values = this.#values.get(key);
    if (values) values.push(valueOf(value));
    else this.#values.set(key, [valueOf(value)]);
  }

  set(name: string, value: string): void {
    this.#values.set(nameOf(name), [valueOf(value)]);
  }

  get(name: string): string | null {
    return this.#values.get(nameOf(name))?.join(', ') ?? null;
  }

  has(name: string): boolean {
    return this.#values.has(nameOf(name));
  }

  delete(name: string): void {
    this.#values.delete(nameOf(name));
  }

  getSetCookie(): string[] {
    return [...(this.#values.get('set-cookie') ?? [])];
  }

  *entries(): IterableIterator<[string, string]> {
    for (const name of [...this.#values.keys()].sort()) {
      const values = this.#values.get(name) ?? [];
      if (name === 'set-cookie') for (const value of values) yield [name, value];
      else yield [name, values.join(', ')];
    }
  }

  *keys(): IterableIterator<string> {
    for (const [name] of this.entries()) yield name;
  }

  *values(): IterableIterator<string> {
    for (const [, value] of this.entries()) yield value;
  }

  forEach(each: (value: string, name: string, headers: Headers) => void): void {
    for (const [name, value] of this.entries()) each(value, name, this);
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }
}

/** What requests and responses share: a body that is read once. */
class Message {
  readonly headers: Headers;
  readonly #body: Body;
  #used = false;

  constructor(body: Body, headers: HeaderPairs | undefined) {
    this.headers = new Headers(headers);
    this.#body = body;
    if (typeof body === 'string' && !this.headers.has('content-type')) this.headers.set('content-type', textType);
  }

  /** Not a stream unless it was given as one; enough to test for presence and to hand on to another message. */
  get body(): Body {
    return this.#body;
  }

  get bodyUsed(): boolean {
    return this.#used;
  }

  async text(): Promise<string> {
    const body = this.#take();
    if (typeof body === 'string') return body;
    if (body === null) return '';
    if (body instanceof Uint8Array || body instanceof ArrayBuffer) return new TextDecoder().decode(body);
    return new globalThis.Response(body).text();
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    const body = this.#take();
    if (body === null) return new Uint8Array();
    if (typeof body === 'string') return new TextEncoder().encode(body);
    if (body instanceof Uint8Array) return body.slice();
    return new Uint8Array(await new globalThis.Response(body).arrayBuffer());
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.bytes()).buffer;
  }

  async blob(): Promise<Blob> {
    return this.#real().blob();
  }

  async formData(): Promise<FormData> {
    return this.#real().formData();
  }

  protected unread(): Body {
    if (this.#used) throw new TypeError('Body is unusable: Body has already been read');
    return this.#body;
  }

  #real(): globalThis.Response {
    return new globalThis.Response(this.#take(), { headers: [...this.headers] });
  }

  #take(): Body {
    const body = this.unread();
    this.#used = body !== null;
    return body;
  }
}

interface ResponseOptions {
  readonly status?: number;
  readonly statusText?: string;
  readonly headers?: HeaderPairs;
}

export class Response extends Message {
  readonly status: number;
  readonly statusText: string;
  readonly type = 'default';
  readonly url = '';
  readonly redirected = false;

  constructor(body: Body = null, init: ResponseOptions = {}) {
    super(body, init.headers);
    this.status = init.status ?? 200;
    this.statusText = init.statusText ?? '';
    if (this.status < 200 || this.status > 599) throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
    if (body !== null && nullBodyStatuses.has(this.status)) throw new TypeError(`Response with status ${this.status} cannot have a body.`);
  }

  get ok(): boolean {
    return this.status < 300;
  }

  clone(): Response {
    return new Response(this.unread(), this);
  }

  static json(value: unknown, init: ResponseOptions = {}): Response {
    const headers = new Headers(init.headers);
    if (!headers.has('content-type')) headers.set('content-type', 'application/json');
    return new Response(JSON.stringify(value), { ...init, headers });
  }
}

interface RequestOptions {
  readonly method?: string;
  readonly headers?: HeaderPairs;
  readonly body?: Body;
  readonly signal?: AbortSignal;
}

export class Request extends Message {
  readonly url: string;
  readonly method: string;
  #signal: AbortSignal | undefined;

  constructor(input: string | URL | Request, init: RequestOptions = {}) {
    const from = input instanceof Request ? input : undefined;
    const body = init.body ?? from?.unread() ?? null;
    super(body, init.headers ?? from?.headers);
    this.url = from ? from.url : new URL(String(input)).href;
    this.method = (init.method ?? from?.method ?? 'GET').toUpperCase();
    this.#signal = init.signal;
    if (body !== null && (this.method === 'GET' || this.method === 'HEAD')) throw new TypeError('Request with GET/HEAD method cannot have body.');
  }

  get signal(): AbortSignal {
    return (this.#signal ??= new AbortController().signal);
  }

  clone(): Request {
    return new Request(this.url, { method: this.method, headers: this.headers, body: this.unread() });
  }
}
