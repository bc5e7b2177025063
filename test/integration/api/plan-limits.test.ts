import canonicalize from 'canonicalize';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planLimits } from '../../../shared/plan/limits.ts';
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

const steps = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `s${index}`, title: { en: 'x' }, actor: 'a' }));
const withSteps = (first: number, second: number, common = 0) => ({
  title: { en: 'Long' },
  seats: [{ id: 'a', title: { en: 'A' } }],
  ...(common > 0 ? { common: { steps: steps(common).map((step) => ({ ...step, id: `c-${step.id}` })) } } : {}),
  incidentTypes: [
    { id: 'one', title: { en: 'One' }, steps: steps(first) },
    { id: 'two', title: { en: 'Two' }, steps: steps(second) },
  ],
});

/** A plan that has exactly so many bytes when its defaults are filled in, and fewer as it is sent. */
const withBytes = (bytes: number) => {
  const plan = (texts: readonly string[]) => ({
    title: { en: 'Long' },
    principles: [],
    facts: Array.from({ length: 200 }, (_, index) => ({ id: `f${index}`, title: { en: 'x' }, type: 'integer' })),
    seats: texts.map((duties, index) => ({ id: `s${index}`, title: { en: 'x' }, duties: { en: duties } })),
    incidentTypes: [],
  });
  const stored = (document: ReturnType<typeof plan>) => ({
    ...document,
    ...Object.fromEntries(
      ['parameters', 'bodies', 'forms', 'levels', 'windows', 'resources', 'drills', 'cadences', 'notYetWritten'].map((name) => [name, []]),
    ),
    serviceLevels: {},
    sharing: {},
    facts: document.facts.map((fact) => ({ ...fact, unknown: 'worse' })),
    seats: document.seats.map((seat) => ({ ...seat, holders: [] })),
  });
  const size = (texts: readonly string[]) => Buffer.byteLength(canonicalize(stored(plan(texts))) ?? '');
  const full = Array.from({ length: 115 }, () => 'x'.repeat(2000));
  for (;;) {
    const room = bytes - size([...full, 'x']) + 1;
    if (room <= 2000) return plan([...full, 'x'.repeat(room)]);
    full.push('x'.repeat(2000));
  }
};

const ways = [
  ['put', 'PUT', '/v1/plans/long', (plan: object) => plan, ''],
  ['rehearsed', 'POST', '/v1/plans/dry-run', (plan: object) => ({ plan, incidentType: 'one' }), '/plan'],
] as const;
const send = (method: string, path: string, body: object) => world.ask(method, path, { key: tenant.key, body });

describe.each(ways)('a plan that is %s', (_, method, path, bodyOf, prefix) => {
  test(`may have ${planLimits.steps} steps over all its incident types, and not one more`, async () => {
    for (const plan of [withSteps(1000, 1000), withSteps(500, 500, 500)])
      expect((await send(method, path, bodyOf(plan))).status).toBeLessThan(300);
    for (const plan of [withSteps(1000, 1001), withSteps(501, 500, 500)]) {
      const { status, body } = await send(method, path, bodyOf(plan));
      expect(status).toBe(422);
      expect(body.errors).toMatchObject([
        { code: 'plan-steps', pointer: `${prefix}/incidentTypes`, detail: expect.stringContaining('2000') },
      ]);
    }
  });

  test(`may have ${planLimits.bytes} bytes of canonical JSON, and not one more`, async () => {
    const most = await send(method, path, bodyOf(withBytes(planLimits.bytes)));
    expect(JSON.stringify(most.body)).not.toContain('plan-bytes');
    const { status, body } = await send(method, path, bodyOf(withBytes(planLimits.bytes + 1)));
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ code: 'plan-bytes', pointer: prefix, detail: expect.stringContaining('262144') }]);
  });
});

test('a check finds either as an error, with what to do', async () => {
  for (const [plan, code] of [
    [withSteps(2000, 1), 'plan-steps'],
    [withBytes(planLimits.bytes + 1), 'plan-bytes'],
  ] as const) {
    const { status, body } = await send('POST', '/v1/plans/check', plan);
    expect(status).toBe(200);
    expect(body.findings).toMatchObject([{ severity: 'error', code, remedy: expect.stringContaining('several plans') }]);
  }
});
