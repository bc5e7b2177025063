/** What a laptop gives up for an idle `npm start`: the proportional set size of all its processes. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePorts } from '../../infra/local/ports.ts';
import type { Bench } from './bench.ts';
import { root } from './bundle-size.ts';

const targetMegabytes = 500;
const startMillis = 60_000;
/** By then what the start needed is collected, and the compiled code is written. */
const settleMillis = 12_000;

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** The process and everything that it started, in turn. */
const family = (pid: number): number[] => {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${name}/status`))?.[1] ?? 0) }));
  const members = [pid];
  for (const member of members) members.push(...parents.filter(({ parent }) => parent === member).map((child) => child.pid));
  return members;
};

const megabytes = (pid: number): number => Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024;

/** What a process is, from its command line: the function of a host, the script, or the program. */
const nameOf = (pid: number): string => {
  const words = read(`/proc/${pid}/cmdline`).split('\0').filter(Boolean);
  const script = words.findIndex((word) => word.endsWith('host.ts'));
  if (script > 0) return (JSON.parse(words[script + 1] ?? '{}') as { plan?: { name?: string } }).plan?.name ?? 'host';
  if (words[0]?.startsWith('npm')) return 'npm';
  const ours = words.find((word) => /\/?infra\/local\/.*\.(ts|mjs|sh)$/.test(word) && !word.endsWith('leash.mjs'));
  return (ours ?? words[0] ?? String(pid)).split('/').slice(-2).join('/');
};

/** As a person starts it: without what the npm that runs this bench has put into the environment. */
const environment = async (data: string): Promise<NodeJS.ProcessEnv> => {
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_|MUSTER_)/.test(name));
  const [api, status] = await freePorts(2);
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.endsWith(join('node_modules', '.bin')));
  return {
    ...Object.fromEntries(own),
    PATH: path.join(delimiter),
    MUSTER_DATA: data,
    MUSTER_API_PORT: String(api),
    MUSTER_STATUS_PORT: String(status),
  };
};

export const memory: Bench = {
  name: 'memory',
  about: 'memory of an idle `npm start`, npm included',
  async run({ folder, say }) {
    if (!existsSync('/proc/self/smaps_rollup')) return [{ name: 'memory of the idle stack', measured: 'only measured on Linux' }];
    const data = await folder();
    const npm = spawn('npm', ['start'], { cwd: root, env: await environment(data), stdio: 'ignore' });
    const gone = new Promise<void>((resolve) => npm.once('exit', () => resolve()).once('error', () => resolve()));
    let ended = false;
    void gone.then(() => (ended = true));
    try {
      const deadline = performance.now() + startMillis;
      while (!existsSync(join(data, 'local.json'))) {
        if (ended || performance.now() > deadline) throw new Error('npm start did not come up');
        await pause(100);
      }
      say(`it is up; ${settleMillis / 1000} s for it to come to rest …`);
      await pause(settleMillis);
      const members = family(npm.pid ?? 0).map((pid) => ({ name: nameOf(pid), size: megabytes(pid) }));
      const total = members.reduce((sum, { size }) => sum + size, 0);
      const large = members.filter(({ size }) => size >= 1).toSorted((a, b) => b.size - a.size);
      const list = large.map(({ name, size }) => `${name} ${size.toFixed(0)}`);
      return [
        {
          name: `memory of the idle stack, ${members.length} processes`,
          measured: `${total.toFixed(0)} MB`,
          target: `≤ ${targetMegabytes} MB`,
          met: total <= targetMegabytes,
          note: `Proportional set size (MB) by process: ${list.join(', ')}; shells that wait: ${members.length - large.length}.`,
        },
      ];
    } finally {
      npm.kill('SIGTERM');
      await Promise.race([gone, pause(15_000)]);
      if (!ended) for (const pid of family(npm.pid ?? 0).toReversed()) process.kill(pid, 'SIGKILL');
    }
  },
};
