import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface EdgeRequest {
  uri: string;
}
interface EdgeAnswer {
  readonly uri?: string;
  readonly statusCode?: number;
  readonly headers?: { readonly location: { readonly value: string } };
}

const source = readFileSync(new URL('../../infra/edge/site.js', import.meta.url), 'utf8');
const handler = new Function(`${source}\nreturn handler;`)() as (event: { request: EdgeRequest }) => EdgeAnswer;
const ask = (uri: string) => handler({ request: { uri } });

test.each([
  ['/', '/index.html'],
  ['/acme/', '/acme/index.html'],
  ['/acme/zh-CN/', '/acme/zh-CN/index.html'],
  ['/acme/incidents/n_1/', '/acme/incidents/n_1/index.html'],
  ['/acme/api/v2/summary.json', '/acme/api/v2/summary.json'],
  ['/acme/history.atom', '/acme/history.atom'],
  ['/heartbeat.json', '/heartbeat.json'],
  ['/acme/index.html', '/acme/index.html'],
])('%s is the object %s', (uri, object) => {
  expect(ask(uri)).toEqual({ uri: object });
});

test.each(['/acme', '/acme/zh-CN', '/acme/incidents/n_1', '/caf%C3%A9'])('%s is sent on to the address with a slash', (uri) => {
  expect(ask(uri)).toMatchObject({ statusCode: 308, headers: { location: { value: `${uri}/` } } });
});

test.each(['//evil', '///evil', '/\\evil', '/%5Cevil/..//x', '//evil/acme', 'https://evil', '', '/acme//x', '/a b'])(
  '%j is not sent anywhere',
  (uri) => {
    expect(ask(uri)).toEqual({ uri });
  },
);

test('whatever is sent on stays on this site', () => {
  for (const uri of ['/acme', '/%2F%2Fevil', '/%5Cevil', '/a/b/c']) {
    const location = ask(uri).headers?.location.value ?? '';
    expect(new URL(location, 'https://status.example').origin).toBe('https://status.example');
  }
});

test('the source keeps to the JavaScript that the edge runs, and within its 10 KB', () => {
  expect(source).not.toMatch(/\b(import|export|require)\b(?!s)/);
  expect(source).not.toMatch(/\?\.|\?\?/);
  expect(source.length).toBeLessThan(10_000);
});
