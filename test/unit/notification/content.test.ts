import { expect, test } from 'vitest';
import type { Command } from '../../../shared/incident/commands.ts';
import { stage } from '../../../shared/incident/stage.ts';
import { idsFrom } from '../../../shared/ids.ts';
import { alertContent } from '../../../shared/notification/content.ts';
import { Plan } from '../../../shared/plan/plan.ts';
import type { Language } from '../../../shared/text.ts';

const plan = Plan.parse({
  title: { en: 'Deliveries' },
  principles: ['People first', 'Say what you know', 'Keep calm', 'Write it down'].map((en) => ({ en })),
  seats: [
    { id: 'driver', title: { en: 'Driver' }, holders: ['ada'] },
    { id: 'deputy', title: { en: 'Deputy' }, holders: [{ position: 'deputy' }] },
  ],
  bodies: [{ id: 'office', title: { en: 'Office' }, members: ['deputy'] }],
  facts: [
    { id: 'suspend', title: { en: 'Suspend deliveries', 'zh-CN': '暂停配送' }, type: 'boolean', decidedBy: ['office'] },
    { id: 'route', title: { en: 'New route', 'zh-CN': '新路线' }, type: 'boolean', decidedBy: ['office'] },
  ],
  incidentTypes: [
    {
      id: 'late',
      title: { en: 'A delivery is late', 'zh-CN': '配送延误' },
      steps: [
        { id: 'decide', title: { en: 'Decide on deliveries' }, actor: 'office', asks: ['suspend'] },
        { id: 'drive', title: { en: 'Drive on' }, actor: 'driver' },
        { id: 'stay', title: { en: 'Do not leave the vehicle', 'zh-CN': '不得离开车辆' }, actor: 'driver', forbidden: true },
      ],
      rungs: [
        { id: 'all', title: { en: 'Everybody' }, on: 'declared', alert: ['driver', 'office'] },
        { id: 'asked', title: { en: 'The office' }, on: { asked: 'route' }, alert: ['office'] },
      ],
      restoreNotice: { en: 'On the road again' },
    },
  ],
});

const person = { language: 'en' as const, channels: ['email' as const] };
/** What somebody is sent last, after these commands. */
const sentTo = (name: string, commands: readonly Exclude<Command, { type: 'declare' }>[] = [], language: Language = 'en') => {
  let serial = 0;
  const set = stage({
    plan,
    startAt: '2026-03-14T01:42:00.000Z',
    directory: { people: { ada: person, bo: { ...person, positions: ['deputy'] } } },
    ids: idsFrom(() => String(++serial)),
    declare: {
      type: 'declare',
      organizationId: 'org',
      incident: 'inc',
      plan: { slug: 'deliveries', version: 1 },
      incidentType: 'late',
      components: null,
      facts: {},
      summaryDigest: null,
      notice: 'not',
      approval: 'none',
      source: null,
      mode: 'real',
    },
  });
  if ('refusal' in set) throw new Error('the plan refuses it');
  for (const command of commands) set.do(command);
  const alert = Object.values(set.state.alerts).findLast((one) => one.person === name);
  if (!alert) throw new Error(`${name} is not alerted`);
  return alertContent({
    organizationName: { en: 'Post' },
    timeZone: 'Etc/UTC',
    plan,
    state: set.state,
    alert,
    language,
    link: 'https://x',
  });
};
const ask = { type: 'ask', fact: 'route', person: 'ada', questionDigest: null } as const;

test('whoever owes a decision is told so at once, however the seat is held', () => {
  const { subject, lines } = sentTo('bo');
  expect(subject).toBe('Your decision is needed: A delivery is late · Post');
  expect(lines).toContain('Your decision is needed: Suspend deliveries');
  expect(sentTo('ada').subject).toBe('A delivery is late · Post');
  expect(sentTo('ada').lines.join()).not.toContain('decision');
});

test('a decision that was asked for is named until it is taken', () => {
  expect(sentTo('bo', [ask]).lines).toContain('Your decision is needed: Suspend deliveries; New route');
  const taken = { type: 'report-facts', facts: { suspend: true }, person: 'bo' } as const;
  expect(sentTo('bo', [ask, taken]).lines).toContain('Your decision is needed: New route');
  expect(sentTo('bo', [ask], 'zh-CN').lines).toContain('请您决定: 暂停配送；新路线');
});

test('prohibitions are told, and are nobody’s task', () => {
  const { lines } = sentTo('ada');
  expect(lines).toContain('Must not be done: Do not leave the vehicle');
  expect(lines).toContain('– Drive on');
  expect(lines).not.toContain('– Do not leave the vehicle');
});

test('principles are told briefly, and after the work', () => {
  const { lines } = sentTo('ada');
  expect(lines.at(-1)).toBe('Principles: People first; Say what you know; Keep calm');
});

test('the end is told without any of it', () => {
  const { lines } = sentTo('bo', [{ type: 'restore' }]);
  expect(lines).toEqual(['On the road again', expect.stringContaining('Since')]);
});
