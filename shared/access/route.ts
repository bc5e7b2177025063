import type * as z from 'zod';
import type { Both, ProblemName } from '../problems/catalogue.ts';

/**
 * Who may call a route. `read`, `respond` and `configure` are scopes of an organization's keys; `link` is whoever holds an alert's link, `integration` a
 * monitoring system with its routing key, `operator` the deployment's own key.
 */
export type Access = 'public' | 'operator' | 'read' | 'respond' | 'configure' | 'link' | 'integration';

export const areas = [
  'Organization',
  'Keys',
  'People',
  'Rosters',
  'Components',
  'Notices',
  'Plans',
  'Incidents',
  'Integrations',
  'Senders',
  'Links',
  'Service',
] as const;

/** What a route answers when all is well. */
export interface Success {
  readonly description: Both;
  /** Absent where the answer has no body or is not JSON. */
  readonly body?: z.ZodType;
  readonly mediaType?: string;
  readonly headers?: readonly ('etag' | 'location' | 'content-language')[];
}

/** One operation of the API, declared once: routing, validation, OpenAPI, the reference page and the access tests are made from it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: `/${string}`;
  readonly area: (typeof areas)[number];
  readonly summary: Both;
  readonly description?: Both;
  readonly access: Access;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** A body that works, for the reference. */
  readonly example?: unknown;
  /** The body may be left out; it then reads as `{}`. */
  readonly bodyOptional?: true;
  readonly bytesMax?: number;
  /** `own`: the handler reads the raw body itself, in a format that is not ours. `document`: it judges itself whether the body fits its schema. */
  readonly reads?: 'own' | 'document';
  /** The body's schema is loaded when a request comes, with what plans or what pages need: it stays out of the bundle. */
  readonly lazy?: 'plans' | 'page';
  /** The body may be a plan file in YAML, too. */
  readonly yaml?: true;
  /** Media types besides the answer's own, for those who prefer them. */
  readonly formats?: readonly string[];
  /** For how long anybody may keep the answer; without it, nobody keeps it. */
  readonly cacheSeconds?: number;
  /** What this PUT does not set and its GET answers all the same: it may come back as it is. */
  readonly readOnly?: readonly string[];
  /** Honours If-Match. */
  readonly edits?: true;
  /** Honours Idempotency-Key. `sealed`: the answer holds a secret that is shown once. */
  readonly once?: 'plain' | 'sealed';
  readonly answers: Readonly<Record<number, Success>>;
  readonly problems?: readonly ProblemName[];
}

/** Keeps a route's exact type, from which its handler's input follows. */
export const route = <const R extends Route>(declared: R): R => declared;

const kilobyte = 1024;
export const bytesMax = { ordinary: 64 * kilobyte, plan: 256 * kilobyte, events: 512 * kilobyte } as const;

const whole: Both = {
  en: 'It is replaced as a whole: what is left out takes its default. So read, change, and send it back; what cannot be set may come back as it was read, and a “version” that is no longer the present one is refused as with If-Match.',
  'zh-CN':
    '整体替换：未填写的内容恢复默认值。请先读取，修改后回传；不可设置的字段可按读取的值原样回传，version 若已不是当前版本，则与 If-Match 一样被拒绝。',
};

/** What a route says of itself, with what follows from how it is declared. */
export const descriptionOf = ({ description, readOnly }: Route): Both | undefined => {
  if (!readOnly) return description;
  return description ? { en: `${description.en} ${whole.en}`, 'zh-CN': `${description['zh-CN']}${whole['zh-CN']}` } : whole;
};

/** Problems that follow from how a route is declared, besides its own. */
export const problemsOf = (declared: Route): readonly ProblemName[] => {
  const keyed =
    declared.access === 'operator' || declared.access === 'read' || declared.access === 'respond' || declared.access === 'configure';
  const json = declared.reads !== 'own';
  return [
    ...(keyed ? (['unauthenticated', 'scope-missing'] as const) : []),
    ...(declared.body && json ? (['malformed-json', 'media-type-unsupported', 'body-too-large'] as const) : []),
    ...(declared.yaml ? (['malformed-yaml'] as const) : []),
    ...((declared.body || declared.query || declared.params) && json ? (['invalid'] as const) : []),
    ...(declared.edits ? (['version-stale'] as const) : []),
    ...(declared.once ? (['idempotency-key-reused'] as const) : []),
    ...(json ? (['not-acceptable'] as const) : []),
    ...(declared.problems ?? []),
    'internal',
    'unavailable',
  ];
};
