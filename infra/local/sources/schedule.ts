/** Invokes a function at a fixed rate; the first time at once, so that a fresh start does not wait for its first sweep. */
import { randomUUID } from 'node:crypto';
import type { Invoke } from '../invoke.ts';
import { account, region } from '../place.ts';
import type { ScheduleSource } from '../plan.ts';
import { logError, type RunningSource } from './source.ts';

/** What EventBridge sends if the rule names no input of its own. */
const scheduledEvent = (source: ScheduleSource) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account,
  time: new Date().toISOString(),
  region,
  resources: [source.arn],
  detail: {},
});

export function feedFromSchedule(source: ScheduleSource, invoke: Invoke): RunningSource {
  const running = new Set<Promise<void>>();
  function fire(): void {
    const run: Promise<void> = invoke(source.input ?? scheduledEvent(source))
      .then(() => undefined)
      .catch((error: unknown) => logError('a scheduled run failed', error))
      .finally(() => running.delete(run));
    running.add(run);
  }
  const timer = setInterval(fire, source.everySeconds * 1000);
  fire();
  return {
    isIdle: () => running.size === 0,
    async stop() {
      clearInterval(timer);
      await Promise.all(running);
    },
  };
}
