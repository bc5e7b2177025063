import { afterAll, beforeAll, expect, test } from 'vitest';
import { deliver, type Delivering } from '../../../functions/notify/deliver.ts';
import { wallClock } from '../../../functions/runtime/clock.ts';
import type { Alert } from '../../../shared/incident/state.ts';
import { play, planWith, start } from '../../support/play.ts';
import { type Engine, startEngine } from '../api/support/engine.ts';
import { sealer } from '../api/support/world.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

test('an alert that names more seats than a key of the table has room for is claimed and settled like any other', async () => {
  const delivering: Delivering = {
    table: engine.table,
    clock: wallClock,
    secret: { operatorKeyHash: '', sealing: { current: '', keys: {} }, smtpUrl: '', mailFrom: '' },
    sealer,
    apiUrl: 'https://api.example.com',
    allowedOrigins: [],
  };
  const rung = { id: 'all', title: { en: 'All' }, on: 'declared', alert: ['seat-x'] };
  const plan = planWith({ rungs: [rung] });
  const { state } = play(plan);
  const key = `all/${Array.from({ length: 20 }, (_, index) => `seat-${index}`.padEnd(64, '-x')).join('+')}/0/one/0`;
  const alert: Alert = { ...(Object.values(state.alerts)[0] as Alert), key, person: 'nobody', status: 'pending', sentAt: null };
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
  const subject = { organization, plan, state: { ...state, alerts: { [key]: alert } } };
  const outcome = { alert: key, attempt: 1, sent: false, reason: 'no-person', retryable: false };
  expect(await deliver(delivering, subject, key)).toEqual(outcome);
  expect(await deliver(delivering, subject, key)).toEqual(outcome);
});
