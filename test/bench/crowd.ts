/** How soon everybody's customers see it when a hundred organizations change at once, as when a shared supplier fails. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Stack } from '../../infra/local/stack.ts';
import type { Bench } from './bench.ts';
import { connect, send, type Call } from './http.ts';
import { percentile, spread } from './numbers.ts';

const organizations = 100;
const rounds = 3;
const targetMillis = 5_000;
const giveUpMillis = 60_000;
/** Looks are rare and small: they should cost the pages no time. */
const lookEveryMillis = 200;
const taskset = '/usr/bin/taskset';

const plan = {
  title: { en: 'Outage' },
  incidentTypes: [
    {
      id: 'outage',
      title: { en: 'Outage' },
      components: ['service'],
      notices: [
        {
          id: 'told',
          on: 'declared',
          phase: 'investigating',
          state: 'major_outage',
          title: { en: 'The service is down', 'zh-CN': '服务中断' },
          body: { en: 'We are looking for the cause.', 'zh-CN': '正在查找原因。' },
        },
        {
          id: 'over',
          on: 'restored',
          phase: 'resolved',
          state: 'operational',
          title: { en: 'The service is down' },
          body: { en: 'It works again.' },
        },
      ],
    },
  ],
};

/** Processor time of a process since its start. The kernel counts it in hundredths of a second. */
const processorMillis = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return 10 * (Number(fields[11]) + Number(fields[12]));
};

interface Tenant {
  readonly slug: string;
  readonly api: Call;
}

const makeTenant = async (stack: Stack, slug: string): Promise<Tenant> => {
  const operator = connect(stack.apiUrl, stack.operatorKey);
  const { apiKey } = await operator<{ apiKey: string }>('POST', '/v1/organizations', { slug, name: { en: slug, 'zh-CN': slug } });
  const api = connect(stack.apiUrl, apiKey);
  await api('PUT', '/v1/components/service', { name: { en: 'Service', 'zh-CN': '服务' } });
  await api('PUT', '/v1/plans/outage', plan);
  return { slug, api };
};

const untilShown = async (stack: Stack, { slug }: Tenant, indicator: string): Promise<number> => {
  const url = `${stack.statusUrl}/${slug}/api/v2/status.json`;
  const deadline = performance.now() + giveUpMillis;
  for (;;) {
    const { status, body } = await send('GET', url, {}, '');
    if (status === 200 && (JSON.parse(body) as { status: { indicator: string } }).status.indicator === indicator) return performance.now();
    if (performance.now() > deadline) throw new Error(`the page of ${slug} did not change within ${giveUpMillis / 1000} s`);
    await pause(lookEveryMillis);
  }
};

export const crowd: Bench = {
  name: 'crowd',
  about: `${organizations} organizations change at once, all functions on one core`,
  async run({ ownStack, say }) {
    if (!existsSync(taskset)) return [{ name: 'organizations changing at once', measured: 'only measured where processes can be pinned' }];
    const stack = await ownStack();
    const tenants: Tenant[] = [];
    for (let index = 0; index < organizations; index++) tenants.push(await makeTenant(stack, `crowd-${index + 1}`));
    // The engines stand for what AWS runs: they keep the other cores, as the bench does.
    const names = Object.keys(stack.functions);
    const pidOf = (name: string) => stack.processes[name]?.pid ?? 0;
    for (const name of names) await promisify(execFile)(taskset, ['-a', '-p', '-c', '0', String(pidOf(name))]);
    const spent = new Map(names.map((name) => [name, 0]));
    const millis: number[] = [];
    const answered: number[] = [];
    for (let round = 1; round <= rounds; round++) {
      const before = names.map((name) => processorMillis(pidOf(name)));
      const declared = await Promise.all(
        tenants.map(async (tenant) => {
          const began = performance.now();
          const incident = await tenant.api<{ id: string }>('POST', '/v1/incidents', { plan: 'outage', incidentType: 'outage' });
          answered.push(performance.now() - began);
          millis.push((await untilShown(stack, tenant, 'critical')) - began);
          return { tenant, id: incident.id };
        }),
      );
      names.forEach((name, index) => spent.set(name, (spent.get(name) ?? 0) + processorMillis(pidOf(name)) - (before[index] ?? 0)));
      say(`round ${round} of ${rounds}: answered ${spread(answered.slice(-organizations))}; shown ${spread(millis.slice(-organizations))}`);
      await Promise.all(
        declared.map(async ({ tenant, id }) => {
          await tenant.api('POST', `/v1/incidents/${id}/restore`, {});
          await tenant.api('POST', `/v1/incidents/${id}/close`, {});
          await untilShown(stack, tenant, 'none');
        }),
      );
    }
    const each = [...spent].map(([name, total]) => `${name} ${(total / rounds / organizations).toFixed(0)}`);
    return [
      {
        name: `declaration → page changed, ${organizations} organizations at once`,
        measured: spread(millis),
        target: `p99 ≤ ${targetMillis / 1000} s`,
        met: percentile(millis, 0.99) <= targetMillis,
        note: `The five functions share one core, and the engines that stand for AWS have the others; ${rounds} rounds, each page looked at every ${lookEveryMillis} ms. Processor time for each organization (ms): ${each.join(', ')}.`,
      },
    ];
  },
};
