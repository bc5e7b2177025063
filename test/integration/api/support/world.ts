import { randomBytes } from 'node:crypto';
import { createApi } from '../../../../functions/api/compose.ts';
import type { Api } from '../../../../functions/api/call.ts';
import { sha256 } from '../../../../functions/adapters/dynamodb/hash.ts';
import type { Table } from '../../../../functions/adapters/dynamodb/table.ts';
import { ids, publicId, token } from '../../../../functions/runtime/random.ts';
import { sealerOf } from '../../../../functions/runtime/seal.ts';
import { wallClock } from '../../../../functions/runtime/clock.ts';
import { keepsContract } from './contract.ts';
import { toInstant } from '../../../../shared/instant.ts';

export const operatorKey = 'operator-of-the-tests';

export const sealer = sealerOf({ current: 'k1', keys: { k1: randomBytes(32).toString('base64') } });

/** Time as the tests say. */
export interface Time {
  millis: number;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Parsed, and of any shape: tests read what they expect to be there, and a wrong guess fails the test. */
  readonly body: ReturnType<typeof JSON.parse>;
}

export interface Ask {
  readonly key?: string | undefined;
  readonly body?: unknown;
  /** Sent as it is. */
  readonly raw?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The API over a table, with a way to ask it. */
export const worldOf = (table: Table, over: Partial<Api> = {}) => {
  const time: Time = { millis: Date.parse('2026-03-14T01:42:00.000Z') };
  const lines: string[] = [];
  const api: Api = {
    table,
    clock: () => toInstant(time.millis),
    wall: wallClock,
    ids,
    publicId,
    token,
    log: (level, message, fields) => lines.push(JSON.stringify({ level, message, ...fields })),
    operatorKeyHash: () => Promise.resolve(sha256(operatorKey)),
    sealer: () => Promise.resolve(sealer),
    statusUrl: 'https://status.example.com',
    allowedOrigins: [],
    resolveTxt: () => Promise.resolve([]),
    ...over,
  };
  const serve = createApi(api);

  const ask = async (method: string, target: string, { key, body, raw, headers = {} }: Ask = {}): Promise<Reply> => {
    const [path = '', query = ''] = target.split('?');
    const sent = raw ?? (body === undefined ? '' : JSON.stringify(body));
    const answer = await serve({
      method,
      path,
      query,
      headers: {
        ...(sent.length > 0 ? { 'content-type': 'application/json' } : {}),
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...headers,
      },
      body: Buffer.from(sent as string),
    });
    const text = answer.body === null ? '' : answer.body.toString();
    keepsContract(method, path, answer);
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      body: answer.headers['content-type']?.includes('json') && text ? JSON.parse(text) : undefined,
    };
  };
  return { api, serve, time, ask, lines };
};
export type World = ReturnType<typeof worldOf>;

export const plan = {
  title: { en: 'Call-centre incidents', 'zh-CN': '呼叫中心预案' },
  seats: [
    { id: 'lead', title: { en: 'Duty team lead', 'zh-CN': '值班组长' }, holders: ['ada'] },
    { id: 'manager', title: { en: 'Manager', 'zh-CN': '经理' }, holders: ['bo'] },
  ],
  facts: [
    { id: 'households', title: { en: 'Households', 'zh-CN': '户数' }, type: 'integer' },
    { id: 'symptom', title: { en: 'Symptom' }, type: 'choice', choices: [{ id: 'slow', title: { en: 'Slow' } }] },
  ],
  levels: [
    { id: 'red', title: { en: 'Red', 'zh-CN': '红色' } },
    { id: 'blue', title: { en: 'Blue', 'zh-CN': '蓝色' } },
  ],
  incidentTypes: [
    {
      id: 'outage',
      title: { en: 'Phones down', 'zh-CN': '电话中断' },
      components: ['phones'],
      rules: [{ id: 'many', level: 'red', when: { fact: 'households', atLeast: 5000 } }],
      otherwise: 'blue',
      steps: [{ id: 'call', title: { en: 'Call the vendor', 'zh-CN': '联系厂商' }, actor: 'lead', on: 'declared', within: 'PT5M' }],
      rungs: [
        {
          id: 'first',
          title: { en: 'Lead at once', 'zh-CN': '立即通知组长' },
          on: 'declared',
          alert: ['lead'],
          answer: { within: 'PT2M', rounds: 2 },
        },
        { id: 'second', title: { en: 'Manager later', 'zh-CN': '随后通知经理' }, on: { elapsed: 'PT10M' }, alert: ['manager'] },
      ],
      notices: [
        {
          id: 'started',
          on: 'declared',
          phase: 'investigating',
          state: 'major_outage',
          title: { en: 'Phones are down' },
          body: { en: 'We are on it.' },
        },
      ],
      restoreNotice: { en: 'Service is back.' },
    },
  ],
};

export interface Tenant {
  readonly id: string;
  readonly slug: string;
  readonly key: string;
}

let tenants = 0;

/** An organization with two people, a component and a plan. */
export const tenantOf = async ({ ask }: World, more: object = {}): Promise<Tenant> => {
  const slug = `org-${process.pid}-${++tenants}`;
  const created = await ask('POST', '/v1/organizations', { key: operatorKey, body: { slug, name: { en: slug }, ...more } });
  const { organization, apiKey: key } = created.body;
  for (const person of ['ada', 'bo'])
    await ask('PUT', `/v1/people/${person}`, {
      key,
      body: { name: person.toUpperCase(), channels: [{ kind: 'email', address: `${person}@example.com` }] },
    });
  await ask('PUT', '/v1/components/phones', { key, body: { name: { en: 'Phones' } } });
  const stored = await ask('PUT', '/v1/plans/call-centre', { key, body: plan });
  if (stored.status !== 201) throw new Error(`the plan was not stored: ${stored.text}`);
  return { id: organization.id, slug, key };
};
