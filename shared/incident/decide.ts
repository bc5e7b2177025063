import type { Instant } from '../instant.ts';
import type { Plan } from '../plan/plan.ts';
import type { Command, Refusal } from './commands.ts';
import { type DecideContext, ownEvents, reporting } from './direct.ts';
import type { EventBody, Mode } from './events.ts';
import { evolve } from './evolve.ts';
import type { Reaction } from './ladder.ts';
import { reactions } from './reactions.ts';
import type { IncidentState } from './state.ts';

export type Decision =
  | {
      readonly events: readonly EventBody[];
      readonly state: IncidentState;
      readonly nextDueAt: Instant | null;
      readonly refusal?: undefined;
    }
  | { readonly refusal: Refusal };

/**
 * How much of what falls due at one moment goes into one commit: together with the envelopes less than an item of the table and a message of the topic
 * hold, however large the plan. What is left is due already, and follows in the next commit.
 */
const eventsMax = 250;
const dataLengthMax = 90_000;

const identityOf = (before: IncidentState | null, command: Command) =>
  command.type === 'declare'
    ? { organizationId: command.organizationId, stream: command.incident, mode: command.mode }
    : { organizationId: before?.organizationId ?? '', stream: before?.id ?? '', mode: before?.mode ?? ('real' satisfies Mode) };

const byTime = (a: Reaction, b: Reaction): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0);

/**
 * Decides what a command does to an incident: its own events, then whatever the plan makes of them up to now, in the order in which it fell due.
 * Pure. Yields the new state and the next instant at which the plan wants to be asked again: one that has passed where there was too much for one commit.
 */
export const decide = (plan: Plan, before: IncidentState | null, command: Command, context: DecideContext): Decision => {
  const { now, actor } = context;
  const own = ownEvents(plan, before, command, context);
  if ('code' in own) return { refusal: own };

  const identity = identityOf(before, command);
  const events: EventBody[] = [];
  const record = (state: IncidentState | null, event: EventBody): IncidentState => {
    events.push(event);
    return evolve(state, { ...event, ...identity, sequence: (state?.sequence ?? 0) + 1, recordedAt: now, actor });
  };
  const begun = own.reduce(record, before);
  if (begun === null) throw new Error('a stream begins with an event');

  const undecided = command.type === 'declare' ? reporting(plan, begun, command.facts, command.person, context) : null;
  if (undecided) return { refusal: undecided };

  let state: IncidentState = begun;
  let dataLength = 0;
  let full = false;
  for (let count = 0; ;) {
    const due = reactions(plan, state, context).toSorted(byTime);
    const [next] = due;
    if (!next || next.at > now || full) return { events, state, nextDueAt: next?.at ?? null };
    const alike = next.kind === undefined ? [next] : due.filter(({ at, kind }) => at === next.at && kind === next.kind);
    for (const { events: follow } of alike) {
      const following = follow();
      if (following.length === 0) throw new Error('a reaction that changes nothing would come for ever');
      dataLength += JSON.stringify(following).length;
      full = count > 0 && (events.length + following.length > eventsMax || dataLength > dataLengthMax);
      if (full) break;
      state = following.reduce(record, state);
      count++;
    }
  }
};
