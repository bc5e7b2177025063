import { expect } from 'vitest';
import type { Answer } from '../../../../functions/api/http/answer.ts';
import { problemsOf, type Route } from '../../../../shared/access/route.ts';
import { routes } from '../../../../shared/access/routes.ts';
import { catalogue, type ProblemName, problemsPath } from '../../../../shared/problems/catalogue.ts';

/** The declaration that a request falls under, found without the API's own router. */
const declaredFor = (method: string, path: string): Route | undefined =>
  (Object.values(routes) as Route[]).find(
    (route) =>
      route.method === (method === 'HEAD' ? 'GET' : method) && new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );

/** Every answer of every test is held against the table of routes: its status, its shape, its problem, its headers. */
export const keepsContract = (method: string, path: string, answer: Answer): void => {
  const { status, headers, body } = answer;
  const text = body === null ? '' : body.toString();
  expect(headers['x-request-id']).toMatch(/^req_[0-9a-f-]{36}$/);
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(text).not.toMatch(/node_modules|\.ts:\d|Error:|ConditionalCheck|dynamodb/i);

  const route = declaredFor(method, path);
  const kept = route?.cacheSeconds !== undefined && status < 400;
  expect(headers['cache-control']).toBe(kept ? `public, max-age=${route.cacheSeconds}` : 'no-store');
  if (headers['content-type']?.startsWith('application/problem+json')) {
    if (text === '') return;
    const problem = JSON.parse(text) as { type: string; status: number };
    const name = problem.type.slice(problemsPath.length + 1) as ProblemName;
    expect(problem.status).toBe(status);
    expect(catalogue[name].status).toBe(status);
    if (route) expect(problemsOf(route), `${method} ${route.path}`).toContain(name);
    return;
  }
  if (!route || status === 304 || text === '') return;
  const declared = route.answers[status];
  if (route.formats?.some((format) => headers['content-type']?.startsWith(format))) expect(declared).toBeDefined();
  else if (declared?.body) declared.body.parse(JSON.parse(text));
  else if (route.area !== 'Links' && route.area !== 'Senders') expect(declared, `${method} ${route.path} answers ${status}`).toBeDefined();
  for (const header of declared?.headers ?? []) expect(headers[header], header).toBeDefined();
};
