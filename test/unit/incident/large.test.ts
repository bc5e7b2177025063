import { describe, expect, test } from 'vitest';
import { commitWrites, seal } from '../../../functions/adapters/dynamodb/incidents.ts';
import type { Command, Declare } from '../../../shared/incident/commands.ts';
import { decide } from '../../../shared/incident/decide.ts';
import type { Event } from '../../../shared/incident/events.ts';
import type { IncidentState } from '../../../shared/incident/state.ts';
import { idsFrom } from '../../../shared/ids.ts';
import { Duration, durationMillis, plus } from '../../../shared/instant.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { play, planWith, start } from '../../support/play.ts';

/** What DynamoDB takes as one item, and SNS as one message. */
const itemBytesMax = 400 * 1024;
const messageBytesMax = 256 * 1024;

const declaration: Declare = {
  type: 'declare',
  organizationId: 'org_01a1ffa3-e107-7156-a4a4-4a27d50c8f9a',
  incident: 'inc_01a1ffa3-e107-7156-a4a4-4a27d50c8f9a',
  plan: { slug: 'plan', version: 1 },
  incidentType: null,
  components: null,
  facts: {},
  summaryDigest: null,
  notice: 'notice',
  approval: 'none',
  source: null,
  mode: 'real',
};

/** Declares an incident and asks again for as long as something is due; the size of every commit. */
const commits = (plan: Plan) => {
  let serial = 0;
  const actor = { kind: 'key', id: declaration.incident } as const;
  const people = Object.fromEntries(
    plan.seats.flatMap(({ holders }) => holders).map((id) => [id, { language: 'en' as const, channels: ['email' as const] }]),
  );
  const log: Event[] = [];
  const sizes: { item: number; message: number }[] = [];
  let state: IncidentState | null = null;
  for (let command: Command = declaration; ; command = { type: 'advance' }) {
    const decision = decide(plan, state, command, { now: start, actor, ids: idsFrom(() => String(++serial)), directory: { people } });
    if (decision.refusal) throw new Error(decision.refusal.code);
    const { nextDueAt } = decision;
    state = decision.state;
    const events = seal(log, decision.events, state, { actor, correlationId: actor.id, causationId: actor.id, now: start });
    const [commit, , outbox] = commitWrites(log, events, state, nextDueAt, start).map((write) => Buffer.byteLength(JSON.stringify(write)));
    sizes.push({ item: commit ?? 0, message: outbox ?? 0 });
    log.push(...events);
    if (nextDueAt === null || nextDueAt > start) return { sizes, log, state };
  }
};

const many = <T>(count: number, of: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => of(index));
const step = (index: number) => ({ id: `step-${index}`, title: { en: 'Step' }, actor: 'seat-x', on: 'declared', within: 'PT0S' });

describe('a plan that asks for very much at once', () => {
  const rung = (index: number) => ({
    id: `rung-${index}`,
    title: { en: 'Rung' },
    on: 'declared',
    alert: ['seat-x', 'seat-y'],
    answer: { within: 'PT0S', rounds: 5 },
  });
  const notice = (index: number) => ({
    id: `notice-${index}`,
    on: 'declared',
    phase: 'investigating',
    title: { en: 'Notice' },
    body: { en: 'x'.repeat(5000), 'zh-CN': 'x'.repeat(5000) },
  });
  const late = ({ tasks }: IncidentState) => Object.values(tasks).filter(({ breachedAt }) => breachedAt === start).length;

  test.each([
    { what: '2,000 steps', type: { steps: many(2000, step) }, count: late, all: 2000 },
    {
      what: '60 hasty rungs',
      type: { rungs: many(60, rung) },
      count: ({ alerts }: IncidentState) => Object.keys(alerts).length,
      all: 1200,
    },
    { what: 'long notices', type: { notices: many(24, notice) }, count: (state: IncidentState) => state.notice.published.length, all: 24 },
  ])('is carried out whole, in commits that can be stored and sent: $what', ({ type, count, all }) => {
    const { sizes, log, state } = commits(planWith(type));
    expect(count(state)).toBe(all);
    expect(log.map(({ sequence }) => sequence)).toEqual(many(log.length, (index) => index + 1));
    expect(sizes.length).toBeGreaterThan(1);
    for (const { item, message } of sizes) {
      expect(item).toBeLessThan(itemBytesMax);
      expect(message).toBeLessThan(messageBytesMax);
    }
  });
});

describe('durations', () => {
  test('may be centuries, and still sort as instants', () => {
    const longest = 'P9999W99999DT999999H99999999M9999999999S';
    expect(Duration.safeParse(longest).success).toBe(true);
    expect(plus(start, durationMillis(longest)) > start).toBe(true);
    const rung = { id: 'late', title: { en: 'Late' }, on: { elapsed: 'P5200W' }, alert: ['seat-x'] };
    expect(play(planWith({ rungs: [rung] })).until(60).alerted).toEqual([]);
  });

  test.each(['P10000W', 'P100000D', 'PT1000000H', `P${'9'.repeat(400)}W`])('beyond what a calendar holds are refused: %s', (text) => {
    expect(Duration.safeParse(text).success).toBe(false);
  });
});
