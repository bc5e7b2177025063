import { describe, expect, test } from 'vitest';
import { plus } from '../../../shared/instant.ts';
import { gapsOf } from '../../../shared/organization/duty.ts';
import { RosterInput } from '../../../shared/organization/roster.ts';
import { check } from '../../../shared/plan/check/check.ts';
import type { Ground } from '../../../shared/plan/check/ground.ts';
import { sayFinding } from '../../../shared/plan/check/say.ts';
import { groundWith, start } from '../../support/play.ts';

const title = { en: 'x', 'zh-CN': 'x' };
const channels = [{ kind: 'email', address: 'x@example.com' } as const];
const roster = (...shifts: object[]) => RosterInput.parse({ title, shifts });
const always = { people: ['ada'], from: '00:00', until: '00:00' };
const seat = (id: string, ...holders: unknown[]) => ({ id, title, holders });
const rung = (...alert: string[]) => ({ id: 'r', title, on: 'declared', alert });
const planOf = (seats: unknown[], rest: object = {}, type: object = { rungs: [rung('desk')] }) => ({
  title,
  seats,
  incidentTypes: [{ id: 'only', title, ...type }],
  ...rest,
});
const people = new Map([
  ['ada', { channels, positions: ['shift-lead'] }],
  ['mute', { channels: [], positions: ['engineer'] }],
]);
const found = (plan: unknown, over: Partial<Ground> = {}) =>
  check(plan, groundWith({ people, ...over })).map(({ severity, code, pointer }) => `${severity} ${code} ${pointer}`);
const messages = (plan: unknown, over: Partial<Ground>, language: 'en' | 'zh-CN' = 'en') =>
  check(plan, groundWith({ people, ...over })).map((finding) => sayFinding(finding, language).message);

describe('who stands behind a seat', () => {
  test('a roster that there is not is an error, with the one that was meant', () => {
    const rosters = new Map([['control-room', roster(always)]]);
    const plan = planOf([seat('desk', { duty: 'controlroom' })]);
    expect(found(plan, { rosters })).toEqual(['error unknown-roster /seats/0/holders/0/duty']);
    expect(check(plan, groundWith({ people, rosters })).map((finding) => sayFinding(finding, 'en').remedy)).toEqual([
      'Write “control-room”.',
    ]);
  });

  test('a position that nobody has is told, and a seat with nothing else is alerted in vain', () => {
    expect(found(planOf([seat('desk', { position: 'shift-leed' })]))).toEqual([
      'warning nobody-alerted /seats/0/holders',
      'warning position-vacant /seats/0/holders/0/position',
    ]);
    expect(found(planOf([seat('desk', { position: 'shift-leed' }, 'ada')]))).toEqual([
      'warning position-vacant /seats/0/holders/0/position',
    ]);
  });

  test('a body is alerted in vain only if none of its seats is held', () => {
    const body = { bodies: [{ id: 'group', title, leader: 'desk', members: ['other'] }] };
    const alerting = { rungs: [rung('group')] };
    expect(found(planOf([seat('desk'), seat('other', 'ada')], body, alerting))).toEqual(['warning seat-empty /seats/0/holders']);
    expect(found(planOf([seat('desk'), seat('other', { position: 'nobody' })], body, alerting))).toEqual([
      'warning seat-empty /seats/0/holders',
      'warning nobody-alerted /bodies/0',
      'warning position-vacant /seats/1/holders/0/position',
    ]);
  });

  test('whoever cannot be reached is named, by whichever way they come', () => {
    const rosters = new Map([['night', roster({ ...always, people: ['mute'] })]]);
    const sites = { id: 'site', title, type: 'choice', choices: [{ id: 'night', title }] };
    const level = { levels: [{ id: 'bad', title, command: 'head' }], facts: [sites] };
    const seats = [
      seat('desk', 'mute', { position: 'engineer' }, { duty: 'night' }, { dutyAt: 'site' }, { command: 'level' }),
      seat('head', 'mute'),
    ];
    const type = { rungs: [rung('desk')], otherwise: 'bad' };
    expect(found(planOf(seats, level, type), { rosters })).toEqual([
      'warning no-channel /seats/0/holders/0',
      'warning no-channel /seats/0/holders/1',
      'warning no-channel /seats/0/holders/2',
      'warning no-channel /seats/0/holders/3',
      'warning no-channel /seats/1/holders/0',
    ]);
  });

  test('a site whose roster there is not, and a fact that never names one, are found', () => {
    const rosters = new Map([['north', roster(always)]]);
    const site = (over: object) => ({ facts: [{ id: 'site', title, ...over }] });
    const seats = [seat('desk', { dutyAt: 'site' })];
    const choices = ['north', 'south'].map((id) => ({ id, title }));
    expect(found(planOf(seats, site({ type: 'choice', choices })), { rosters })).toEqual([
      'warning site-without-roster /facts/0/choices/1/id',
    ]);
    expect(found(planOf(seats, site({ type: 'integer' })), { rosters })).toContain('warning site-strange /facts/0/type');
    expect(found(planOf(seats, site({ type: 'text' })), { rosters })).toEqual([]);
    expect(found(planOf(seats, site({ type: 'text' })))).toEqual(['warning nobody-alerted /seats/0/holders']);
  });
});

