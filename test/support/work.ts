import { Session } from 'node:inspector';

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[];
  }[];
}

/** How often functions of our own were called while something ran: the same on every machine, however busy. */
export const workOf = (run: () => unknown): number => {
  const session = new Session();
  session.connect();
  const taken: Coverage[] = [];
  const count = () => session.post('Profiler.takePreciseCoverage', (_, result) => taken.push(result as unknown as Coverage));
  try {
    session.post('Profiler.enable');
    session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    // What was counted before, while modules were loaded.
    count();
    run();
    count();
  } finally {
    session.post('Profiler.stopPreciseCoverage');
    session.disconnect();
  }
  const own = taken.at(-1)?.result.filter(({ url }) => url.includes('/shared/')) ?? [];
  return own.flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges)).reduce((sum, { count: times }) => sum + times, 0);
};
