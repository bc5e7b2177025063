import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Engine, startEngine } from './support/engine.ts';
import { rowsOf } from './support/scan.ts';
import { plan as stored, type Tenant, tenantOf, type World, worldOf } from './support/world.ts';

let engine: Engine;
let world: World;
let tenant: Tenant;
beforeAll(async () => {
  engine = await startEngine();
  world = worldOf(engine.table);
  tenant = await tenantOf(world);
});
afterAll(() => engine.stop());

const template = (slug: string): Record<string, unknown> =>
  parse(readFileSync(new URL(`../../../shared/templates/${slug}.yaml`, import.meta.url), 'utf8'));
const callCenter = template('call-center');
/** Where all seats are down. */
const outage = { plan: callCenter, incidentType: 'application-outage' };
const gas = template('gas-customer-service');
const startAt = '2026-03-14T01:42:00.000Z';

const rehearse = (body: unknown, headers: Record<string, string> = {}) =>
  world.ask('POST', '/v1/plans/dry-run', { key: tenant.key, body, headers });

interface Item {
  readonly minute: number;
  readonly kind: string;
  readonly person?: string;
  readonly seat?: string;
  readonly task?: string;
}
const lines = (timeline: readonly Item[], kind: string) =>
  timeline.filter((item) => item.kind === kind).map(({ minute, person, seat, task }) => `${minute} ${person ?? task ?? seat}`);

describe('a template, before anybody is bound to it', () => {
  test('climbs its whole ladder when nobody answers', async () => {
    const { status, body } = await rehearse({ ...outage, startAt });
    expect(status).toBe(200);
    expect(body).toMatchObject({ level: null, incidentType: 'application-outage', startAt });
    expect(lines(body.timeline, 'alert')).toEqual([
      '0 duty-team-lead',
      '0 system-ops-specialist',
      '2 duty-team-lead',
      '2 system-ops-specialist',
      '5 call-centre-supervisor',
      '10 operations-supervisor',
      '10 centre-manager',
      '60 leadership',
    ]);
    expect(lines(body.timeline, 'breach')).toEqual(['5 tell-supervisor', '10 judge-fault']);
    expect(body.timeline.at(-1).at).toBe('2026-03-14T02:42:00.000Z');
    expect(body.standIns).toHaveLength(9);
    expect(body.notes).toMatchObject([{ code: 'scope' }, { code: 'stand-ins' }]);
  });

  test('stops a chain when it is answered at minute 1', async () => {
    const { body } = await rehearse({ ...outage, answers: [{ after: 'PT1M', person: null }] });
    expect(lines(body.timeline, 'alert')).not.toContain('2 duty-team-lead');
  });

  test('alerts management at minute 3 when 10 minutes are then predicted not to do', async () => {
    const { body } = await rehearse({ ...outage, answers: [{ after: 'PT3M', facts: { predictedRecovery: 'PT25M' } }] });
    expect(lines(body.timeline, 'alert').filter((line) => line.endsWith('centre-manager'))).toEqual(['3 centre-manager']);
  });

  test('leaves the 60-minute rung out when service was restored at 50', async () => {
    const { body } = await rehearse({ ...outage, answers: [{ after: 'PT50M', restored: true }] });
    expect(lines(body.timeline, 'alert').join()).not.toContain('leadership');
    expect(lines(body.timeline, 'task')).toContain('50 call-customers-back');
  });

  test('is graded by what is reported, with the reason in words', async () => {
    const facts = { supplyState: 'interruption', householdsAffected: 6000 };
    const { body } = await rehearse({ plan: gas, facts });
    expect(body.level).toBe('level-1');
    expect(body.reason).toContain('households-from-5000');
    expect(body.reasons[0]).toMatchObject({ rule: 'households-from-5000', level: 'level-1' });
    expect((await rehearse({ plan: gas })).body).toMatchObject({ level: 'level-3', reason: expect.stringContaining('no rule fits') });
  });
});

test('the same rehearsal comes out the same', async () => {
  const body = { plan: gas, facts: { minorInjuries: 1 }, startAt, answers: [{ after: 'PT5M' }] };
  expect((await rehearse(body)).text).toBe((await rehearse(body)).text);
});

test('a rehearsal never writes', async () => {
  const before = await rowsOf(engine);
  await rehearse(outage);
  await rehearse({ planId: 'call-centre', answers: [{ after: 'PT1M', closed: true }] });
  await rehearse({ planId: 'call-centre' }, { accept: 'text/html' });
  await rehearse({ planId: 'nothing' });
  expect(await rowsOf(engine)).toEqual(before);
});

