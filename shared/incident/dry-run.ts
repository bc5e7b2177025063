import { idsFrom } from '../ids.ts';
import { type Instant, plus } from '../instant.ts';
import type { Facts } from '../plan/evaluate.ts';
import { filled } from '../plan/filled.ts';
import { type IncidentType, incidentTypeOf, type Plan } from '../plan/plan.ts';
import type { Text } from '../text.ts';
import type { Refusal } from './commands.ts';
import type { Directory } from './directory.ts';
import { type Act, actsOf, type Answered, type Inject, inOrder, reporting } from './dry-run-acts.ts';
import { repetitions } from './dry-run-rounds.ts';
import type { EventBody } from './events.ts';
import { type Stage, stage } from './stage.ts';
import type { IncidentState } from './state.ts';

export type { Answered };

export interface DryRun {
  readonly plan: Plan;
  readonly incidentType: string | null;
  readonly facts: Facts;
  readonly startAt: Instant;
  /** Nobody answers where this is empty. */
  readonly answers: readonly Answered[];
  readonly directory: Directory;
  /** What a drill tells those who take part. With it the incident is a drill: customers are told nothing. */
  readonly injects?: readonly Inject[];
}

export interface RefusedAnswer {
  /** Place in the list of answers; null for what was known or told from the start. */
  readonly answer: number | null;
  readonly refusal: Refusal;
}

/** What a drill told, and how many events there were before. */
export interface Told {
  readonly at: Instant;
  readonly title: Text;
  readonly before: number;
}

export interface Rehearsal {
  /** The plan as it was played: a stand-in on every seat without holders. */
  readonly plan: Plan;
  /** Stand-ins by the seat for which they stand in. */
  readonly standIns: Readonly<Record<string, string>>;
  readonly events: readonly EventBody[];
  readonly state: IncidentState;
  readonly told: readonly Told[];
  readonly refused: readonly RefusedAnswer[];
  /** Why the future ends although something would still fall due; null where it is whole. */
  readonly cut: 'events' | 'week' | null;
}

const weekMillis = 7 * 24 * 60 * 60 * 1000;
/** More than a page can show or a person read; later rounds of the same work count in `roundsMax` only. */
export const eventsMax = 2000;
/** A week of work that comes every minute, and is overdue each time; less where a procedure is so long that each round takes its time. */
const repeatedMax = ({ steps, rungs }: IncidentType): number => Math.min(21_000, Math.ceil(2_000_000 / (steps.length + rungs.length + 1)));

/** Puts a stand-in on every seat that nobody holds, named after the seat unless somebody is called so already. */
const withStandIns = (plan: Plan, directory: Directory) => {
  const taken = new Set([
    ...Object.keys(directory.people),
    ...plan.seats.flatMap(({ holders }) => holders.filter((holder) => typeof holder === 'string')),
  ]);
  const empty = plan.seats.filter(({ holders }) => holders.length === 0);
  const standIns = Object.fromEntries(empty.map(({ id }) => [id, taken.has(id) ? `${id}-stand-in` : id]));
  return {
    standIns,
    plan: { ...plan, seats: plan.seats.map((seat) => (standIns[seat.id] ? { ...seat, holders: [standIns[seat.id] ?? ''] } : seat)) },
    directory: {
      ...directory,
      people: {
        ...directory.people,
        ...Object.fromEntries(Object.values(standIns).map((id) => [id, { language: 'en' as const, channels: ['email' as const] }])),
      },
    },
  };
};

/** Whether there is more than anybody can read. */
const tooMuch = (events: readonly EventBody[], max: number) => {
  const repeats = repetitions();
  const count = { seen: 0, news: 0 };
  return (): boolean => {
    for (const event of events.slice(count.seen)) if (!repeats(event)) count.news++;
    count.seen = events.length;
    return count.news >= eventsMax || count.seen - count.news >= max;
  };
};

/** Lets time pass, due instant by due instant, so that a plan that never ends is noticed. False when there is too much of it. */
const pass = (set: Stage, from: Instant, until: Instant, full: () => boolean): boolean => {
  while (set.nextDueAt !== null && set.nextDueAt <= until) {
    if (full()) return false;
    set.until(set.nextDueAt > from ? set.nextDueAt : from);
  }
  set.until(until);
  return true;
};

/** The plan's whole future in virtual time, decided as in production. Pure, and the same for the same input. */
export const dryRun = ({
  plan: bare,
  incidentType,
  facts,
  startAt,
  answers,
  directory: known,
  injects,
}: DryRun): Rehearsal | { refusal: Refusal } => {
  const { plan, standIns, directory } = withStandIns(filled(bare), known);
  let serial = 0;
  // Decisions are not part of a declaration: in a rehearsal they are taken right after it.
  const decided = (name: string) => plan.facts.some(({ id, decidedBy }) => id === name && decidedBy !== undefined);
  const set = stage({
    plan,
    startAt,
    directory,
    ids: idsFrom(() => String(++serial)),
    declare: {
      type: 'declare',
      organizationId: '',
      incident: '',
      plan: { slug: 'rehearsal', version: 1 },
      incidentType,
      components: null,
      facts: Object.fromEntries(Object.entries(facts).filter(([name]) => !decided(name))),
      summaryDigest: null,
      notice: '',
      approval: 'none',
      source: null,
      // Customers are told of real incidents only, and what they would be told is part of the rehearsal.
      mode: injects ? 'drill' : 'real',
    },
  });
  if ('refusal' in set) return set;

  const told: Told[] = [];
  const refused: RefusedAnswer[] = [];
  const run = (acts: Iterable<Act>, answer: number | null) => {
    for (const act of acts) {
      const refusal = set.do(act);
      if (refusal) refused.push({ answer, refusal });
    }
  };
  const moment = (at: Instant) => ({ plan, state: set.state, directory, at });
  const decisions = Object.entries(facts).filter(([name]) => decided(name));
  run(reporting(Object.fromEntries(decisions), null, moment(startAt)), null);
  const [wrong] = refused.filter(({ refusal }) => refusal.code === 'facts-invalid');
  if (wrong) return { refusal: wrong.refusal };

  const type = incidentTypeOf(plan, set.state.incidentType);
  const full = tooMuch(set.events, type ? repeatedMax(type) : 0);
  const finished = (cut: Rehearsal['cut']): Rehearsal => {
    const { events, state } = set;
    return { plan, standIns, events, state, told, refused, cut };
  };
  let now = startAt;
  const end = plus(startAt, weekMillis);
  for (const one of inOrder(answers, injects ?? [])) {
    if (one.millis > weekMillis) return finished(pass(set, now, end, full) ? 'week' : 'events');
    const at = plus(startAt, one.millis);
    if (!pass(set, now, at, full)) return finished('events');
    now = at;
    if (one.index === null) {
      const { title, facts: news = {} } = one.inject;
      told.push({ at, title, before: set.events.length });
      run(reporting(news, null, moment(at)), null);
    } else
      run(
        actsOf(one.answer, () => moment(at)),
        one.index,
      );
  }
  if (!pass(set, now, end, full)) return finished('events');
  return finished(set.nextDueAt === null ? null : 'week');
};
