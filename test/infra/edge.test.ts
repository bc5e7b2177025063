import { describe, expect, test } from 'vitest';
import { edgeSource, withOwnHosts } from '../../infra/edge/source.ts';
import { loadEdge, type EdgeResult } from '../../infra/local/engines/edge.ts';

const own = 'status.muster.example';
const source = edgeSource([own]);
const edge = loadEdge(source);
const ask = (uri: string, host: string | null = own, method = 'GET'): EdgeResult =>
  edge({ method, uri, querystring: {}, headers: host === null ? {} : { host: { value: host } }, cookies: {} });
/** The key of the object that answers, or where the reader is sent on to. */
const told = (uri: string, host?: string | null): string => {
  const result = ask(uri, host);
  return 'statusCode' in result ? `${result.statusCode} ${result.headers?.['location']?.value ?? ''}` : result.uri;
};
/** A key that is never written: the answer is the 404 page. */
const nothing = '/hosts/';

describe('on the deployment’s own hosts', () => {
  test.each([
    ['/', '/index.html'],
    ['/acme/', '/acme/index.html'],
    ['/acme/zh-CN/', '/acme/zh-CN/index.html'],
    ['/acme/incidents/n_1/', '/acme/incidents/n_1/index.html'],
    ['/acme/api/v2/summary.json', '/acme/api/v2/summary.json'],
    ['/acme/history.atom', '/acme/history.atom'],
    ['/heartbeat.json', '/heartbeat.json'],
    ['/acme/index.html', '/acme/index.html'],
    ['/hosts-of-acme/', '/hosts-of-acme/index.html'],
  ])('%s is the object %s', (uri, object) => {
    expect(told(uri)).toBe(object);
  });

  test.each([
    'd111111abcdef8.cloudfront.net',
    'D111111ABCDEF8.CloudFront.net:443',
    'd1.cloudfront.cn',
    `${own}:8443`,
    `${own}.`,
    'STATUS.Muster.Example',
  ])('%s is one of them', (host) => {
    expect(told('/acme/', host)).toBe('/acme/index.html');
  });

  test.each(['/hosts/', '/hosts', '/hosts/status.acme.example/', '/hosts/status.acme.example/index.html', '/404.html'])(
    '%s, which the bucket holds for the edge, is not shown',
    (uri) => {
      expect(told(uri)).toBe(nothing);
    },
  );
});

describe('on any other host', () => {
  test.each([
    ['/', '/hosts/status.acme.example/index.html'],
    ['/zh-CN/', '/hosts/status.acme.example/zh-CN/index.html'],
    ['/api/v2/status.json', '/hosts/status.acme.example/api/v2/status.json'],
    ['/acme/', '/hosts/status.acme.example/acme/index.html'],
    ['/hosts/status.rival.example/', '/hosts/status.acme.example/hosts/status.rival.example/index.html'],
    ['/heartbeat.json', '/heartbeat.json'],
  ])('%s is the object %s', (uri, object) => {
    expect(told(uri, 'status.acme.example')).toBe(object);
  });

  test.each(['status.acme.example', 'Status.ACME.example', 'status.acme.example:443', 'status.acme.example.', 'STATUS.acme.example.:8443'])(
    '%s is written in one way only',
    (host) => {
      expect(told('/', host)).toBe('/hosts/status.acme.example/index.html');
    },
  );

  test('a name in another script comes as browsers send it', () => {
    const { host } = new URL('https://状态.例子.中国/');
    expect(told('/', host)).toBe(`/hosts/${host}/index.html`);
    expect(host).toMatch(/^xn--/);
  });

  test('a name that only ends like one of ours is not ours', () => {
    expect(told('/acme/', 'evilcloudfront.net')).toBe('/hosts/evilcloudfront.net/acme/index.html');
    expect(told('/acme/', `x${own}`)).toBe(`/hosts/x${own}/acme/index.html`);
    expect(told('/acme/', 'd1.cloudfront.net.evil.example')).toBe('/hosts/d1.cloudfront.net.evil.example/acme/index.html');
  });

  test.each([
    null,
    '',
    '.',
    ':80',
    '..',
    '../acme',
    'status.acme.example/../rival',
    'a/b',
    'a%2fb',
    'a..b',
    '-a.example',
    'a_b.example',
    '状态.例子',
    '[::1]',
    'a b',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(130)}example`,
  ])('%j is no host, and has no pages', (host) => {
    expect(told('/', host)).toBe(nothing);
    expect(told('/acme', host)).toBe(nothing);
  });
});

describe('addresses', () => {
  test.each(['/acme', '/acme/zh-CN', '/acme/incidents/n_1'])('%s is sent on to the address with a slash', (uri) => {
    expect(told(uri)).toBe(`308 ${uri}/`);
    expect(told(uri, 'status.acme.example')).toBe(`308 ${uri}/`);
  });

  const strange = [
    '//evil',
    '///evil',
    '/\\evil',
    '/%5Cevil/..//x',
    '//evil/acme',
    'https://evil',
    '',
    '/acme//x',
    '/a b',
    '/..',
    '/../',
    '/../acme/',
    '/acme/../rival/',
    '/./acme/',
    '/acme/.',
    '/acme/..',
    '/%2e%2e/acme/',
    '/..%2facme/',
    '/acme%2f..%2frival/',
    '/%2F%2Fevil',
    '/acme/%00/',
    '/acme/%',
    '/.env',
    '/acme/.git/config',
    '/caf%C3%A9',
    '/café/',
    '/acme/\u0000',
    '/acme;x/',
    '/acme/?x',
    '/acme\n/',
    '/acme/\r\n',
  ];
  test.each(strange)('%j is nothing of ours: it climbs nowhere and is sent nowhere', (uri) => {
    expect(told(uri)).toBe(nothing);
    expect(told(uri, 'status.acme.example')).toBe(nothing);
  });

  test('whatever is sent on stays on this site', () => {
    for (const uri of [...strange, '/acme', '/a/b/c', '/~x', '/-/-']) {
      const result = ask(uri);
      if (!('statusCode' in result)) continue;
      const location = result.headers?.['location']?.value ?? '';
      expect(new URL(location, 'https://status.example').origin).toBe('https://status.example');
    }
  });

  test('a long one takes no longer than it is long', () => {
    expect(told(`/${'a'.repeat(8000)}%`)).toBe(nothing);
    expect(told(`/${'a/'.repeat(4000)}%`)).toBe(nothing);
    expect(told('/', `${'a-'.repeat(120)}.`)).toBe(nothing);
  });
});

test('a reader who asks first whether it may is told so at once, whatever it sends', () => {
  expect(ask('/acme/api/v2/summary.json', own, 'OPTIONS')).toMatchObject({
    statusCode: 204,
    headers: { 'access-control-allow-origin': { value: '*' }, 'access-control-allow-headers': { value: '*' } },
  });
});

test('the source keeps to the JavaScript that the edge runs, and within its 10 KB', () => {
  expect(source).not.toMatch(/^\s*(import|export)\b|\brequire\(/m);
  expect(source).not.toMatch(/\?\.|\?\?/);
  expect(source.length).toBeLessThan(10_000);
});

test('the hosts are the only difference between what is deployed and what is read', () => {
  expect(source).toContain('var ownHosts = ["status.muster.example"];');
  expect(withOwnHosts(source, [])).toBe(edgeSource([]));
  expect(() => withOwnHosts('function handler() {}', [])).toThrow('names no hosts');
});
