import type { Route } from '../../shared/access/route.ts';
import { millisOf } from '../../shared/instant.ts';
import { keys } from '../../shared/table/keys.ts';
import { sha256 } from '../adapters/dynamodb/hash.ts';
import type { Item } from '../adapters/dynamodb/table.ts';
import type { Sealer } from '../runtime/seal.ts';
import type { Api, IncidentReference, Once } from './call.ts';
import { type Answer, type Incoming, invalid, type Refused, refuse } from './http/answer.ts';

/** How long an answer is kept. */
const keptSeconds = 24 * 60 * 60;
const purpose = 'idempotency';

export const never: Once = { remember: () => [] };

/** The key, which senders write with quotes (the draft's structured field) or without. */
const keyIn = (header: string): string | null =>
  /^(?:"([\x20\x21\x23-\x5b\x5d-\x7e]{1,255})"|([\x21\x23-\x7e]{1,255}))$/.exec(header.trim())?.slice(1).find(Boolean) ?? null;

type Kept = { readonly answer: Answer } | { readonly incident: IncidentReference } | { readonly sealed: string };

export type Repetition =
  /** First time, or no key: do it, and remember it. */
  | { readonly once: Once; readonly refused?: undefined }
  | { readonly incident: IncidentReference }
  | { readonly answer: Answer }
  | { readonly refused: Refused };

const replayed = (item: Item, sealer: Sealer | null): Repetition | null => {
  const kept = JSON.parse(item['kept'] as string) as Kept;
  if ('incident' in kept) return kept;
  if ('answer' in kept) return kept;
  const answer = sealer?.open(purpose, kept.sealed) as Answer | undefined;
  return answer ? { answer } : null;
};

/** What is known of a request's Idempotency-Key. `owner` is the organization, or the operator. */
export const repetitionOf = async (api: Api, route: Route, incoming: Incoming, owner: string): Promise<Repetition> => {
  const header = incoming.headers['idempotency-key'];
  if (!route.once || header === undefined) return { once: never };
  const name = keyIn(header);
  if (name === null) return { refused: invalid([{ in: 'header', pointer: '/idempotency-key', code: 'idempotency-key', values: {} }]) };

  const key = keys.idempotency.key(owner, `${route.method} ${route.path}`, name);
  const hash = sha256(`${incoming.path}\n${incoming.headers['if-match'] ?? ''}\n${incoming.body.toString('base64')}`);
  const seconds = Math.floor(millisOf(api.wall()) / 1000);
  const sealer = route.once === 'sealed' ? await api.sealer() : null;

  const item = await api.table.get(key);
  // The table removes expired items when it finds the time.
  if (item && (item['expiresAt'] as number) > seconds) {
    if (item['hash'] !== hash) return { refused: refuse('idempotency-key-reused') };
    const repeated = replayed(item, sealer);
    return repeated ?? { refused: refuse('unavailable') };
  }

  const remember: Once['remember'] = (answer) => {
    const kept: Kept = !('headers' in answer) ? { incident: answer } : sealer ? { sealed: sealer.seal(purpose, answer) } : { answer };
    const put = { ...key, type: 'Idempotency', hash, kept: JSON.stringify(kept), expiresAt: seconds + keptSeconds };
    return [{ put, if: { absentOrBelow: { attribute: 'expiresAt', value: seconds + 1 } } }];
  };
  return { once: { remember } };
};
