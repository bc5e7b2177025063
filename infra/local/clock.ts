/** The virtual clock: a file that holds the instant that all functions take for now. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

export interface VirtualClock {
  /** RFC 3339 */
  now(): string;
  /** Moves time forward; functions see it at their next look. */
  advance(to: string | Date): void;
}

export function openClock(path: string, start: string | Date): VirtualClock {
  const write = (instant: Date) => {
    writeFileSync(`${path}.new`, instant.toISOString());
    renameSync(`${path}.new`, path);
  };
  const now = () => readFileSync(path, 'utf8').trim();
  if (!existsSync(path)) write(new Date(start));
  return {
    now,
    advance(to) {
      const instant = new Date(to);
      if (!(instant.getTime() >= Date.parse(now())))
        throw new RangeError(`The clock is at ${now()} and only moves forward, not to ${String(to)}`);
      write(instant);
    },
  };
}
