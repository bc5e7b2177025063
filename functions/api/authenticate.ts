import { timingSafeEqual } from 'node:crypto';
import type { Access } from '../../shared/access/route.ts';
import type { ApiKey, Scope } from '../../shared/organization/records.ts';
import { keys } from '../../shared/table/keys.ts';
import { sha256 } from '../adapters/dynamodb/hash.ts';
import type { Api } from './call.ts';
import { type Incoming, type Refused, refuse } from './http/answer.ts';

export const apiKeyPrefix = 'mk_';

const unauthenticated: Refused = { problem: 'unauthenticated', headers: { 'www-authenticate': 'Bearer realm="muster"' } };

const bearerOf = ({ headers }: Incoming): string | null =>
  /^Bearer +([\x21-\x7e]{1,200}) *$/i.exec(headers['authorization'] ?? '')?.[1] ?? null;

/** Finds a key by its hash, so that comparing takes no longer for a key that is nearly right. */
const keyOf = async ({ table }: Api, bearer: string): Promise<ApiKey | null> => {
  const item = bearer.startsWith(apiKeyPrefix) ? await table.get(keys.apiKey.key(sha256(bearer))) : null;
  return item ? (item['key'] as ApiKey) : null;
};

const isOperator = async (api: Api, bearer: string): Promise<boolean> => {
  const [sent, known] = [Buffer.from(sha256(bearer)), Buffer.from(await api.operatorKeyHash())];
  return sent.length === known.length && timingSafeEqual(sent, known);
};

/** Who calls. Routes without a key of ours authenticate in their own way: by link, or by the sender's key. */
export const authenticate = async (api: Api, access: Access, incoming: Incoming): Promise<{ readonly key: ApiKey | null } | Refused> => {
  if (access === 'public' || access === 'link' || access === 'integration') return { key: null };
  const bearer = bearerOf(incoming);
  if (bearer === null) return unauthenticated;
  if (access === 'operator') {
    if (await isOperator(api, bearer)) return { key: null };
    return (await keyOf(api, bearer)) ? refuse('scope-missing', { scope: 'operator' }) : unauthenticated;
  }
  const key = await keyOf(api, bearer);
  if (!key) return unauthenticated;
  return key.scopes.includes(access satisfies Scope) ? { key } : refuse('scope-missing', { scope: access });
};
