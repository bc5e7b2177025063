import { millisOf } from '../../shared/instant.ts';
import type { Wake } from '../../shared/messaging/messages.ts';
import { execute, type Execution } from '../incidents/execute.ts';
import { log } from '../runtime/log.ts';
import { virtualTime } from '../runtime/clock.ts';
import { type Relaying, sendWake } from '../relay/relay.ts';
import { passMoment } from './timers.ts';

/** A wake may come this much early; the rest is waited out here, which is how timers are sharper than the second that SQS counts in. */
const earlyMillisMax = 1_500;

const sleep = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

/** Looks at an incident, or at another item with a timer, because something may be due. What is due, its state says; a late, early or doubled wake changes nothing. */
export const tick = async (execution: Execution, relaying: Relaying, wake: Wake): Promise<void> => {
  const early = millisOf(wake.dueAt) - millisOf(execution.clock());
  if (early > 0) {
    // Under a virtual clock nobody waits: whoever moves the clock also wakes.
    if (virtualTime()) return;
    if (early > earlyMillisMax) return sendWake(relaying, wake);
    await sleep(early);
  }
  if ('timer' in wake) return passMoment(execution, wake);
  const outcome = await execute(execution, {
    organizationId: wake.organizationId,
    incidentId: wake.incidentId,
    command: { type: 'advance' },
    actor: { kind: 'timer', id: 'tick' },
    correlationId: `wake/${wake.incidentId}/${wake.dueAt}`,
    causationId: wake.dueAt,
  });
  if (!outcome.done) log('warn', 'a wake found nothing to do', { incidentId: wake.incidentId, reason: outcome.reason });
};
