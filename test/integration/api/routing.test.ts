import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Route } from '../../../shared/access/route.ts';
import { routes } from '../../../shared/access/routes.ts';
import { type Engine, startEngine } from './support/engine.ts';
import { type World, worldOf } from './support/world.ts';

let engine: Engine;
let world: World;
beforeAll(async () => {
  engine = await startEngine();
  world = worldOf(engine.table);
});
afterAll(() => engine.stop());

const logged = () => JSON.parse(world.lines.at(-1) ?? '{}') as { route: string };

test.each(Object.values(routes) as Route[])('$method $path is found, and logged by its template', async ({ method, path }) => {
  await world.ask(method, path.replaceAll(/\{[^}]+\}/g, 'x'));
  expect(logged().route).toBe(`${method} ${path}`);
});

test.each([
  '',
  '/',
  '//',
  '/v1',
  '/v1/',
  '/v1/people//',
  '/v1/people/',
  '/v1/people/a/b',
  '/v1/people/%',
  '/v1/people/%E0%A4',
  '/V1/people',
  '/v1/people/../keys',
  '//v1/people',
  'v1/people',
])('the path %j is nobody’s', async (path) => {
  expect((await world.ask('GET', path)).status).toBe(404);
  expect(logged().route).toBe('none');
});

test('another method of a path is told which there are', async () => {
  const { status, headers } = await world.ask('PATCH', '/v1/people/a');
  expect(status).toBe(405);
  expect(headers['allow']).toBe('DELETE, GET, HEAD, PUT');
});

test('HEAD answers as GET does, without a body', async () => {
  const get = await world.ask('GET', '/healthz');
  const head = await world.ask('HEAD', '/healthz');
  expect(head).toMatchObject({ status: get.status, text: '' });
  expect(logged().route).toBe('GET /healthz');
});
