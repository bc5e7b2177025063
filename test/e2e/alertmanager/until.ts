import { setTimeout as pause } from 'node:timers/promises';

const secondsMax = 20;

/** Looks until there is something to see, and gives it back. */
export const until = async <T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> => {
  const deadline = performance.now() + secondsMax * 1000;
  while (performance.now() < deadline) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    await pause(50);
  }
  throw new Error(`not within ${secondsMax} seconds: ${what}`);
};
