import { describe, expect, test } from 'vitest';
import type { Answered } from '../../../shared/incident/dry-run-acts.ts';
import { type DryRun, dryRun, eventsMax } from '../../../shared/incident/dry-run.ts';
import { dryRunTimeline } from '../../../shared/incident/dry-run-timeline.ts';
import type { Language } from '../../../shared/text.ts';
import { planWith, start, template } from '../../support/play.ts';

const nobody = { people: {} };
const reached = { language: 'en', channels: ['email'] } as const;

const rehearse = (over: Partial<DryRun> = {}) => {
  const plan = over.plan ?? template('call-center', () => []);
  const incidentType = over.plan ? null : 'application-outage';
  const rehearsal = dryRun({ plan, incidentType, facts: {}, startAt: start, answers: [], directory: nobody, ...over });
  if ('refusal' in rehearsal) throw new Error(JSON.stringify(rehearsal.refusal));
  const timeline = (language: Language = 'en') =>
    dryRunTimeline(rehearsal.events, start, {
      plan: rehearsal.plan,
      incidentType: rehearsal.state.incidentType,
      nameOf: (id) => id,
      language,
    });
  const of = (kind: string) => timeline().filter((item) => item.kind === kind);
  return { ...rehearsal, timeline, of, alerted: of('alert').map(({ minute, person }) => `${minute} ${person}`) };
};
const answering = (...answers: Answered[]) => rehearse({ answers });

describe('a rehearsal in which nobody answers', () => {
  test('climbs the whole ladder, minute by minute', () => {
    expect(rehearse().alerted).toEqual([
      '0 duty-team-lead',
      '0 system-ops-specialist',
      '2 duty-team-lead',
      '2 system-ops-specialist',
      '5 call-centre-supervisor',
      '10 operations-supervisor',
      '10 centre-manager',
      '60 leadership',
    ]);
  });

  test('says who was tried in vain, and which tasks are late', () => {
    const { of } = rehearse();
    expect(of('unanswered').map(({ minute, seat }) => `${minute} ${seat}`)).toContain('4 duty-team-lead');
    expect(of('breach').map(({ minute, task }) => `${minute} ${task}`)).toEqual(['5 tell-supervisor', '10 judge-fault']);
  });

  test('tells what customers read, and when', () => {
    expect(rehearse().of('notice')).toMatchObject([
      { minute: 0, phase: 'investigating', notice: 'started' },
      { minute: 10, phase: 'identified', notice: 'taking-longer' },
    ]);
  });
});

describe('what people do', () => {
  test('an answer of everybody stops the chains that are under way', () => {
    expect(answering({ after: 'PT1M' }).alerted).not.toContain('2 duty-team-lead');
  });

  test('an answer of one person leaves the others’ chains alone', () => {
    const { alerted } = answering({ after: 'PT1M', person: 'duty-team-lead' });
    expect(alerted).not.toContain('2 duty-team-lead');
    expect(alerted).toContain('2 system-ops-specialist');
  });

  test('a prediction at minute 3 moves the 10-minute rung to minute 3, and answers for nobody', () => {
    const { alerted, of } = answering({ after: 'PT3M', facts: { predictedRecovery: 'PT25M' } });
    expect(alerted).toContain('3 operations-supervisor');
    expect(alerted).not.toContain('10 operations-supervisor');
    expect(of('answered')).toEqual([]);
  });

  test('a step that is done in time is not late', () => {
    expect(answering({ after: 'PT4M', done: 'tell-supervisor' }).alerted.join()).not.toContain('call-centre-supervisor');
  });

  test('the 60-minute rung is absent when service was restored at 50', () => {
    const { alerted, of } = answering({ after: 'PT50M', restored: true });
    expect(alerted.join()).not.toContain('leadership');
    expect(of('restored')).toMatchObject([{ minute: 50 }]);
    expect(alerted).toContain('50 duty-team-lead');
  });

  test('happens in the order of time, however it is listed', () => {
    const [one, other] = [{ after: 'PT1M' }, { after: 'PT50M', restored: true }] as const;
    expect(answering(other, one).events).toEqual(answering(one, other).events);
  });

  test('what cannot be done is said, with its place in the list', () => {
    const { refused } = answering({ after: 'PT5M', closed: true }, { after: 'PT1M', done: 'call-customers-back' }, { after: 'PT6M' });
    expect(refused.map(({ answer, refusal }) => [answer, refusal.code])).toEqual([
      [1, 'task-unknown'],
      [2, 'incident-closed'],
    ]);
  });
});

describe('who plays', () => {
  test('a stand-in is named after the seat, unless somebody is called so', () => {
    const plan = planWith({ rungs: [{ id: 'r', title: { en: 'R' }, on: 'declared', alert: ['seat-a', 'seat-b'] }] });
    const empty = { ...plan, seats: plan.seats.map((seat) => ({ ...seat, holders: [] })) };
    const { standIns, alerted } = rehearse({ plan: empty, directory: { people: { 'seat-b': reached } } });
    expect(standIns).toEqual({ 'seat-a': 'seat-a', 'seat-b': 'seat-b-stand-in' });
    expect(alerted).toEqual(['0 seat-a', '0 seat-b-stand-in']);
  });

  test('holders whom nobody knows, or who have no channel, are alerts that fail', () => {
    const plan = planWith({ rungs: [{ id: 'r', title: { en: 'R' }, on: 'declared', alert: ['seat-a'] }] });
    const { of } = rehearse({ plan, directory: { people: { 'seat-a-b': { ...reached, channels: [] } } } });
    expect(of('failed').map(({ person, failure }) => [person, failure])).toEqual([
      ['seat-a-a', 'no-person'],
      ['seat-a-b', 'no-channel'],
    ]);
    expect(of('undeliverable')).toHaveLength(1);
  });
});

describe('the future', () => {
  test('is the same for the same input', () => {
    expect(rehearse()).toMatchObject({ events: rehearse().events, cut: null });
  });

  test('ends after a week, and says so when something would follow', () => {
    const plan = planWith({ rungs: [{ id: 'r', title: { en: 'R' }, on: { elapsed: 'P8D' }, alert: ['seat-a'] }] });
    expect(rehearse({ plan }).cut).toBe('week');
    expect(answering({ after: 'P8D', restored: true }).cut).toBe('week');
  });

  test('ends after so many events, and says so', () => {
    const holders = Array.from({ length: 50 }, (_, index) => `p-${index}`);
    const rungs = Array.from({ length: 3 }, (_, index) => ({
      id: `r-${index}`,
      title: { en: 'R' },
      on: 'declared',
      alert: ['seat-a'],
      answer: { within: 'PT1M', rounds: 20 },
    }));
    const plan = planWith({ rungs });
    const full = { ...plan, seats: plan.seats.map((seat) => ({ ...seat, holders })) };
    const { cut, events } = rehearse({ plan: full, directory: { people: Object.fromEntries(holders.map((id) => [id, reached])) } });
    expect(cut).toBe('events');
    expect(events.length).toBeLessThan(eventsMax + 20);
  });

  test('is told in both languages', () => {
    const { timeline } = rehearse();
    expect(timeline('en')[0]?.text).toContain('Incident declared');
    expect(timeline('zh-CN')[0]?.text).toContain('事件宣布');
  });
});
