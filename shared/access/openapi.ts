import * as z from 'zod';
import { Condition } from '../plan/condition.ts';
import { FactDefinition } from '../plan/facts.ts';
import { FactValue } from '../plan/values.ts';
import { IncidentType, Level, Plan, Rule } from '../plan/plan.ts';
import { PlanNotice, Rung, Step, Trigger } from '../plan/step.ts';
import { Seat } from '../plan/seat.ts';
import { OrganizationInput, PersonInput, ComponentInput, IntegrationInput } from '../organization/records.ts';
import { type Both, catalogue, type ProblemName, problemsPath } from '../problems/catalogue.ts';
import * as answers from './answers.ts';
import * as noticeAnswers from './notice-answers.ts';
import * as planAnswers from './plan-answers.ts';
import { DeclareInput } from './incidents.ts';
import { KeyInput } from './organization.ts';
import { IncidentNoticeInput, MaintenanceNoticeInput, NoticeInput, NoticeTextInput, NoticeUpdateInput } from '../notice/input.ts';
import { RosterInput } from '../organization/roster.ts';
import { SettingsInput } from '../organization/settings.ts';
import { DryRunInput } from './rehearsal-input.ts';
import { areas, descriptionOf, problemsOf, type Route } from './route.ts';
import { routes } from './routes.ts';

type Json = Readonly<Record<string, unknown>>;

const inputs = {
  Plan,
  Condition,
  FactDefinition,
  FactValue,
  IncidentType,
  Level,
  Notice: PlanNotice,
  Rule,
  Rung,
  Seat,
  Step,
  Trigger,
  OrganizationInput,
  PersonInput,
  ComponentInput,
  IntegrationInput,
  RosterInput,
  DeclareInput,
  DryRunInput,
  KeyInput,
  SettingsInput,
  NoticeInput,
  IncidentNoticeInput,
  MaintenanceNoticeInput,
  NoticeUpdateInput,
  NoticeTextInput,
};

const outputs: Readonly<Record<string, z.ZodType>> = Object.fromEntries(
  [...Object.entries(answers), ...Object.entries(planAnswers), ...Object.entries(noticeAnswers)].toSorted(([a], [b]) => (a < b ? -1 : 1)),
);

const refTo = (id: string) => `#/components/schemas/${id}`;

/** JSON Schemas of named schemas, which refer to each other by name. */
const named = (schemas: Readonly<Record<string, z.ZodType>>, io: 'input' | 'output'): Record<string, Json> => {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  const made = z.toJSONSchema(registry, { io, unrepresentable: 'any', uri: refTo, override: withoutSafeBounds });
  return Object.fromEntries(Object.entries(made.schemas).map(([id, schema]) => [id, withoutIds(schema as Json)]));
};

/** Every integer is a safe one; saying so each time hides the bounds that matter. */
const withoutSafeBounds = ({ jsonSchema }: { jsonSchema: { minimum?: number; maximum?: number } }) => {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
};

const idKeywords = new Set(['$id', '$schema', 'id']);
const withoutIds = (schema: Json): Json => Object.fromEntries(Object.entries(schema).filter(([keyword]) => !idKeywords.has(keyword)));

const problem: Json = {
  type: 'object',
  description: 'A problem document (RFC 9457).',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string', format: 'uri-reference', enum: Object.keys(catalogue).map((name) => `${problemsPath}#${name}`) },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      description: 'Every fault of the request, for the problem “invalid”.',
      items: {
        type: 'object',
        required: ['in', 'pointer', 'code', 'detail'],
        properties: {
          in: { enum: ['body', 'query', 'path', 'header'] },
          pointer: { type: 'string', description: 'JSON pointer into the body, or into the parameters by name.' },
          line: { type: 'integer', description: 'Of a body in YAML, counted from 1.' },
          column: { type: 'integer' },
          code: { type: 'string' },
          detail: { type: 'string' },
          suggestion: { type: 'string', description: 'The name that was probably meant.' },
        },
      },
    },
  },
};

