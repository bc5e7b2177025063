import type { Ids } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Plan } from '../plan/plan.ts';
import type { Command, Declare, DeliveryOutcome, Refusal } from './commands.ts';
import { decide } from './decide.ts';
import type { Directory } from './directory.ts';
import type { EventBody } from './events.ts';
import type { Alert, IncidentState } from './state.ts';

export interface StageOptions {
  readonly plan: Plan;
  readonly declare: Declare;
  readonly startAt: Instant;
  readonly directory: Directory;
  readonly ids: Ids;
  /** How a send ends; every alert goes out unless told otherwise. */
  readonly send?: (alert: Alert) => DeliveryOutcome;
}

/** An incident in virtual time. */
export interface Stage {
  /** Does what falls due up to an instant, and goes there. */
  until(instant: Instant): void;
  /** Runs a command now; what was refused, or null. */
  do(command: Exclude<Command, Declare>): Refusal | null;
  readonly state: IncidentState;
  readonly events: readonly EventBody[];
  readonly nextDueAt: Instant | null;
}

const sent = ({ key: alert, attempt }: Alert): DeliveryOutcome => ({ alert, attempt, sent: true });

/**
 * Declares an incident in virtual time, with the very `decide` that runs in production and without any effect: time jumps from one due instant to the next,
 * and alerts are handed over the moment they are asked for.
 */
export const stage = ({ plan, declare, startAt, directory, ids, send = sent }: StageOptions): Stage | { readonly refusal: Refusal } => {
  const events: EventBody[] = [];
  let now = startAt;
  const contextNow = () => ({ now, ids, directory, actor: { kind: 'system', id: 'rehearsal' } as const });

  const declared = decide(plan, null, declare, contextNow());
  if (declared.refusal) return { refusal: declared.refusal };
  events.push(...declared.events);
  let { state, nextDueAt } = declared;

  const decided = (command: Exclude<Command, Declare>): Refusal | null => {
    const decision = decide(plan, state, command, contextNow());
    if (decision.refusal) return decision.refusal;
    events.push(...decision.events);
    ({ state, nextDueAt } = decision);
    return null;
  };
  const handOver = () => {
    for (;;) {
      const owed = Object.values(state.alerts).filter(({ status, channel }) => status === 'pending' && channel !== null);
      if (owed.length === 0) return;
      decided({ type: 'record-deliveries', outcomes: owed.map(send) });
    }
  };
  const run = (command: Exclude<Command, Declare>): Refusal | null => {
    const refusal = decided(command);
    if (!refusal) handOver();
    return refusal;
  };

  handOver();
  return {
    until(instant) {
      while (nextDueAt !== null && nextDueAt <= instant) {
        now = nextDueAt > now ? nextDueAt : now;
        run({ type: 'advance' });
      }
      now = instant;
    },
    do: run,
    get state() {
      return state;
    },
    events,
    get nextDueAt() {
      return nextDueAt;
    },
  };
};
