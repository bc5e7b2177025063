import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { idsFrom } from '../../shared/ids.ts';
import type { Command, Declare, DeliveryOutcome } from '../../shared/incident/commands.ts';
import type { Directory } from '../../shared/incident/directory.ts';
import type { EventBody, EventType } from '../../shared/incident/events.ts';
import { stage } from '../../shared/incident/stage.ts';
import { plus } from '../../shared/instant.ts';
import type { Ground } from '../../shared/plan/check/ground.ts';
import type { Facts } from '../../shared/plan/evaluate.ts';
import { filled } from '../../shared/plan/filled.ts';
import { Plan } from '../../shared/plan/plan.ts';

export const start = '2026-03-14T01:00:00.000Z';
const minute = 60_000;

/** A template with two holders on each seat, `<seat>-a` and `<seat>-b`, unless told otherwise. */
export const template = (slug: string, holdersOf = (seat: string) => [`${seat}-a`, `${seat}-b`]): Plan => {
  const text = readFileSync(new URL(`../../shared/templates/${slug}.yaml`, import.meta.url), 'utf8');
  const plan = Plan.parse(parse(text));
  return { ...plan, seats: plan.seats.map((seat) => ({ ...seat, holders: holdersOf(seat.id) })) };
};

/** A plan of one incident type, with seats for the names `seat-…` in it. */
export const planWith = (type: Record<string, unknown>, rest: Record<string, unknown> = {}): Plan => {
  const named = JSON.stringify([type, rest]).match(/"(?:seat-[a-z]+)"/g) ?? [];
  const seats = [...new Set(named)].map((name) => {
    const id = name.slice(1, -1);
    return { id, title: { en: id }, holders: [`${id}-a`, `${id}-b`] };
  });
  return Plan.parse({ title: { en: 'Plan' }, seats, incidentTypes: [{ id: 'only', title: { en: 'Only' }, ...type }], ...rest });
};

export const reachable = { language: 'en', channels: ['email'] } as const;

/** Everybody who holds a seat by name can be reached; whoever and whatever else is given is there too. */
export const directoryOf = (plan: Plan, { people = {}, ...rest }: Partial<Directory> = {}): Directory => {
  const named = plan.seats.flatMap(({ holders }) => holders.filter((holder) => typeof holder === 'string'));
  return { ...rest, people: { ...Object.fromEntries(named.map((id) => [id, reachable])), ...people } };
};

/** What of an organization a plan leans on: nothing, unless told otherwise. */
export const groundWith = (over: Partial<Ground> = {}): Ground => ({
  people: new Map(),
  components: new Set(),
  rosters: new Map(),
  plans: new Map(),
  timeZone: 'Etc/UTC',
  languages: ['en', 'zh-CN'],
  now: start,
  ...over,
});

export interface PlayOptions {
  readonly directory?: Directory;
  readonly declare?: Partial<Declare>;
  /** Channels that answer with a final failure, by person. */
  readonly refuse?: readonly string[];
  /** How often a person's channel fails for a reason that passes, before it works. */
  readonly stumble?: Readonly<Record<string, number>>;
}

/** Plays a plan in virtual time: alerts are handed over at once, time jumps from one due instant to the next. */
export const play = (stored: Plan, { directory = directoryOf(stored), declare = {}, refuse = [], stumble = {} }: PlayOptions = {}) => {
  const plan = filled(stored);
  let serial = 0;
  const set = stage({
    plan,
    startAt: start,
    directory,
    ids: idsFrom(() => String(++serial)),
    send: ({ key: alert, attempt, person }): DeliveryOutcome => {
      if (refuse.includes(person)) return { alert, attempt, sent: false, reason: 'refused', retryable: false };
      if (attempt <= (stumble[person] ?? 0)) return { alert, attempt, sent: false, reason: 'unreachable', retryable: true };
      return { alert, attempt, sent: true };
    },
    declare: {
      type: 'declare',
      organizationId: 'org_1',
      incident: 'inc_1',
      plan: { slug: 'plan', version: 1 },
      incidentType: null,
      components: null,
      facts: {},
      summaryDigest: null,
      notice: 'notice',
      approval: 'none',
      source: null,
      mode: 'real',
      ...declare,
    },
  });
  if ('refusal' in set) throw new Error(JSON.stringify(set.refusal));

  const game = {
    /** Lets time pass up to a minute after the start, doing what falls due on the way. */
    until(minutes: number) {
      set.until(plus(start, minutes * minute));
      return game;
    },
    do: (command: Exclude<Command, Declare>) => ({ refusal: set.do(command) }),
    /** Reports facts; the code of the refusal, or null. */
    report: (facts: Facts, person: string | null = null) => set.do({ type: 'report-facts', facts, person })?.code ?? null,
    /** Ticks off a task; the code of the refusal, or null. */
    complete: (task: string, facts: Facts = {}, person: string | null = null) =>
      set.do({ type: 'complete-task', task, facts, person })?.code ?? null,
    get state() {
      return set.state;
    },
    log: set.events,
    /** Minutes after the start, with what happened, of one type of event. */
    of<T extends EventType>(type: T) {
      return set.events.flatMap((event) =>
        event.type === type
          ? [
              {
                minute: (Date.parse(event.occurredAt) - Date.parse(start)) / minute,
                ...(event.data as Extract<EventBody, { type: T }>['data']),
              },
            ]
          : [],
      );
    },
    /** What was opened at which minute, as `minute task`. */
    get opened() {
      return game.of('task.opened').map(({ minute: at, task }) => `${at} ${task}`);
    },
    /** What was done at which minute, as `minute task`. */
    get done() {
      return game.of('task.completed').map(({ minute: at, task }) => `${at} ${task}`);
    },
    /** Levels by the minute at which they were given, as `minute level`. */
    get graded() {
      return game.of('incident.graded').map(({ minute: at, level }) => `${at} ${level}`);
    },
    /** Who was alerted at which minute, as `minute person`. */
    get alerted() {
      return game.of('alert.requested').map(({ minute: at, person }) => `${at} ${person}`);
    },
  };
  return game;
};
