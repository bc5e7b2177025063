import { type OperationId, routes } from '../../../shared/access/routes.ts';
import type { Route } from '../../../shared/access/route.ts';

export interface Match {
  readonly id: OperationId;
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

interface Candidate {
  readonly id: OperationId;
  readonly route: Route;
  readonly segments: readonly string[];
}

const bySize = new Map<number, Candidate[]>();
for (const [id, route] of Object.entries(routes) as [OperationId, Route][]) {
  const segments = route.path.split('/').slice(1);
  bySize.set(segments.length, [...(bySize.get(segments.length) ?? []), { id, route, segments }]);
}

const decoded = (segment: string): string | null => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
};

/** Longer than any name of ours, and short enough for the table's keys. */
const nameBytesMax = 200;
const tokenBytesMax = 2000;

const paramsOf = (template: readonly string[], segments: readonly string[]): Record<string, string> | null => {
  const params: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const segment = segments[index] ?? '';
    if (!part.startsWith('{')) {
      if (part !== segment) return null;
      continue;
    }
    const name = part.slice(1, -1);
    const value = decoded(segment);
    if (!value || Buffer.byteLength(value) > (name === 'token' ? tokenBytesMax : nameBytesMax)) return null;
    params[name] = value;
  }
  return params;
};

/** The route of a request, the methods that its path has instead, or null where nothing has the path. No two templates fit one path. */
export const matchRoute = (method: string, path: string): Match | { readonly allow: readonly string[] } | null => {
  const segments = path.split('/').slice(1);
  const fitting = (bySize.get(segments.length) ?? []).flatMap(({ id, route, segments: template }) => {
    const params = paramsOf(template, segments);
    return params ? [{ id, route, params }] : [];
  });
  if (fitting.length === 0) return null;
  const wanted = method === 'HEAD' ? 'GET' : method;
  const found = fitting.find(({ route }) => route.method === wanted);
  if (found) return found;
  const allow = fitting.map(({ route }) => route.method);
  return { allow: [...new Set([...allow, ...(allow.includes('GET') ? ['HEAD'] : [])])].toSorted() };
};
