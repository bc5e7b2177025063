import { describe, expect, test } from 'vitest';
import * as light from '../../infra/bundle/light-web.ts';

type Web = Pick<typeof globalThis, 'Headers' | 'Request' | 'Response'>;
const real: Web = { Headers, Request, Response };
const ours = light as unknown as Web;

/** What a call gives or the kind of error it throws, as plain data. */
const outcome = async (call: (web: Web) => unknown, web: Web): Promise<unknown> => {
  try {
    return { value: await call(web) };
  } catch (error) {
    return { error: (error as Error).constructor.name };
  }
};

const everything = async (message: Request | Response) => ({
  headers: [...message.headers],
  bodyUsed: message.bodyUsed,
  text: await message.text(),
  usedAfter: message.bodyUsed,
});
const bytes = new TextEncoder().encode('ünï');

const calls: Record<string, (web: Web) => unknown> = {
  'headers fold case, join values and come in order': ({ Headers }) => {
    const headers = new Headers({ B: '2', a: '1' });
    headers.append('A', '3');
    headers.set('C', '4');
    headers.delete('b');
    return [[...headers], headers.get('A'), headers.get('none'), headers.has('c'), [...headers.keys()], [...headers.values()]];
  },
  'cookies stay apart': ({ Headers }) => {
    const headers = new Headers([['set-cookie', 'a=1'], ['Set-Cookie', 'b=2'], ['x', 'y']]);
    return [[...headers], headers.getSetCookie(), headers.get('set-cookie')];
  },
  'headers are copied from headers': ({ Headers }) => [...new Headers(new Headers({ a: '1', 'set-cookie': 'x' }))],
  'values are trimmed': ({ Headers }) => new Headers({ a: ' \tx y\r\n ' }).get('a'),
  'a line break in a value is refused': ({ Headers }) => new Headers({ a: 'x\r\ny: z' }),
  'a zero in a value is refused': ({ Headers }) => new Headers({ a: 'x\0' }),
  'characters beyond Latin-1 in a value are refused': ({ Headers }) => new Headers({ a: '告' }),
  'a name with a space is refused': ({ Headers }) => new Headers({ 'a b': 'x' }),
  'an empty name is refused': ({ Headers }) => new Headers().set('', 'x'),
  'forEach gives value and name': ({ Headers }) => {
    const seen: string[][] = [];
    new Headers({ b: '2', a: '1' }).forEach((value, name) => seen.push([value, name]));
    return seen;
  },
  'a text response says so': ({ Response }) => everything(new Response('hello')),
  'a given content type is kept': ({ Response }) => everything(new Response('{}', { headers: { 'Content-Type': 'application/json' } })),
  'a response of bytes has no type': ({ Response }) => everything(new Response(bytes)),
  'an empty response': ({ Response }) => everything(new Response(null, { status: 204 })),
  'status, ok and statusText': ({ Response }) => [200, 204, 299, 300, 404, 599].map((status) => new Response(null, { status, statusText: 'x' })).map(({ status, ok, statusText }) => [status, ok, statusText]),
  'a status of 199 is refused': ({ Response }) => new Response(null, { status: 199 }),
  'a status of 600 is refused': ({ Response }) => new Response(null, { status: 600 }),
  'a body with 204 is refused': ({ Response }) => new Response('x', { status: 204 }),
  'Response.json': async ({ Response }) => everything(Response.json({ a: ['é'] }, { status: 201 })),
  'a response is made from another': ({ Response }) => {
    const before = new Response('x', { status: 418, headers: { a: '1' } });
    const after = new Response(before.body, before);
    after.headers.set('b', '2');
    return everything(after).then((all) => [all, after.status, [...before.headers]]);
  },
  'a clone is read on its own': async ({ Response }) => {
    const response = new Response('x');
    return [await response.clone().text(), await response.text()];
  },
  'a body is read once': async ({ Response }) => {
    const response = new Response('x');
    await response.text();
    return response.text();
  },
  'JSON is parsed': ({ Response }) => new Response('{"a":1}').json(),
  'what is no JSON is refused': ({ Response }) => new Response('{').json(),
  'bytes become text': ({ Response }) => new Response(bytes).text(),
  'a byte order mark is dropped': ({ Response }) => new Response(new Uint8Array([0xef, 0xbb, 0xbf, 0x61])).text(),
  'text becomes bytes': async ({ Response }) => [...new Uint8Array(await new Response('ünï').arrayBuffer())],
  'a form is parsed': async ({ Response }) => {
    const form = await new Response('a=1&b=%C3%BC', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }).formData();
    return [form.get('a'), form.get('b')];
  },
  'a blob has the type': async ({ Response }) => {
    const blob = await new Response(bytes, { headers: { 'content-type': 'image/png' } }).blob();
    return [blob.type, blob.size];
  },
  'a stream is read': ({ Response }) => new Response(new Blob(['streamed']).stream()).text(),
  'a request has method, address and headers': ({ Request }) => {
    const request = new Request('https://x.example/a/../b c?d=é', { method: 'post', headers: { A: '1' }, body: 'x' });
    return everything(request).then((all) => [all, request.method, request.url]);
  },
  'a request for bytes': ({ Request }) => everything(new Request('https://x.example/', { method: 'PUT', body: bytes })),
  'a body with GET is refused': ({ Request }) => new Request('https://x.example/', { body: 'x' }),
  'an address without a host is refused': ({ Request }) => new Request('/x'),
  'a request is made from another': async ({ Request }) => {
    const request = new Request(new Request('https://x.example/', { method: 'POST', body: 'x', headers: { a: '1' } }), { headers: { b: '2' } });
    return [request.method, request.headers.get('a'), request.headers.get('b'), await request.text()];
  },
  'a cloned request is read on its own': async ({ Request }) => {
    const request = new Request('https://x.example/', { method: 'POST', body: 'x' });
    return [await request.clone().text(), await request.text()];
  },
  'a request has a signal that is not aborted': ({ Request }) => new Request('https://x.example/').signal.aborted,
  'a body is there or not': ({ Request, Response }) => [new Request('https://x.example/').body === null, new Response('x').body === null, new Response().body === null],
};

describe('the light Fetch API does what the real one does', () => {
  test.each(Object.entries(calls))('%s', async (_, call) => {
    expect(await outcome(call, ours)).toEqual(await outcome(call, real));
  });
});
