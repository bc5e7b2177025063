/** How long somebody waits whose request meets no running API: from the start of the process to the first answer that read the table. */
import { cp, rm } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench, Figure } from './bench.ts';
import { apiFolder } from './bundle-size.ts';
import { eventOf } from './lambda/event.ts';
import { apiEnvironment, emptyHandler, runHandler } from './lambda/run.ts';
import { duration, median, times } from './numbers.ts';

const rounds = 21;
const targetFactor = 4;

export const coldStart: Bench = {
  name: 'cold-start',
  about: `cold start of the API against an empty handler, ${rounds} of each, in turn`,
  async run({ stack: started, folder, say }) {
    const stack = await started();
    const env = apiEnvironment(stack);
    // The same artifact without the code that V8 compiled when it was built.
    const bare = join(await folder(), 'api');
    await cp(apiFolder, bare, { recursive: true });
    for (const name of readdirSync(bare)) if (name.endsWith('.cache')) await rm(join(bare, name));

    const health = eventOf({ method: 'GET', path: '/healthz' });
    const list = eventOf({ method: 'GET', path: '/v1/incidents', key: stack.organization?.apiKey ?? '' });
    const variants = [
      { name: 'empty', module: emptyHandler, event: health },
      { name: 'GET /healthz', module: join(apiFolder, 'index.mjs'), event: health },
      { name: 'GET /v1/incidents with a key', module: join(apiFolder, 'index.mjs'), event: list },
      { name: 'GET /healthz without the shipped code cache', module: join(bare, 'index.mjs'), event: health },
    ].map((variant) => ({ ...variant, millis: [] as number[] }));
    // The first of each only brings files into the system's memory.
    for (const { module, event } of variants) await runHandler(module, [event], env);
    for (let round = 1; round <= rounds; round++) {
      for (const { module, event, millis } of variants) millis.push(await runHandler(module, [event], env));
      if (round % 7 === 0) say(`${round} of ${rounds} rounds`);
    }

    const [empty, ...others] = variants;
    const base = median(empty?.millis ?? []);
    return others.map(({ name, millis }, index): Figure => {
      const ratio = median(millis) / base;
      return {
        name: `cold ${name}`,
        measured: duration(median(millis)),
        baseline: `${duration(base)} empty handler`,
        ratio: times(ratio),
        ...(index === 0 ? { target: `≤ ${targetFactor} ×`, met: ratio <= targetFactor } : {}),
        ...(index === 0
          ? {
              note: `Median of ${rounds}: process start to the first 200 that read the table, of the files in dist/functions/api as deployed.`,
            }
          : {}),
      };
    });
  },
};
