/**
 * Puts the demo organization into a fresh deployment, over HTTP like anybody else, and brings it up to date on later starts. Everybody in it is plainly
 * made up.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { Failure } from './failure.ts';

export interface SeedTarget {
  readonly apiUrl: string;
  readonly inboxUrl: string;
  readonly operatorKey: string;
  /** Data folder, in which the organization's keys are kept for the next start. */
  readonly dataDir: string;
}

export interface SeededOrganization {
  readonly id: string;
  readonly slug: string;
  readonly apiKey: string;
  readonly routingKey: string;
}

/** Who sits where in the demo: the first holder is asked first. */
const holders: Readonly<Record<string, readonly string[]>> = {
  agent: ['agent-1'],
  'duty-team-lead': ['lead-a', 'lead-b'],
  'system-ops-specialist': ['specialist-a', 'specialist-b'],
  'call-centre-supervisor': ['supervisor'],
  'operations-supervisor': ['operations'],
  'centre-manager': ['manager'],
  leadership: ['director-a', 'director-b'],
  'management-body': ['manager'],
  'system-vendor': ['vendor'],
  'general-manager': ['general-manager'],
  'department-head': ['department-head'],
  'plan-compiler': ['department-head'],
  'plan-reviewer': ['operations'],
  'plan-approver': ['general-manager'],
};

const people: readonly { readonly id: string; readonly name: string; readonly language?: string; readonly webhook?: boolean }[] = [
  { id: 'agent-1', name: 'Agent One' },
  { id: 'lead-a', name: 'Lead Alpha' },
  { id: 'lead-b', name: 'Lead Beta' },
  { id: 'specialist-a', name: 'Specialist Alpha', webhook: true },
  { id: 'specialist-b', name: 'Specialist Beta' },
  { id: 'supervisor', name: 'Supervisor Sample' },
  { id: 'operations', name: 'Operations Sample' },
  { id: 'manager', name: '样例经理', language: 'zh-CN' },
  { id: 'director-a', name: 'Director Alpha' },
  { id: 'director-b', name: 'Director Beta' },
  { id: 'general-manager', name: 'General Sample' },
  { id: 'department-head', name: 'Department Sample' },
  { id: 'vendor', name: 'Vendor Sample' },
];

const customerService = { id: 'customer-service', name: { en: 'Customer service', 'zh-CN': '客户服务' } };
const supply = { id: 'supply', name: { en: 'Supply', 'zh-CN': '供应' } };
const components = [
  { id: 'phone-service', name: { en: 'Phone service', 'zh-CN': '电话服务' }, group: customerService, position: 1 },
  { id: 'online-service', name: { en: 'Online service', 'zh-CN': '网上服务' }, group: customerService, position: 2 },
  { id: 'gas-supply', name: { en: 'Gas supply', 'zh-CN': '燃气供应' }, group: supply, position: 3 },
  { id: 'meter-reading', name: { en: 'Meter reading', 'zh-CN': '抄表服务' }, group: supply, position: 4 },
] as const;

const demoPlans = ['call-center', 'gas-customer-service'] as const;

/** An answer that was no success, with its body. */
export class Refused extends Error {
  readonly body: string;
  constructor(message: string, body: string) {
    super(message);
    this.body = body;
  }
}

/** A JSON call that must succeed; the answer of a failed one is in the error. */
export const call = async (url: string, method: string, key: string, body?: unknown): Promise<Record<string, unknown>> => {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Refused(`${method} ${new URL(url).pathname} answered ${response.status}: ${text}`, text);
  return text ? (JSON.parse(text) as Record<string, unknown>) : {};
};

/** Reads a plan file and puts the demo's people on its seats; seats that name somebody keep them. */
export const readPlan = async (file: string): Promise<Record<string, unknown>> => {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Failure(`The plan ${file} cannot be read.`);
  });
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) throw new Failure(`The plan ${file} is not YAML: ${error.message.trim()}`);
  const plan = document.toJS() as { seats?: { id: string; holders?: string[] }[] } | null;
  if (typeof plan !== 'object' || !Array.isArray(plan?.seats ?? []))
    throw new Failure(`The plan ${file} is not a plan; docs/plans.md says what one is.`);
  const seats = (plan?.seats ?? []).map((seat) => ({ ...seat, holders: seat.holders ?? holders[seat.id] ?? [] }));
  return { ...plan, seats };
};

