import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Engine, startEngine } from '../integration/api/support/engine.ts';
import { tenantOf, type World, worldOf } from '../integration/api/support/world.ts';
import type { Given, Organization } from './case.ts';
import { asked, capabilities } from './matrix.ts';
import { plans } from './plans.ts';
import { adopted, rehearseTemplate } from './rehearse.ts';
import { acceptancePage } from './table.ts';

let engine: Engine;
let world: World;
beforeAll(async () => {
  engine = await startEngine();
  world = worldOf(engine.table);
});
afterAll(() => engine.stop());

/** An organization that has everybody whom the template's seats name. */
const organizationFor = async (slug: string, given: Given = {}): Promise<Organization> => {
  const { key } = await tenantOf(world);
  const plan = adopted(slug, given);
  const people = (plan['seats'] as { readonly holders: readonly string[] }[]).flatMap(({ holders }) => holders);
  await Promise.all(
    people.map((id) =>
      world.ask('PUT', `/v1/people/${id}`, { key, body: { name: id, channels: [{ kind: 'email', address: `${id}@example.com` }] } }),
    ),
  );
  return { world, key, plan };
};

describe.each(plans)('$plan', ({ plan, works }) => {
  test.each(works)('$id: $guarantee', ({ run }) =>
    run({ rehearse: (given) => rehearseTemplate(plan, given), organization: (given) => organizationFor(plan, given) }),
  );
});

test('every case that the capability matrix asks of a plan is played, or named as missing with the reason', () => {
  const answered = plans.flatMap(({ plan, works, notYet }) => [...works, ...notYet].map(({ id }) => `${plan} ${id}`));
  const wanted = Object.entries(asked).flatMap(([plan, ids]) => ids.map((id) => `${plan} ${id}`));
  expect(wanted.filter((one) => !answered.includes(one))).toEqual([]);
  expect(answered.filter((one) => !wanted.includes(one))).toEqual([]);
  expect(wanted.filter((one) => !((one.split(' ')[1] ?? '') in capabilities))).toEqual([]);
});

test('the page says of every plan and case what its test shows', () => {
  expect(readFileSync(new URL('../../docs/acceptance.md', import.meta.url), 'utf8')).toBe(acceptancePage());
});
