/** What it costs to turn a page into HTML: on one core, in a heap as small as a function's. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Bench } from './bench.ts';
import { root } from './bundle-size.ts';
import { spread } from './numbers.ts';
import type { Rendered } from './rendering/renders.ts';

const heapMegabytes = 96;
const targetPerSecond = 200;
const targetMegabytes = 200;
/** What two collections of the same heap may differ by. */
const flatMegabytes = 2;
const taskset = '/usr/bin/taskset';

export const rendering: Bench = {
  name: 'rendering',
  about: '10,000 pages rendered on one core',
  async run() {
    const script = join(root, 'test/bench/rendering/renders.ts');
    const site = join(root, 'dist/status-site/render.mjs');
    const node = [process.execPath, '--expose-gc', `--max-old-space-size=${heapMegabytes}`, '--max-semi-space-size=4', script, site];
    const [command = '', ...rest] = existsSync(taskset) ? [taskset, '-c', '0', ...node] : node;
    const { stdout } = await promisify(execFile)(command, rest, { maxBuffer: 2 ** 24 });
    const { perSecond, millis, heap, resident } = JSON.parse(stdout) as Rendered;
    const grown = heap[1] - heap[0];
    return [
      {
        name: 'pages rendered, one core, warm',
        measured: `${perSecond.toFixed(0)} a second`,
        target: `≥ ${targetPerSecond} a second`,
        met: perSecond >= targetPerSecond,
        note: `Overview in both languages, an incident and the history of the busy sample, in turn. Of processor time, collecting garbage included; by the clock each took ${spread(millis)}.`,
      },
      {
        name: 'memory over 10,000 renders',
        measured: `${resident.toFixed(0)} MB at most, ${grown >= 0 ? '+' : ''}${grown.toFixed(1)} MB of heap since the first tenth`,
        target: `≤ ${targetMegabytes} MB, flat`,
        met: resident <= targetMegabytes && grown <= flatMegabytes,
        note: `Resident set of the process at its largest, with a heap of ${heapMegabytes} MB; heap in use after collecting, ${heap.map((size) => size.toFixed(1)).join(' and ')} MB.`,
      },
    ];
  },
};