export const templateFile = (slug: string): string => join(import.meta.dirname, '..', '..', 'shared', 'templates', `${slug}.yaml`);

const known = async (file: string): Promise<SeededOrganization | null> => {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as SeededOrganization;
  } catch {
    return null;
  }
};

const create = async ({ apiUrl, operatorKey }: SeedTarget): Promise<{ id: string; slug: string; apiKey: string }> => {
  const slug = 'demo';
  const name = { en: 'Example Utilities (demo)', 'zh-CN': '示例公用事业（演示）' };
  const answer = await call(`${apiUrl}/v1/organizations`, 'POST', operatorKey, {
    slug,
    name,
    timeZone: 'Asia/Shanghai',
    languages: ['en', 'zh-CN'],
  });
  const organization = answer['organization'] as { id: string };
  return { id: organization.id, slug, apiKey: answer['apiKey'] as string };
};

const integrate = async (apiUrl: string, apiKey: string): Promise<string> => {
  const integration = {
    name: 'Demo monitoring',
    plan: 'call-center',
    incidentType: 'application-outage',
    components: ['phone-service'],
    facts: { symptom: 'cannot-log-in' },
    publish: true,
  };
  return (await call(`${apiUrl}/v1/integrations`, 'POST', apiKey, integration))['routingKey'] as string;
};

const verbs = { reviews: 'review', approves: 'approve', publishes: 'publish' } as const;

/** Has the newest version of a plan signed by the demo's people, as far as it waits for them. */
export const signAll = async (apiUrl: string, apiKey: string, plan: string): Promise<void> => {
  const path = `${apiUrl}/v1/plans/${plan}/versions`;
  const { items } = (await call(path, 'GET', apiKey)) as {
    items: { version: number; waitsFor: { role: keyof typeof verbs; name: string }[] }[];
  };
  const [newest] = items;
  for (const { role, name } of newest?.waitsFor ?? []) {
    const [person] = holders[name] ?? [];
    await call(`${path}/${newest?.version}/${verbs[role]}`, 'POST', apiKey, { person });
  }
};

/** Brings the demo organization into being or up to date. Safe to repeat. */
export const seed = async (target: SeedTarget): Promise<SeededOrganization> => {
  const { apiUrl, inboxUrl, dataDir } = target;
  const file = join(dataDir, 'demo.json');
  const keep = (organization: SeededOrganization) => writeFile(file, JSON.stringify(organization), { mode: 0o600 });
  const existing = await known(file);
  const { id, slug, apiKey } = existing ?? (await create(target));
  // The key is shown once: keep it before anything else can fail.
  if (!existing) await keep({ id, slug, apiKey, routingKey: '' });
  // The inbox listens somewhere else after every start, so addresses are written each time.
  const secret = `whsec_${Buffer.from('a demo secret of thirty-two byte').toString('base64')}`;
  const put = (path: string, body: unknown) => call(`${apiUrl}/v1/${path}`, 'PUT', apiKey, body);
  await Promise.all([
    ...people.map(({ id: person, name, language, webhook }) =>
      put(`people/${person}`, {
        name,
        ...(language ? { language } : {}),
        channels: [
          { kind: 'email', address: `${person}@demo.example` },
          ...(webhook ? [{ kind: 'webhook', url: `${inboxUrl}/hook/${person}`, secret }] : []),
        ],
      }),
    ),
    ...components.map(({ id: component, ...body }) => put(`components/${component}`, body)),
  ]);
  for (const plan of demoPlans) {
    await put(`plans/${plan}`, await readPlan(templateFile(plan)));
    await signAll(apiUrl, apiKey, plan);
  }
  const organization = { id, slug, apiKey, routingKey: existing?.routingKey || (await integrate(apiUrl, apiKey)) };
  await keep(organization);
  return organization;
};
