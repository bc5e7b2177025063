/**
 * `npm run bench [-- PATTERN …]`: measures what Muster promises and prints it beside its targets. A pattern runs only the benches whose name contains it.
 * A missed target is marked and is no failure: times belong to machines, so no test asserts them.
 */
import { parseArgs } from 'node:util';
import type { Bench, Figure } from './bench.ts';
import { bundleSize } from './bundle-size.ts';
import { coldStart } from './cold-start.ts';
import { crowd } from './crowd.ts';
import { declare } from './declare.ts';
import { lighthouseScores } from './lighthouse.ts';
import { memory } from './memory.ts';
import { page } from './page.ts';
import { planning } from './planning.ts';
import { rendering } from './rendering.ts';
import { table } from './report.ts';
import { openSurroundings } from './surroundings.ts';
import { timers } from './timers.ts';

/** Memory first, while nothing else of ours runs; the timers last, because they leave thousands of incidents behind. */
const benches: readonly Bench[] = [bundleSize, memory, coldStart, planning, rendering, lighthouseScores, declare, page, crowd, timers];

const began = performance.now();
const say = (text: string) => console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${text}`);

const run = async (chosen: readonly Bench[]): Promise<boolean> => {
  const surroundings = openSurroundings((text) => say(`    ${text}`));
  const stop = () => void surroundings.close().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  const figures: Figure[] = [];
  let failed = false;
  try {
    for (const bench of chosen) {
      say(`${bench.name}: ${bench.about}`);
      try {
        figures.push(...(await bench.run(surroundings)));
      } catch (error) {
        failed = true;
        figures.push({ name: bench.name, measured: 'could not be measured', target: '–' });
        console.error(error);
      }
    }
  } finally {
    await surroundings.close();
  }
  console.log(`\n${table(figures)}\n`);
  const missed = figures.filter(({ met }) => met === false).length;
  say(missed === 0 ? 'Every target is met.' : `${missed} of the targets ${missed === 1 ? 'is' : 'are'} missed: see NO in the last column.`);
  return failed;
};

const { positionals } = parseArgs({ allowPositionals: true });
const chosen = benches.filter(({ name }) => positionals.length === 0 || positionals.some((pattern) => name.includes(pattern)));
if (chosen.length === 0) {
  console.error(`There is no bench like ${positionals.join(' ')}. There are: ${benches.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
// Only what could not be measured at all is a failure.
process.exit((await run(chosen)) ? 1 : 0);
