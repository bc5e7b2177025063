/**
 * Lets so many pieces of work run at a time; the others wait for their turn, in order. Rendering keeps the processor busy anyway: with
 * more at once nothing is done sooner, and what all of them hold in memory costs more time than it saves.
 */
export const gateOf = (atOnce: number) => {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running < atOnce) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      // Whoever is next takes this place over.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
};
