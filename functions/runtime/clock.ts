import { readFileSync } from 'node:fs';
import { type Instant, toInstant } from '../../shared/instant.ts';
import { optionalSetting } from './env.ts';

export type Clock = () => Instant;

/**
 * The one source of time. With `MUSTER_CLOCK_FILE` set, time is what that file says: that is how an hour is played in seconds, by every process alike.
 */
export const clockFromEnv = (): Clock => {
  const file = optionalSetting('MUSTER_CLOCK_FILE');
  return file ? () => readFileSync(file, 'utf8').trim() : () => toInstant(Date.now());
};

/** Whether time is virtual: then nobody waits for it. */
export const virtualTime = (): boolean => optionalSetting('MUSTER_CLOCK_FILE') !== undefined;

/** Real time, for what concerns processes and not plans: leases, and the age of what waits in the outbox. */
export const wallClock: Clock = () => toInstant(Date.now());
