import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadIncident } from '../../../functions/adapters/dynamodb/incidents.ts';
import { execute } from '../../../functions/incidents/execute.ts';
import { idsFrom } from '../../../shared/ids.ts';
import type { Command } from '../../../shared/incident/commands.ts';
import type { DryRun } from '../../../shared/incident/dry-run.ts';
import { actsOf, inOrder } from '../../../shared/incident/dry-run-acts.ts';
import type { EventBody } from '../../../shared/incident/events.ts';
import { type Instant, plus } from '../../../shared/instant.ts';
import { filled } from '../../../shared/plan/filled.ts';
import { keys } from '../../../shared/table/keys.ts';
import { start, template } from '../../support/play.ts';
import { everybody, played, rehearsals, templates } from '../../support/rehearsing.ts';
import { type Engine, startEngine } from './support/engine.ts';
import { rowsOf } from './support/scan.ts';
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

/** Everything that somebody's future writes or reads is apart from every other's. */
let organizations = 0;
const horizon = plus(start, 6 * 60 * 60_000);

const store = async (organizationId: string, { plan, directory }: DryRun) => {
  const { table } = engine;
  const people = Object.entries(directory.people).map(([id, person]) => {
    const channels = (person?.channels ?? []).map((kind) => ({ kind, address: `${id}@example.com` }));
    return {
      ...keys.person.key(organizationId, id),
      type: 'Person',
      person: { id, name: id, language: 'en', positions: [], channels, version: 1 },
    };
  });
  const items = [
    { ...keys.organization.key(organizationId), type: 'Organization', organization: { timeZone: directory.timeZone } },
    { ...keys.planVersion.key(organizationId, 'rehearsal', 1), type: 'PlanVersion', plan: JSON.stringify(plan) },
    ...people,
  ];
  for (const item of items) await table.write({ put: item });
};

/** The same incident by the code that runs real ones, on a real table, with a clock that jumps to what is due. */
const produced = async (rehearsal: DryRun): Promise<readonly EventBody[] | { readonly refusal: string }> => {
  const { table } = engine;
  const organizationId = `org_${++organizations}`;
  const incidentId = 'inc_1';
  await store(organizationId, rehearsal);
  const { plan: bare, incidentType, startAt, answers, directory } = rehearsal;
  const plan = filled(bare);
  let now: Instant = startAt;
  let serial = 0;
  const ids = idsFrom(() => String(++serial));
  const loaded = async () => {
    const incident = await loadIncident(table, organizationId, incidentId);
    if (!incident) throw new Error('the incident was not declared');
    return incident;
  };
  const run = (command: Command) =>
    execute(
      { table, clock: () => now, ids },
      { organizationId, incidentId, command, actor: { kind: 'system', id: 'test' }, correlationId: 'c', causationId: 'c' },
    );
  const handOver = async () => {
    for (;;) {
      const { state } = await loaded();
      const owed = Object.values(state.alerts).filter(({ status, channel }) => status === 'pending' && channel !== null);
      if (owed.length === 0) return;
      await run({ type: 'record-deliveries', outcomes: owed.map(({ key: alert, attempt }) => ({ alert, attempt, sent: true })) });
    }
  };
  const dueAt = async () => (await table.get(keys.head.key(organizationId, incidentId)))?.['dueAt'] as Instant | undefined;
  const pass = async (until: Instant) => {
    for (let due = await dueAt(); due !== undefined && due <= until; due = await dueAt()) {
      now = due > now ? due : now;
      await run({ type: 'advance' });
      await handOver();
    }
    now = until;
  };
  const declared = await run({
    type: 'declare',
    organizationId,
    incident: incidentId,
    plan: { slug: 'rehearsal', version: 1 },
    incidentType,
    components: null,
    facts: {},
    summaryDigest: null,
    notice: '',
    approval: 'none',
    source: null,
    mode: 'real',
  });
  if (!declared.done) return { refusal: declared.reason === 'refused' ? declared.refusal.code : declared.reason };
  await handOver();
  for (const one of inOrder(answers, [])) {
    if (one.index === null) continue;
    const at = plus(startAt, one.millis);
    if (at > horizon) break;
    await pass(at);
    let { state } = await loaded();
    for (const command of actsOf(one.answer, () => ({ plan, state, directory, at }))) {
      await run(command);
      await handOver();
      ({ state } = await loaded());
    }
  }
  await pass(horizon);
  return (await loaded()).events.map(({ type, occurredAt, data }) => ({ type, occurredAt, data }) as EventBody);
};

/** What chance decides is left out: the numbers of notices and of their updates. */
const comparable = (events: readonly EventBody[]) =>
  events
    .filter(({ occurredAt }) => occurredAt <= horizon)
    .map(({ type, occurredAt, data }) => `${occurredAt} ${type} ${JSON.stringify(data).replace(/"(notice|update)":"[^"]*",?/g, '')}`);

const agrees = async (rehearsal: DryRun) => {
  const { events, refusal } = played(rehearsal);
  const real = await produced(rehearsal);
  if ('refusal' in real) expect(real.refusal).toBe(refusal?.code);
  else expect(comparable(real)).toEqual(comparable(events));
};

describe('a rehearsal decides what the production path decides', () => {
  test.each(templates)('for every kind of incident of %s, when nobody answers', { timeout: 120_000 }, async (slug) => {
    const plan = template(slug);
    for (const { id: incidentType } of plan.incidentTypes)
      await agrees({ plan, incidentType, facts: {}, startAt: start, answers: [], directory: everybody(plan) });
  });

  test('whatever people do', { timeout: 120_000 }, async () => {
    await fc.assert(fc.asyncProperty(rehearsals, agrees), { numRuns: 20 });
  });
});

test('whatever is rehearsed, as JSON or as a page, nothing in the table changes', { timeout: 120_000 }, async () => {
  const before = await rowsOf(engine);
  await fc.assert(
    fc.asyncProperty(
      rehearsals,
      fc.constantFrom('application/json', 'text/html'),
      async ({ plan, incidentType, answers, startAt }, accept) => {
        const answer = await world.ask('POST', '/v1/plans/dry-run', {
          key: tenant.key,
          body: { plan, incidentType, answers, startAt },
          headers: { accept },
        });
        expect([200, 409, 422]).toContain(answer.status);
      },
    ),
    { numRuns: 20 },
  );
  expect(await rowsOf(engine)).toEqual(before);
});
