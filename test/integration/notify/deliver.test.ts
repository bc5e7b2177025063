import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256 } from '../../../functions/adapters/dynamodb/hash.ts';
import { deliver, type Delivering } from '../../../functions/notify/deliver.ts';
import { wallClock } from '../../../functions/runtime/clock.ts';
import { sealerOf } from '../../../functions/runtime/seal.ts';
import type { Alert } from '../../../shared/incident/state.ts';
import type { Person } from '../../../shared/organization/records.ts';
import { keys } from '../../../shared/table/keys.ts';
import { play, planWith, start } from '../../support/play.ts';
import { type Engine, startEngine } from '../api/support/engine.ts';
import { sealer } from '../api/support/world.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const organization = {
  id: 'org_1',
  slug: 'one',
  name: { en: 'One' },
  timeZone: 'UTC',
  languages: ['en' as const],
  pageId: 'p',
  createdAt: start,
  updatedAt: start,
};
const plan = planWith({ rungs: [{ id: 'all', title: { en: 'All' }, on: 'declared', alert: ['seat-x'] }] });
const { state } = play(plan);

const delivering = (): Delivering => ({
  table: engine.table,
  clock: wallClock,
  secret: { operatorKeyHash: '', sealing: { current: '', keys: {} }, smtpUrl: '', mailFrom: '' },
  sealer,
  apiUrl: 'https://api.example.com',
  allowedOrigins: [],
});
const owed = (change: Partial<Alert>) => {
  const alert: Alert = { ...(Object.values(state.alerts)[0] as Alert), status: 'pending', sentAt: null, ...change };
  return { organization, plan, state: { ...state, alerts: { [alert.key]: alert } } };
};

test('an alert that names more seats than a key of the table has room for is claimed and settled like any other', async () => {
  const key = `all/${Array.from({ length: 20 }, (_, index) => `seat-${index}`.padEnd(64, '-x')).join('+')}/0/one/0`;
  const subject = owed({ key, person: 'nobody' });
  const outcome = { alert: key, attempt: 1, sent: false, reason: 'no-person', retryable: false };
  expect(await deliver(delivering(), subject, key)).toEqual(outcome);
  expect(await deliver(delivering(), subject, key)).toEqual(outcome);
});

test('a webhook whose secret can no longer be unsealed fails for good, so that the ladder goes on', async () => {
  const other = sealerOf({ current: 'gone', keys: { gone: Buffer.alloc(32).toString('base64') } });
  const channel = { kind: 'webhook', url: 'https://hooks.example.com/', sealedSecret: other.seal('webhook-secret', 'whsec_x') } as const;
  const person: Person = { id: 'hooked', name: 'Hooked', language: null, channels: [channel], version: 1, updatedAt: start };
  await engine.table.write({ put: { ...keys.person.key(organization.id, person.id), type: 'Person', person } });
  const subject = owed({ key: 'hook', person: person.id, channel: { kind: 'webhook', index: 0 } });
  const outcome = { alert: 'hook', attempt: 1, sent: false, reason: 'no-channel', retryable: false };
  expect(await deliver(delivering(), subject, 'hook')).toEqual(outcome);
});

test('what came of a send is kept also when the table is away for a while after it: nobody is told twice', async () => {
  const refusals = 5;
  let refused = 0;
  const table: Delivering['table'] = {
    ...engine.table,
    write: (write) => {
      if (!('put' in write) || !write.put['result'] || refused === refusals) return engine.table.write(write);
      refused++;
      return Promise.reject(Object.assign(new Error('away'), { name: 'TimeoutError' }));
    },
  };
  const subject = owed({ key: 'away', person: 'nobody' });
  const outcome = { alert: 'away', attempt: 1, sent: false, reason: 'no-person', retryable: false };
  expect(await deliver({ ...delivering(), table }, subject, 'away')).toEqual(outcome);
  expect(refused).toBe(refusals);
  expect(await engine.table.get(keys.delivery.key(organization.id, state.id, sha256('away'), 1))).toMatchObject({
    result: { sent: false, reason: 'no-person' },
  });
});
