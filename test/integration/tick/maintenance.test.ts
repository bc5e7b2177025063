/** The whole stack on a virtual clock: nobody touches it, and the page changes when maintenance begins and ends. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStack, type Stack } from '../../../infra/local/stack.ts';
import { advanceTo, tableIn } from '../../../infra/local/virtual.ts';
import { keys } from '../../../shared/table/keys.ts';

let folder: string;
let stack: Stack;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-maintenance-'));
  stack = await startStack({ data: folder, virtualClock: '2026-03-14T01:00:00Z' });
}, 300_000);
afterAll(async () => {
  await stack?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('maintenance begins and ends on the page by itself, also when its wakes were lost', { timeout: 120_000 }, async () => {
  const ask = async (method: string, path: string, key: string, body: object) =>
    (await (
      await fetch(`${stack.apiUrl}${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).json()) as { organization: { id: string }; apiKey: string; id: string; phase: string };
  const { organization, apiKey } = await ask('POST', '/v1/organizations', stack.operatorKey, { slug: 'works', name: { en: 'Works' } });
  await ask('PUT', '/v1/components/phones', apiKey, { name: { en: 'Phones' } });
  await ask('POST', '/v1/notices', apiKey, {
    kind: 'maintenance',
    title: { en: 'Works' },
    body: { en: 'We work.' },
    components: ['phones'],
    scheduledFor: '2026-03-14T01:10:00Z',
    scheduledUntil: '2026-03-14T05:00:00Z',
  });
  const table = tableIn(stack);
  const published = async () => Number((await table.get(keys.page.key(organization.id)))?.['published']);
  const shown = async () => {
    const answer = await fetch(`${stack.statusUrl}/works/api/v2/summary.json`);
    const { components, scheduled_maintenances: planned } = (await answer.json()) as {
      components: { status: string }[];
      scheduled_maintenances: { status: string }[];
    };
    return [components[0]?.status, ...planned.map(({ status }) => status)];
  };
  await stack.quiet();
  const before = await published();
  await advanceTo(stack, '2026-03-14T01:09:00Z');
  expect(await published()).toBe(before);
  expect(await shown()).toEqual(['operational', 'scheduled']);
  await advanceTo(stack, '2026-03-14T01:11:00Z');
  expect(await published()).toBe(before + 1);
  expect(await shown()).toEqual(['under_maintenance', 'in_progress']);
  stack.clock?.advance('2026-03-14T05:00:30Z');
  await stack.sweep();
  await stack.quiet();
  expect(await published()).toBe(before + 2);
  expect(await shown()).toEqual(['operational']);
  await stack.sweep();
  await stack.quiet();
  expect(await published()).toBe(before + 2);
});