describe('hours without anybody on duty', () => {
  const day = { people: ['ada'], from: '08:00', until: '20:00' };
  const night = { people: ['ada'], from: '20:00', until: '08:00' };

  test('are told once for each roster that is alerted or decides, with the first gap by the organization’s clock', () => {
    const rosters = new Map([
      ['day', roster(day)],
      ['weekdays', roster(day, { ...night, days: ['mon', 'tue', 'wed', 'thu', 'fri'] })],
      ['always', roster(day, night)],
      ['unused', roster()],
    ]);
    const plan = planOf(
      [
        seat('desk', { duty: 'always' }, { duty: 'day' }),
        seat('again', { duty: 'day' }),
        seat('judge', { duty: 'weekdays' }),
        seat('worker', { duty: 'unused' }),
      ],
      { facts: [{ id: 'go', title, type: 'boolean', decidedBy: ['judge'] }] },
      { rungs: [rung('desk', 'again')], steps: [{ id: 's', title, actor: 'worker', within: 'PT5M' }] },
    );
    const ground = { rosters, timeZone: 'Asia/Shanghai' };
    expect(found(plan, ground).filter((one) => one.includes('duty-gap'))).toEqual([
      'warning duty-gap /seats/0/holders/1',
      'warning duty-gap /seats/2/holders/0',
    ]);
    // It is Saturday, 9:00 in Shanghai.
    expect(messages(plan, ground)).toContain(
      'Nobody is on duty by the roster “day” from 2026-03-14 20:00 until 2026-03-15 08:00 (Asia/Shanghai); within the next 90 days that makes 1,080 hours in 90 gaps.',
    );
    expect(messages(plan, ground, 'zh-CN')).toContain(
      '值班表“weekdays”自 2026-03-14 20:00 至 2026-03-15 08:00（Asia/Shanghai）无人值班；未来 90 天共有 26 处空档，合计 312 小时。',
    );
  });

  test('of a roster as large as one may be are counted, every one of them', () => {
    const shifts = Array.from({ length: 500 }, (_, n) => ({
      people: ['ada'],
      from: `${String(n % 24).padStart(2, '0')}:00`,
      until: `${String(n % 24).padStart(2, '0')}:30`,
    }));
    expect(gapsOf(roster(...shifts), plus(start, 0), 'Europe/Berlin')).toHaveLength(90 * 24);
  });
});

describe('windows', () => {
  const window = (...spans: object[]) =>
    planOf(
      [seat('desk', 'ada')],
      { windows: [{ id: 'report', title, spans }] },
      { rungs: [rung('desk')], steps: [{ id: 's', title, actor: 'desk', within: 'report' }] },
    );

  test('that cover the day once are in order, also over midnight', () => {
    expect(found(window({ from: '08:00', until: '18:00', due: '20:00' }, { from: '18:00', until: '08:00', due: '09:00' }))).toEqual([]);
    expect(found(window({ from: '06:00', until: '06:00', due: '20:00' }))).toEqual([]);
  });

  test('that leave hours without a due time, and spans that overlap, are found with their hours', () => {
    const plan = window(
      { from: '08:00', until: '13:00', due: '20:00' },
      { from: '12:30', until: '18:00', due: '20:00' },
      { from: '22:00', until: '07:00', due: '09:00' },
    );
    expect(found(plan)).toEqual(['warning window-gap /windows/0/spans', 'warning window-overlap /windows/0/spans/1']);
    expect(messages(plan, {})).toEqual([
      'The window “report” gives no due time to what starts at 07:00–08:00, 18:00–22:00.',
      'At 12:30–13:00 an earlier span of the window “report” holds too, and that one counts.',
    ]);
    expect(messages(plan, {}, 'zh-CN')[0]).toContain('07:00–08:00、18:00–22:00');
  });

  test('that leave the hours around midnight out tell them as one', () => {
    expect(messages(window({ from: '06:00', until: '22:00', due: '23:00' }), {})[0]).toContain('22:00–06:00');
  });
});

test('another plan that a step starts, and its incident type, have to be there; what all types share is told once', () => {
  const starting = (starts: object) => ({ id: 's', title, actor: 'desk', within: 'PT5M', starts });
  const plans = new Map([['flood', ['river']]]);
  const of = (starts: object) => found(planOf([seat('desk', 'ada')], {}, { steps: [starting(starts)] }), { plans });
  expect(of({ plan: 'flood' })).toEqual([]);
  expect(of({ plan: 'flood', incidentType: 'rivr' })).toEqual([
    'warning unknown-incident-type /incidentTypes/0/steps/0/starts/incidentType',
  ]);
  expect(of({ plan: 'floods' })).toEqual(['warning unknown-plan /incidentTypes/0/steps/0/starts/plan']);
  const types = ['a', 'b'].map((id) => ({ id, title }));
  const common = { steps: [starting({ plan: 'fire' })] };
  expect(found({ title, seats: [seat('desk', 'ada')], incidentTypes: types, common }, { plans })).toEqual([
    'warning unknown-plan /common/steps/0/starts/plan',
  ]);
});
