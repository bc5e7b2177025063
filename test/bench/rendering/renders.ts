/** Renders as the publisher does, in a process of its own. Argument: the built site. Prints one JSON line. */
import { pathToFileURL } from 'node:url';
import type * as adapter from '../../../status-site/adapter/render.d.mts';
import { fixtures } from '../../../status-site/src/fixtures.ts';

export interface Rendered {
  /** Renders in a second of the processor's time, whoever else uses it. */
  readonly perSecond: number;
  readonly millis: readonly number[];
  /** Megabytes in use after a tenth of the renders and after all of them, both collected. */
  readonly heap: readonly [number, number];
  /** The most that the process ever held, in megabytes. */
  readonly resident: number;
}

const warmUps = 500;
const renders = 10_000;

const site = (await import(pathToFileURL(process.argv[2] ?? '').href)) as typeof adapter;
const page = fixtures['busy'];
if (!page) throw new Error('there is no busy page');
const [notice] = page.notices;
const paths = ['en/', 'zh-CN/', `en/incidents/${notice?.id ?? ''}/`, 'zh-CN/history/'];

const heap = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

let version = 0;
/** Each a publication of its own: what was made for one page is no help for the next. */
const one = async (): Promise<number> => {
  version += 1;
  const began = performance.now();
  await site.render(paths[version % paths.length] ?? '', { ...page, version });
  return performance.now() - began;
};

for (let count = 0; count < warmUps; count++) await one();
const millis: number[] = [];
const before = process.cpuUsage();
let early = 0;
for (let count = 0; count < renders; count++) {
  millis.push(await one());
  if (count === renders / 10) early = heap();
}
const { user, system } = process.cpuUsage(before);
const answer: Rendered = {
  perSecond: (1e6 * renders) / (user + system),
  millis,
  heap: [early, heap()],
  resident: process.resourceUsage().maxRSS / 1024,
};
console.log(JSON.stringify(answer));
