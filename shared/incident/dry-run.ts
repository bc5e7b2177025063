import { idsFrom } from '../ids.ts';
import { durationMillis, type Duration, type Instant, plus } from '../instant.ts';
import type { Facts } from '../plan/evaluate.ts';
import { incidentTypeOf, type Plan } from '../plan/plan.ts';
import type { Command, Declare, Refusal } from './commands.ts';
import type { Directory } from './directory.ts';
import { personsOf } from './holders.ts';
import { filled } from '../plan/filled.ts';
import type { EventBody } from './events.ts';
import { type Stage, stage } from './stage.ts';
import type { IncidentState } from './state.ts';

/** What somebody does so long after the start; the parts happen in this order. */
export interface Answered {
  readonly after: Duration;
  /** Who reports and decides where that is not `person`: without it, whoever may. */
  readonly by?: string | undefined;
  /** A fact whose decision is asked for. */
  readonly asked?: string | undefined;
  /** The level that somebody sets. */
  readonly level?: string | null | undefined;
  /** Who answers; null is everybody who was asked. Absent, nobody answers, unless there is nothing else to this. */
  readonly person?: string | null | undefined;
  readonly facts?: Facts | undefined;
  readonly done?: string | undefined;
  readonly restored?: true | undefined;
  readonly closed?: true | undefined;
}

export interface DryRun {
  readonly plan: Plan;
  readonly incidentType: string | null;
  readonly facts: Facts;
  readonly startAt: Instant;
  /** Nobody answers where this is empty. */
  readonly answers: readonly Answered[];
  readonly directory: Directory;
}

export interface RefusedAnswer {
  /** Place in the list of answers. */
  readonly answer: number;
  readonly refusal: Refusal;
}

export interface Rehearsal {
  /** The plan as it was played: a stand-in on every seat without holders. */
  readonly plan: Plan;
  /** Stand-ins by the seat for which they stand in. */
  readonly standIns: Readonly<Record<string, string>>;
  readonly events: readonly EventBody[];
  readonly state: IncidentState;
  readonly refused: readonly RefusedAnswer[];
  /** Why the future ends although something would still fall due; null where it is whole. */
  readonly cut: 'events' | 'week' | null;
}

const weekMillis = 7 * 24 * 60 * 60 * 1000;
/** More than a page can show or a person read. */
export const eventsMax = 2000;

/** Who may say this in a rehearsal in which nobody is named: whoever decides it. */
const speakerFor = (plan: Plan, state: IncidentState, directory: Directory, at: Instant, names: readonly string[]): string | null => {
  const decided = names.flatMap((name) => plan.facts.find(({ id }) => id === name)?.decidedBy ?? []);
  return decided.flatMap((name) => personsOf(plan, name, { state, directory, at }))[0] ?? null;
};

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

/** What somebody does, given who may speak for facts and for the end. */
const commandsOf = (
  { person, by, facts, asked, level, done, restored, closed }: Answered,
  speaker: (facts: readonly string[]) => string | null,
  closer: () => string | null,
): Exclude<Command, Declare>[] => {
  const acts: Exclude<Command, Declare>[] = [];
  const named = by ?? person ?? null;
  if (asked !== undefined) acts.push({ type: 'ask', fact: asked, person: named, questionDigest: null });
  if (facts !== undefined && done === undefined) acts.push({ type: 'report-facts', facts, person: named ?? speaker(Object.keys(facts)) });
  if (done !== undefined)
    acts.push({ type: 'complete-task', task: done, ...(facts ? { facts } : {}), person: named ?? speaker(Object.keys(facts ?? {})) });
  if (level !== undefined) acts.push({ type: 'set-level', level, person: named, reasonDigest: null });
  if (restored) acts.push({ type: 'restore' });
  if (closed) acts.push({ type: 'close', person: named ?? closer() });
  return person !== undefined || acts.length === 0 ? [{ type: 'acknowledge', person: person ?? null }, ...acts] : acts;
};

/** Lets time pass, due instant by due instant, so that a plan that never ends is noticed. False when there is too much of it. */
const pass = (set: Stage, from: Instant, until: Instant): boolean => {
  while (set.nextDueAt !== null && set.nextDueAt <= until) {
    if (set.events.length >= eventsMax) return false;
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
}: DryRun): Rehearsal | { refusal: Refusal } => {
  const { plan, standIns, directory } = withStandIns(filled(bare), known);
  let serial = 0;
  // Decisions are not part of a declaration: in a rehearsal they are taken right after it.
  const decided = (name: string) => plan.facts.some(({ id, decidedBy }) => id === name && decidedBy !== undefined);
  const decisions = Object.fromEntries(Object.entries(facts).filter(([name]) => decided(name)));
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
      mode: 'real',
    },
  });
  if ('refusal' in set) return set;

  let now = startAt;
  const closer = () => {
    const by = incidentTypeOf(plan, set.state.incidentType)?.closure?.by ?? [];
    return by.flatMap((name) => personsOf(plan, name, { state: set.state, directory, at: now }))[0] ?? null;
  };
  const refused: RefusedAnswer[] = [];
  if (Object.keys(decisions).length > 0) {
    const refusal = set.do({
      type: 'report-facts',
      facts: decisions,
      person: speakerFor(plan, set.state, directory, startAt, Object.keys(decisions)),
    });
    if (refusal) return { refusal };
  }
  const inOrder = answers
    .map((answer, index) => ({ answer, index, millis: durationMillis(answer.after) }))
    .toSorted((a, b) => a.millis - b.millis);
  const finished = (cut: Rehearsal['cut']): Rehearsal => {
    const { events, state } = set;
    return { plan, standIns, events, state, refused, cut };
  };
  const end = plus(startAt, weekMillis);
  for (const { answer, index, millis } of inOrder) {
    if (millis > weekMillis) return finished(pass(set, now, end) ? 'week' : 'events');
    const at = plus(startAt, millis);
    if (!pass(set, now, at)) return finished('events');
    now = at;
    const speaker = (names: readonly string[]) => speakerFor(plan, set.state, directory, at, names);
    for (const command of commandsOf(answer, speaker, closer)) {
      const refusal = set.do(command);
      if (refusal) refused.push({ answer: index, refusal });
    }
  }
  if (!pass(set, now, end)) return finished('events');
  return finished(set.nextDueAt === null ? null : 'week');
};