describe('a stored plan', () => {
  test('is played by the people who hold its seats', async () => {
    const { body } = await rehearse({ planId: 'call-centre', version: 1 });
    expect(lines(body.timeline, 'alert')).toEqual(['0 ada', '2 ada', '10 bo']);
    expect(body.timeline.find(({ kind }: Item) => kind === 'alert')).toMatchObject({ channel: 'email', seat: 'lead', rung: 'first' });
    expect(body.notes).toEqual([]);
  });

  test('starts now, where nothing else is said', async () => {
    expect((await rehearse({ planId: 'call-centre' })).body.startAt).toBe('2026-03-14T01:42:00.000Z');
  });

  test('shows holders whom the organization does not know as alerts that fail', async () => {
    const [lead, manager] = stored.seats;
    const plan = { ...stored, seats: [{ ...lead, holders: ['ghost'] }, manager] };
    const { body } = await rehearse({ plan });
    expect(lines(body.timeline, 'failed')).toContain('0 ghost');
    expect(lines(body.timeline, 'undeliverable')).toEqual(['0 lead']);
  });
});

const faults = (body: { errors: { pointer: string; code: string }[] }) => body.errors.map(({ pointer, code }) => `${pointer} ${code}`);

describe('what cannot be rehearsed', () => {
  test('every name of the plan that leads nowhere is a fault, as when it is stored', async () => {
    const [type] = stored.incidentTypes;
    const plan = {
      ...stored,
      incidentTypes: [{ ...type, otherwise: 'green', rules: [{ id: 'x', level: 'pink', when: { fact: 'y', is: 1 } }] }],
    };
    const { status, body } = await rehearse({ plan });
    const put = await world.ask('PUT', '/v1/plans/other', { key: tenant.key, body: plan });
    expect(status).toBe(422);
    expect(faults(body)).toEqual(faults(put.body).map((fault) => `/plan${fault}`));
  });

  test.each([
    [{}, ['/plan required']],
    [{ planId: 'call-center' }, ['/planId unknown-plan']],
    [{ planId: 'call-centre', version: 9 }, ['/version too-big']],
    [{ planId: 'call-centre', plan: stored }, ['/planId unknown-field']],
    [{ planId: 'call-centre', incidentType: 'flood' }, ['/incidentType unknown-incident-type']],
    [{ planId: 'call-centre', facts: { x: 1 } }, ['/facts/x unknown-fact']],
    [{ planId: 'call-centre', startAt: 'today' }, ['/startAt instant']],
    [
      { planId: 'call-centre', answers: [{ after: '5m' }, { after: 'PT1M', restored: false }] },
      ['/answers/0/after duration', '/answers/1/restored choice'],
    ],
    [
      {
        planId: 'call-centre',
        answers: [
          { after: 'PT1M', person: 'adda' },
          { after: 'PT2M', done: 'cal' },
          { after: 'PT3M', facts: { households: 'many' } },
        ],
      },
      ['/answers/0/person unknown-person', '/answers/1/done unknown-reference', '/answers/2/facts/households fact-type'],
    ],
  ])('%j', async (body, expected) => {
    const answer = await rehearse(body);
    expect(answer.status).toBe(422);
    expect(faults(answer.body)).toEqual(expected);
  });

  test('what comes too late or too early is noted, and the rest is played', async () => {
    const answers = [
      { after: 'PT1M', closed: true },
      { after: 'PT2M', restored: true },
    ];
    const { status, body } = await rehearse({ planId: 'call-centre', answers });
    expect(status).toBe(200);
    expect(body.notes).toMatchObject([{ code: 'not-done' }]);
  });
});

describe('the page', () => {
  test.each([
    ['en', 'Rehearsal: Application or network down', 'Nobody answers'],
    ['zh-CN', '推演：全部座席应用', '无人应答'],
  ])('is self-contained and in %s', async (language, title, said) => {
    const { status, text, headers } = await rehearse(outage, { accept: 'text/html', 'accept-language': language });
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'content-language': language });
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'/);
    expect(text).toContain(`<html lang="${language}">`);
    expect(text).toContain(title);
    expect(text).toContain(said);
    expect(text).not.toMatch(/<script|<link|<img|src=|url\(|style="|https?:/);
  });

  test('escapes what the plan says', async () => {
    const plan = { ...callCenter, title: { en: '<script>alert(1)</script>&"' } };
    const { text } = await rehearse({ ...outage, plan }, { accept: 'text/html' });
    expect(text).not.toContain('<script');
    expect(text).toContain('&lt;script&gt;');
  });
});