const inline = (schema: z.ZodType, io: 'input' | 'output'): Json =>
  withoutIds(z.toJSONSchema(schema, { io, unrepresentable: 'any', override: withoutSafeBounds }) as Json);

const nameOf = (all: Readonly<Record<string, z.ZodType>>, schema: z.ZodType): string | undefined =>
  Object.entries(all).find(([, candidate]) => candidate === schema)?.[0];

const referring = (all: Readonly<Record<string, z.ZodType>>, schema: z.ZodType, io: 'input' | 'output'): Json => {
  const name = nameOf(all, schema);
  return name ? { $ref: refTo(name) } : inline(schema, io);
};

const parametersOf = (schema: z.ZodObject | undefined, where: 'path' | 'query'): Json[] =>
  Object.entries(schema?.shape ?? {}).map(([name, field]) => ({
    name,
    in: where,
    required: where === 'path' || !(field as z.ZodType).safeParse(undefined).success,
    schema: inline(field as z.ZodType, 'input'),
  }));

const shared = (name: string): Json => ({ $ref: `#/components/parameters/${name}` });

const security: Readonly<Record<Route['access'], Json[]>> = {
  public: [],
  operator: [{ operatorKey: [] }],
  read: [{ apiKey: ['read'] }],
  respond: [{ apiKey: ['respond'] }],
  configure: [{ apiKey: ['configure'] }],
  link: [],
  integration: [],
};

const headersOf = (names: readonly string[]): Json =>
  Object.fromEntries(['x-request-id', ...names].map((name) => [name, { $ref: `#/components/headers/${name}` }]));

const otherFormats = ({ formats = [] }: Route): Json => Object.fromEntries(formats.map((name) => [name, { schema: { type: 'string' } }]));

const successes = (route: Route): Json =>
  Object.fromEntries(
    Object.entries(route.answers).map(([status, { description, body, mediaType = 'application/json', headers = [] }]) => [
      status,
      {
        description: description.en,
        'x-description-zh-CN': description['zh-CN'],
        headers: headersOf(headers),
        ...(body
          ? { content: { [mediaType]: { schema: referring(outputs, body, 'output') }, ...otherFormats(route) } }
          : mediaType === 'text/html'
            ? { content: { 'text/html': { schema: { type: 'string' } } } }
            : {}),
      },
    ]),
  );

const responseName = (names: readonly ProblemName[]) => names.join('-or-');

const refusalsOf = (route: Route): [number, ProblemName[]][] => [...Map.groupBy(problemsOf(route), (name) => catalogue[name].status)];

const refusals = (route: Route): Json =>
  Object.fromEntries(refusalsOf(route).map(([status, names]) => [status, { $ref: `#/components/responses/${responseName(names)}` }]));

const problemResponses = (): Json => {
  const sets = (Object.values(routes) as Route[])
    .filter(({ path }) => !ownRefusals[path])
    .flatMap((route) => refusalsOf(route).map(([, names]) => names));
  const byName = new Map(sets.map((names) => [responseName(names), names]));
  return Object.fromEntries(
    [...byName].map(([name, names]) => [
      name,
      {
        description: names.map((one) => catalogue[one].title.en).join(' · '),
        'x-problems': names,
        headers: headersOf([]),
        content: { 'application/problem+json': { schema: { $ref: refTo('Problem') } } },
      },
    ]),
  );
};

const ownRefusals: Readonly<Record<string, Json>> = {
  '/v2/enqueue': Object.fromEntries(
    [400, 413, 503].map((status) => [
      status,
      {
        description: status === 503 ? 'Send the same event again' : 'The event is not taken',
        content: { 'application/json': { schema: { $ref: refTo('EventRefused') } } },
      },
    ]),
  ),
};

