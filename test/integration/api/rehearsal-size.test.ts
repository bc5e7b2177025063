import { afterAll, beforeAll, expect, test } from 'vitest';
import { chart } from '../../../functions/api/plans/pages/chart.ts';
import { words } from '../../../functions/api/plans/pages/words.ts';
import type { DryRunView } from '../../../functions/api/plans/dry-run-view.ts';
import { Plan } from '../../../shared/plan/plan.ts';
import { type Engine, startEngine } from './support/engine.ts';
import { type Tenant, tenantOf, type World, worldOf } from './support/world.ts';

let engine: Engine;
let world: World;
let tenant: Tenant;
beforeAll(async () => {
  engine = await startEngine();
  world = worldOf(engine.table);
  tenant = await tenantOf(world);
});
afterAll(() => engine.stop());

/** A Lambda may answer six megabytes. */
const bytesMax = 5_000_000;
const many = <T>(count: number, of: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => of(index));
const title = { en: 'X' };
const seats = [{ id: 'a', title }];
const stepped = (count: number, of: (index: number) => object) => ({
  seats,
  incidentTypes: [{ id: 'x', title, steps: many(count, (n) => ({ id: `s${n}`, title, actor: 'a', ...of(n) })) }],
});
const long = { 'zh-CN': '长'.repeat(400) };
const largest: Readonly<Record<string, object>> = {
  'two thousand steps': stepped(2000, () => ({ within: 'PT5M' })),
  'steps with long titles that come again and again': stepped(150, () => ({ title: long, within: 'PT1M', every: 'PT1M' })),
  'two thousand prohibitions': stepped(2000, () => ({ forbidden: true })),
  'steps for everybody in a body': {
    seats: many(100, (n) => ({ id: `a${n}`, title })),
    bodies: [{ id: 'a', title, members: many(100, (n) => `a${n}`) }],
    incidentTypes: [{ id: 'x', title, steps: many(1500, (n) => ({ id: `s${n}`, title, actor: 'a', within: 'PT5M', every: 'PT5M' })) }],
  },
  'alerts over alerts': {
    seats: many(200, (n) => ({ id: `a${n}`, title: { en: `A${n}` } })),
    incidentTypes: [
      {
        id: 'x',
        title,
        rungs: many(5, (n) => ({
          id: `g${n}`,
          title,
          on: 'declared',
          alert: many(20, (m) => `a${(n + m) % 200}`),
          answer: { within: 'PT1M', rounds: 5 },
        })),
      },
    ],
  },
  'one seat in every body': {
    seats: [{ id: 'a', title, duties: { en: 'x'.repeat(2000) } }],
    bodies: many(100, (n) => ({ id: `b${n}`, title, members: many(100, () => 'a') })),
    incidentTypes: [{ id: 'x', title }],
  },
};

test.each(Object.entries(largest))(
  'the rehearsal of the largest plans can be answered, as JSON and as a page: %s',
  { timeout: 60_000 },
  async (_, of) => {
    const plan = { title, ...of };
    expect(Plan.safeParse(plan).error?.issues).toBeUndefined();
    for (const accept of ['application/json', 'text/html']) {
      const { status, text } = await world.ask('POST', '/v1/plans/dry-run', { key: tenant.key, body: { plan }, headers: { accept } });
      expect(status).toBe(200);
      expect(Buffer.byteLength(text)).toBeLessThan(bytesMax);
    }
  },
);

test('a page says how much more the JSON has', async () => {
  const body = { plan: { title, ...largest['two thousand steps'] } };
  const page = await world.ask('POST', '/v1/plans/dry-run', { key: tenant.key, body, headers: { accept: 'text/html' } });
  expect(page.text).toMatch(/and [\d,]+ more, which the JSON answer has/);
});

test('the chart shows bodies that answer to each other in a circle, each once', () => {
  const body = (id: string, under?: string) => ({ id, title: `Body ${id}`, duties: null, under, deputies: [], members: [] });
  const bodies = [body('tail', 'b'), body('a', 'c'), body('b', 'a'), body('c', 'b'), body('self', 'self'), body('plain')];
  const view = { bodies, seats: [], levels: [] } as unknown as DryRunView;
  const shown = [...chart(view, words.en).markup.matchAll(/Body ([a-z]+)/g)].map(([, id]) => id);
  expect(shown.toSorted()).toEqual(['a', 'b', 'c', 'plain', 'self', 'tail']);
});
