import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { idsFrom } from '../../shared/ids.ts';
import type { Command, Declare, DeliveryOutcome } from '../../shared/incident/commands.ts';
import type { Directory } from '../../shared/incident/directory.ts';
import type { EventBody, EventType } from '../../shared/incident/events.ts';
import { stage } from '../../shared/incident/stage.ts';
import { plus } from '../../shared/instant.ts';
import type { Ground } from '../../shared/plan/check/ground.ts';
import { Plan } from '../../shared/plan/plan.ts';

export const start = '2026-03-14T01:00:00.000Z';
const minute = 60_000;

/** A template with two holders on each seat, `<seat>-a` and `<seat>-b`, unless told otherwise. */
export const template = (slug: string, holdersOf = (seat: string) => [`${seat}-a`, `${seat}-b`]): Plan => {
  const text = readFileSync(new URL(`../../shared/templates/${slug}.yaml`, import.meta.url), 'utf8');
  const plan = Plan.parse(parse(text));
  return { ...plan, seats: plan.seats.map((seat) => ({ ...seat, holders: holdersOf(seat.id) })) };
};

/** A plan of one incident type, with seats that are named in its rungs and steps. */
export const planWith = (type: Record<string, unknown>, rest: Record<string, unknown> = {}): Plan => {
  const named = JSON.stringify(type).match(/"(?:seat-[a-z]+)"/g) ?? [];
  const seats = [...new Set(named)].map((name) => {
    const id = name.slice(1, -1);
    return { id, title: { en: id }, holders: [`${id}-a`, `${id}-b`] };
  });
  return Plan.parse({ title: { en: 'Plan' }, seats, incidentTypes: [{ id: 'only', title: { en: 'Only' }, ...type }], ...rest });
};

const everybody = (plan: Plan): Directory => ({
  people: Object.fromEntries(plan.seats.flatMap(({ holders }) => holders).map((id) => [id, { language: 'en', channels: ['email'] }])),
});

/** What of an organization a plan leans on: nothing, unless told otherwise. */
export const groundWith = (over: Partial<Ground> = {}): Ground => ({
  people: new Map(),
  components: new Set(),
  rosters: new Map(),
  plans: new Map(),
  timeZone: 'Etc/UTC',
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
export const play = (plan: Plan, { directory = everybody(plan), declare = {}, refuse = [], stumble = {} }: PlayOptions = {}) => {
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
    /** Who was alerted at which minute, as `minute person`. */
    get alerted() {
      return game.of('alert.requested').map(({ minute: at, person }) => `${at} ${person}`);
    },
  };
  return game;
};