/** Schemas of what is sent, with the fields of the answer that may come back in it. */
const sentSchemas = (): Record<string, Json> => {
  const schemas = named(inputs, 'input');
  for (const { body, readOnly, answers: to } of Object.values(routes) as Route[]) {
    if (!body || !readOnly) continue;
    const name = nameOf(inputs, body) ?? '';
    const answer = to[200]?.body as z.ZodObject;
    const returned = readOnly.map((field) => [field, { ...inline(answer.shape[field] as z.ZodType, 'output'), readOnly: true }]);
    schemas[name] = { ...schemas[name], properties: { ...(schemas[name]?.['properties'] as Json), ...Object.fromEntries(returned) } };
  }
  return schemas;
};

const described = (text: Both | undefined): Json => (text ? { description: text.en, 'x-description-zh-CN': text['zh-CN'] } : {});

const operation = (id: string, route: Route): Json => ({
  operationId: id,
  tags: [route.area],
  summary: route.summary.en,
  'x-summary-zh-CN': route.summary['zh-CN'],
  ...described(descriptionOf(route)),
  'x-access': route.access,
  security: security[route.access],
  parameters: [
    ...parametersOf(route.params, 'path'),
    ...parametersOf(route.query, 'query'),
    ...(route.edits ? [shared('If-Match')] : []),
    ...(route.once ? [shared('Idempotency-Key')] : []),
    ...(route.reads === 'own' ? [] : [shared('Accept-Language')]),
  ],
  ...(route.body
    ? {
        requestBody: {
          required: !route.bodyOptional,
          content: {
            'application/json': {
              schema: referring(inputs, route.body, 'input'),
              ...(route.example === undefined ? {} : { example: route.example }),
            },
            ...(route.yaml ? { 'application/yaml': { schema: referring(inputs, route.body, 'input') } } : {}),
          },
        },
      }
    : {}),
  responses: { ...successes(route), ...(ownRefusals[route.path] ?? refusals(route)) },
});

const paths = (): Json => {
  const byPath = Object.groupBy(Object.entries(routes) as [string, Route][], ([, route]) => route.path);
  return Object.fromEntries(
    Object.entries(byPath).map(([path, declared = []]) => [
      path,
      Object.fromEntries(declared.map(([id, route]) => [route.method.toLowerCase(), operation(id, route)])),
    ]),
  );
};

const text = (name: string, description: string): Json => ({ name, in: 'header', description, schema: { type: 'string' } });

/** The API as an OpenAPI 3.1 document, made from the table of routes. */
export const openApi = (): Json => ({
  openapi: '3.1.0',
  info: {
    title: 'Muster',
    version: '1',
    description:
      'Runs organizations’ emergency plans: declare an incident, and the plan grades it, opens tasks, alerts people and climbs the ladder until somebody answers. Instants are RFC 3339 UTC with milliseconds, durations ISO 8601, money integer minor units.',
  },
  servers: [{ url: '/' }],
  tags: areas.map((name) => ({ name })),
  paths: paths(),
  components: {
    // What is stored satisfies the schema of what is sent, so a plan has one schema.
    schemas: { ...named({ ...inputs, ...outputs }, 'output'), ...sentSchemas(), Problem: problem },
    responses: problemResponses(),
    securitySchemes: {
      apiKey: { type: 'http', scheme: 'bearer', description: 'A key of an organization, `mk_…`. Its scopes: read, respond, configure.' },
      operatorKey: { type: 'http', scheme: 'bearer', description: 'The key of the deployment’s operator.' },
    },
    parameters: {
      'If-Match': text('If-Match', 'The ETag that was read: the change is refused (412) when somebody else came first.'),
      'Idempotency-Key': text(
        'Idempotency-Key',
        'Up to 255 visible characters, with or without quotes. A repetition within 24 hours gets the first answer again and changes nothing.',
      ),
      'Accept-Language': text('Accept-Language', 'Language of sentences: en or zh-CN.'),
    },
    headers: {
      'x-request-id': { description: 'Names this request in logs and in the record.', schema: { type: 'string' } },
      etag: { description: 'Version of what is answered.', schema: { type: 'string' } },
      location: { description: 'Where it can be read.', schema: { type: 'string' } },
      'content-language': { description: 'Language of the sentences.', schema: { type: 'string' } },
    },
  },
});
