import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { keys } from '../../../shared/table/keys.ts';
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
    expect(body.notes).toMatchObject([{ code: 'stand-ins' }]);
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

  test('has what is common to all its incident types once', async () => {
    const steps = [{ id: 'log', title: { en: 'Keep the log' }, actor: 'lead' }];
    const plan = { ...stored, common: { steps } };
    const { status } = await world.ask('PUT', '/v1/plans/common', { key: tenant.key, body: plan });
    expect(status).toBe(201);
    const { body } = await rehearse({ planId: 'common', version: 1 });
    expect(lines(body.timeline, 'task').toSorted()).toEqual(['0 call', '0 log']);
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

const crowd = template('crowd-flow-warning');
const hall = template('bank-hall-fire-drill');
const rail = template('railway-adjacent-works');
const notes = (body: { notes: { code: string; text: string }[] }) => body.notes.map(({ code }) => code);

describe('the wider model', () => {
  test('says who decides what, until when, and what counts if nobody does', async () => {
    const facts = { expectedAt: '2026-03-14T03:00:00Z' };
    const { body } = await rehearse({ plan: crowd, facts, startAt });
    expect(body.decisions[0]).toMatchObject({
      about: 'fact',
      fact: 'warningActivated',
      by: ['command'],
      task: 'activate-at-red',
      dueAt: '2026-03-14T01:44:00.000Z',
      otherwise: true,
      decided: { at: '2026-03-14T01:44:00.000Z', value: true, assumed: true },
    });
  });

  test('says of each task how it is done, what it asks, and what is forbidden', async () => {
    const { body } = await rehearse({ plan: rail, incidentType: 'pit-collapse', startAt });
    const of = (wanted: string) => body.timeline.filter((item: Record<string, unknown>) => item.kind === 'task' && item[wanted]);
    expect(of('forbidden')[0]).toMatchObject({ forbidden: true, dueAt: null });
    expect(of('asks')[0]).toMatchObject({ asks: [expect.any(String)] });
    const answers = [{ after: 'PT9M', restored: true }];
    const { body: phoned } = await rehearse({ plan: callCenter, incidentType: 'application-outage', answers, startAt });
    const called = phoned.timeline.find((item: { by?: string; to?: unknown }) => item.by);
    expect(called).toMatchObject({ kind: 'task', by: 'phone', minute: 9 });
  });

  test('tells work that comes again three times, and then how often it goes on', async () => {
    const { body } = await rehearse({ plan: crowd, facts: { expectedAt: '2026-03-15T03:00:00Z' }, startAt });
    const again = body.timeline.filter(({ kind }: Item) => kind === 'again');
    expect(again).toHaveLength(1);
    const rounds = body.timeline.filter(({ kind, task }: Item) => kind === 'task' && task === again[0].task);
    expect(rounds.map(({ round }: { round: number }) => round)).toEqual([1, 2, 3]);
    expect(again[0]).toMatchObject({ rounds: expect.any(Number), until: expect.any(String), text: expect.stringContaining('every') });
  });

  test('plays a drill of the plan, of which customers are told nothing', async () => {
    const { body } = await rehearse({ plan: hall, drill: 'smoke-in-hall', startAt });
    expect(body.incidentType).toBe('hall-fire');
    expect(body.timeline.filter(({ kind }: Item) => kind === 'inject').map(({ minute }: Item) => minute)).toEqual([0, 1, 1]);
    expect(body.timeline.find(({ kind, minute }: Item) => kind === 'reported' && minute === 1)).toBeDefined();
    expect(lines(body.timeline, 'notice')).toEqual([]);
  });

  test('says what is not written yet, what is to be filled in, and whether the plan covers it', async () => {
    const { body } = await rehearse({ plan: crowd, facts: { expectedAt: '2026-03-15T03:00:00Z' } });
    expect(notes(body)).toContain('parameters');
    expect(body.parameters.length).toBeGreaterThan(0);
    expect(body.notYetWritten.plan.length + body.notYetWritten.incidentType.length).toBeGreaterThan(0);
    expect(body.scope).toBeNull();
    expect((await rehearse({ plan: gas, facts: { suddenUncontrolled: false } })).body.scope).toBe('outside');
    expect((await rehearse({ plan: gas })).body.scope).toBe('unknown');
    expect((await rehearse({ plan: gas, facts: { suddenUncontrolled: true, hazard: 'leak' } })).body.scope).toBe('inside');
  });

  test.each([
    ['authority-missing', { by: 'security-leader', facts: { warningActivated: true } }, 'only Crowd-warning command may decide'],
    ['closure-early', { closed: true }, 'it cannot end yet'],
    ['facts-missing', { done: 'decide-activation', by: 'commander' }, 'is not reported'],
    ['level-unknown', { level: 'purple' }, 'no such level'],
  ])('notes why an answer was refused: %s', async (code, act, said) => {
    const facts = { expectedAt: '2026-03-14T06:00:00Z' };
    const plan = { ...crowd, seats: (crowd['seats'] as { id: string }[]).map((seat) => ({ ...seat, holders: [seat.id] })) };
    const step = (crowd['incidentTypes'] as { steps: { id: string; asks?: string[] }[] }[])[0]?.steps.find(({ asks }) =>
      asks?.includes('warningActivated'),
    );
    const answers = [{ after: 'PT5M', ...act, ...('done' in act ? { done: step?.id } : {}) }];
    const { body } = await rehearse({ plan, facts, startAt, answers });
    expect(body.notes.filter((note: { code: string }) => note.code === code)).toMatchObject([{ text: expect.stringContaining(said) }]);
    const chinese = await rehearse({ plan, facts, startAt, answers }, { 'accept-language': 'zh-CN' });
    expect(chinese.body.notes.find((note: { code: string }) => note.code === code).text).toMatch(/[\u4e00-\u9fff]/);
  });

  test('asks for a decision, and sets a level by whoever may', async () => {
    const answers = [
      { after: 'PT1M', asked: 'responseActivated' },
      { after: 'PT2M', level: 'red' },
    ];
    const { body } = await rehearse({ plan: crowd, facts: { expectedAt: '2026-03-16T06:00:00Z' }, startAt, answers });
    expect(lines(body.timeline, 'asked')).toHaveLength(1);
    expect(body).toMatchObject({ level: 'red', reason: expect.stringContaining('set by hand') });
  });

  test('alerts whoever is on duty by the roster at that hour, by the organization’s clock', async () => {
    const { table } = world.api;
    const shifts = [
      { people: ['ada'], from: '08:00', until: '20:00' },
      { people: ['bo'], from: '20:00', until: '08:00' },
    ];
    const key = keys.roster.key(tenant.id, 'desk');
    await table.write({
      put: { ...key, type: 'Roster', roster: { id: 'desk', title: { en: 'Desk' }, shifts, version: 1, updatedAt: startAt } },
    });
    const [lead, manager] = stored.seats;
    const plan = { ...stored, seats: [{ ...lead, holders: [{ duty: 'desk' }] }, manager] };
    const at = async (hour: string) => lines((await rehearse({ plan, startAt: `2026-03-14T${hour}:00:00Z` })).body.timeline, 'alert')[0];
    expect([await at('09'), await at('21')]).toEqual(['0 ada', '0 bo']);
    await table.write({ remove: key });
  });

  test.each([
    [{ answers: [{ after: 'PT1M', by: 'adda' }] }, ['/answers/0/by unknown-person']],
    [{ answers: [{ after: 'PT1M', asked: 'x' }] }, ['/answers/0/asked unknown-fact']],
    [{ drill: 'x' }, ['/drill unknown-reference']],
  ])('%j is a fault', async (body, expected) => {
    const answer = await rehearse({ planId: 'call-centre', ...body });
    expect(answer.status).toBe(422);
    expect(faults(answer.body)).toEqual(expected);
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
