import { type Instant, millisOf, toInstant } from '../instant.ts';
import type { IncidentType, Plan } from '../plan/plan.ts';
import { type Rung, triggersOf } from '../plan/step.ts';
import { evaluate } from '../plan/evaluate.ts';
import { circumstancesOf } from './circumstances.ts';
import type { Directory } from './directory.ts';
import type { AlertPurpose, EventBody } from './events.ts';
import type { Alert, Chain, IncidentState } from './state.ts';
import { windowMillis } from '../plan/deadline.ts';
import { instantOf } from './triggers.ts';

/** Something that a plan makes happen at an instant. */
export interface Reaction {
  readonly at: Instant;
  readonly events: () => readonly EventBody[];
  /** Reactions of one kind at one instant that change nothing for each other: they need not be found one by one. */
  readonly kind?: 'opening' | 'breach';
}

/** Alerts to one person on each of the channels the person has; an alert that cannot be sent fails at once, in the open. */
export const alertEvents = (
  directory: Directory,
  person: string,
  at: Instant,
  alert: { prefix: string; purpose: AlertPurpose; rung: string | null; seats: readonly string[]; turn: number },
): EventBody[] => {
  const { prefix, ...rest } = alert;
  const known = directory.people[person];
  const request = (key: string, channel: { kind: 'email' | 'webhook'; index: number } | null): EventBody => ({
    type: 'alert.requested',
    occurredAt: at,
    data: { ...rest, alert: key, person, channel, attempt: 1 },
  });
  if (known && known.channels.length > 0)
    return known.channels.map((kind, index) => request(`${prefix}/${person}/${index}`, { kind, index }));
  const key = `${prefix}/${person}`;
  return [
    request(key, null),
    {
      type: 'alert.failed',
      occurredAt: at,
      data: { alert: key, attempt: 1, reason: known ? 'no-channel' : 'no-person', retryAt: null },
    },
  ];
};

/** Events of before there were rosters do not say who held the seat: then it is whom the plan names. */
const holdersOf = (plan: Plan, { holders, seat }: Chain): readonly string[] =>
  holders ?? plan.seats.find(({ id }) => id === seat)?.holders.filter((holder) => typeof holder === 'string') ?? [];

/** How many turns a seat has: its holders, as often as the rung's rounds say. Without an answer window only failures move on. */
const turnsOf = (rung: Rung, holders: number): number => {
  if (holders === 0) return 0;
  const rounds = rung.answer?.rounds ?? 1;
  return rung.whom === 'all' ? rounds : holders * rounds;
};

const personsOf = (rung: Rung, holders: readonly string[], turn: number): readonly string[] =>
  rung.whom === 'all' ? holders : holders.slice(turn % holders.length, (turn % holders.length) + 1);

/**
 * When the next turn is due: at once after the start or when every alert of this turn failed for good; otherwise one answer window after this turn
 * was due, so that lateness does not add up, but never less than half a window after it was really recorded.
 */
const turnDueAt = (chain: Chain, alerts: readonly Alert[], windowOf: number | null): Instant | null => {
  if (chain.turn < 0) return chain.startedAt;
  if (alerts.length > 0 && alerts.every(({ status }) => status === 'failed'))
    return (
      alerts
        .map(({ failedAt }) => failedAt ?? chain.turnAt)
        .toSorted()
        .at(-1) ?? chain.turnAt
    );
  if (windowOf === null) return null;
  return toInstant(Math.max(millisOf(chain.turnAt) + windowOf, millisOf(chain.turnRecordedAt) + windowOf / 2));
};

/** Whether all that started the rung was the wish for decisions that are taken by now. */
const isDecided = (plan: Plan, { on }: Rung, chain: Chain, state: IncidentState): boolean => {
  const happened = triggersOf(on).filter((trigger) => {
    const at = instantOf(trigger, plan, state);
    return at !== null && at <= chain.startedAt;
  });
  return (
    happened.length > 0 &&
    happened.every((trigger) => {
      if (typeof trigger !== 'object' || !('asked' in trigger)) return false;
      const [asked, reported] = [state.asked[trigger.asked], state.facts[trigger.asked]];
      return asked !== undefined && reported !== undefined && reported.at > asked;
    })
  );
};

/** Whether nobody else is to be alerted at an instant, because what the rung is for is over. */
const isPointless = (plan: Plan, rung: Rung, chain: Chain, state: IncidentState, at: Instant): boolean =>
  isDecided(plan, rung, chain, state) ||
  (rung.when !== undefined && evaluate(rung.when, circumstancesOf(plan, state, at)).verdict === false);

const chainReaction = (plan: Plan, rung: Rung, chain: Chain, state: IncidentState, directory: Directory): Reaction | null => {
  if (chain.answeredAt !== null || chain.exhausted !== null || chain.overtaken) return null;
  const mine = Object.values(state.alerts).filter((alert) => alert.rung === chain.rung && alert.seats.includes(chain.seat));
  const at = turnDueAt(
    chain,
    mine.filter(({ turn }) => turn === chain.turn),
    windowMillis(plan, rung.answer?.within),
  );
  if (at === null || isPointless(plan, rung, chain, state, at)) return null;
  const holders = holdersOf(plan, chain);
  const turn = chain.turn + 1;
  if (turn >= turnsOf(rung, holders.length)) {
    const outcome = mine.every(({ status }) => status === 'failed') ? 'undeliverable' : 'unanswered';
    return { at, events: () => [{ type: 'rung.exhausted', occurredAt: at, data: { rung: rung.id, seat: chain.seat, outcome } }] };
  }
  // Seats that share a holder start together and share the alert, so that nobody is paged twice for one rung.
  const together = turn === 0 ? state.chains.filter((other) => other.rung === chain.rung && other.turn < 0) : [chain];
  const events = () =>
    personsOf(rung, holders, turn).flatMap((person) => {
      const seats = together
        .filter((other) => other.seat === chain.seat || personsOf(rung, holdersOf(plan, other), turn).join() === person)
        .map(({ seat }) => seat);
      const prefix = `${rung.id}/${seats.join('+')}/${turn}`;
      return alertEvents(directory, person, at, { prefix, purpose: 'rung', rung: rung.id, seats, turn });
    });
  return { at, events };
};

/** What the ladder does next: per seat the next holder, or the end of the list. What restoration or a decision overtook goes no further. */
export const ladderReactions = (plan: Plan, type: IncidentType, state: IncidentState, directory: Directory): Reaction[] =>
  state.chains.flatMap((chain) => {
    const rung = type.rungs.find(({ id }) => id === chain.rung);
    const reaction = rung && chainReaction(plan, rung, chain, state, directory);
    return reaction ? [reaction] : [];
  });
