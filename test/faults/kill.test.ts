import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { trimStream } from '../../infra/local/engines/table.ts';
import { startStack, type Stack } from '../../infra/local/stack.ts';
import { tableIn } from '../../infra/local/virtual.ts';
import { outboxShards } from '../../shared/table/keys.ts';
import { http, must } from '../support/http.ts';
import { type Accepted, startLoad } from './load.ts';
import { makeTenant } from './organization.ts';
import { type Random, randomFrom } from './random.ts';
import { type Kill, underWay, verify } from './verify.ts';
import { busy, collect, mischief } from './watch.ts';

const rounds = Number(process.env['MUSTER_KILL_ROUNDS'] ?? (process.env['MUSTER_TEST_LONG'] ? 50 : 10));
const seed = Number(process.env['MUSTER_FAULT_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const victims = ['table', 'messaging', 'objects', 'inbox', 'api', 'relay', 'tick', 'notify', 'publish'] as const;
const say = (line: string) => process.stdout.write(`    ${line}\n`);

const faults = (stack: Stack, change: Record<string, string>) =>
  http('POST', `${stack.inboxUrl}/faults`, { body: change }).catch(() => null);

/** Troubles that are no crash, each for a while; `relay-gap` leaves commits behind that the stream will never show again. */
const troubles: Readonly<Record<string, (stack: Stack, random: Random) => Promise<void>>> = {
  smtp: async (stack) => {
    await faults(stack, { smtp: 'fail' });
    await sleep(3_000);
    await faults(stack, { smtp: 'ok' });
  },
  webhook: async (stack) => {
    await faults(stack, { webhook: 'fail' });
    await sleep(3_000);
    await faults(stack, { webhook: 'ok' });
  },
  messaging: async (stack) => {
    await stack.processes['messaging']?.stop();
    await sleep(2_000);
    await stack.processes['messaging']?.start();
  },
  'relay-gap': async (stack) => {
    await stack.processes['relay']?.stop();
    await sleep(2_000);
    trimStream(stack.data.tableFile, Date.now() + 48 * 3600_000);
    await stack.processes['relay']?.start();
  },
};

const untilSettled = async (stack: Stack, isDone: () => Promise<boolean>, timeoutMillis: number): Promise<void> => {
  const deadline = performance.now() + timeoutMillis;
  while (performance.now() < deadline) {
    await stack.quiet({ timeoutMilliseconds: 5_000 }).catch(() => undefined);
    if (await isDone().catch(() => false)) return;
    await sleep(500);
  }
};

test(
  `nothing is lost and nothing is doubled when processes are killed at random, ${rounds} rounds, seed ${seed}`,
  { timeout: 600_000 + rounds * 10_000 },
  async () => {
    const random = randomFrom(seed);
    const data = await mkdtemp(join(tmpdir(), 'muster-faults-'));
    const stack = await startStack({ data });
    try {
      const table = tableIn(stack);
      const tenants = [await makeTenant(stack, 'alpha'), await makeTenant(stack, 'beta')];
      const inbox = collect(stack);
      const load = startLoad(stack, tenants, random, 16);
      const kills: Kill[] = [];
      let interrupted = 0;
      let again = 0;
      const repeatSome = async () => {
        const old = inbox.received.filter(({ kind }) => kind === 'sns');
        for (let count = 0; count < 5 && old.length > 0; count++) {
          again++;
          await mischief(stack, random.pick(old).body, random.pick(['notify', 'publish'] as const), random.integer(0, 15));
        }
      };
      // Each process once, in random order, before any comes again.
      const order = Array.from({ length: Math.ceil(rounds / victims.length) }, () => random.shuffle(victims)).flat();
      const troubleAt = new Map(Object.keys(troubles).map((name, index) => [Math.floor(((index + 1) * rounds) / 5), name]));

      for (let round = 1; round <= rounds; round++) {
        await sleep(random.integer(300, 1_500));
        await repeatSome();
        const victim = order[round - 1] as (typeof victims)[number];
        const unfinished = await busy(stack, table, victim, load.inFlight());
        if (unfinished) interrupted++;
        const kill: Kill = { process: victim, at: Date.now() };
        kills.push(kill);
        stack.processes[victim]?.kill();
        if (victim === 'notify') kill.underWay = await underWay(table, tenants, kill.at);
        const trouble = troubleAt.get(round);
        if (trouble) await troubles[trouble]?.(stack, random);
        say(
          `round ${String(round).padStart(2)}: killed ${victim}${unfinished ? ', which was at work' : ''}${trouble ? `; then trouble with ${trouble}` : ''}`,
        );
      }
      await sleep(1_000);
      await load.stop();

      // What is still open climbs its whole ladder, then everything is ended.
      const open = load.accepted.filter(({ closed }) => !closed);
      const stayedOpen = new Set<Accepted>(open);
      say(
        `${load.accepted.length} incidents were accepted, ${load.retries()} requests repeated, ${again} messages sent again; waiting until all is settled`,
      );
      const outboxEmpty = async () => (await Promise.all(outboxShards.map((pk) => table.query({ pk, limit: 1 })))).flat().length === 0;
      const list = async (status: string) => {
        const items = [];
        for (const tenant of tenants) {
          let cursor: string | null = null;
          do {
            const page: Record<string, unknown> = await must(
              'GET',
              `${stack.apiUrl}/v1/incidents?status=${status}&limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
              { key: tenant.apiKey },
            );
            for (const item of page['items'] as { id: string }[]) items.push({ tenant, id: item.id });
            cursor = (page['next'] as string | null) ?? null;
          } while (cursor);
        }
        return items;
      };
      const read = (one: { tenant: (typeof tenants)[number]; id: string }) =>
        must('GET', `${stack.apiUrl}/v1/incidents/${one.id}`, { key: one.tenant.apiKey }) as Promise<{
          alerts: { status: string; rung: string | null }[];
        }>;
      const climbed = async () => {
        if (!(await outboxEmpty())) return false;
        for (const one of await list('open')) {
          const { alerts } = await read(one);
          if (alerts.some(({ status }) => status === 'pending' || status === 'waiting')) return false;
          if (!alerts.some(({ rung }) => rung === 'later') || !alerts.some(({ rung }) => rung === 'breach')) return false;
        }
        return true;
      };
      await untilSettled(stack, climbed, 150_000);
      for (const one of await list('open'))
        for (const act of ['restore', 'close'])
          await must('POST', `${stack.apiUrl}/v1/incidents/${one.id}/${act}`, { key: one.tenant.apiKey, body: {} });
      const ended = async () => {
        if (!(await outboxEmpty())) return false;
        for (const one of await list('closed')) {
          const { alerts } = await read(one);
          if (alerts.some(({ status }) => status === 'pending' || status === 'waiting')) return false;
        }
        return true;
      };
      await untilSettled(stack, ended, 90_000);
      await inbox.stop();

      const verdict = await verify(table, tenants, load.accepted, stayedOpen, inbox.received, kills);
      const share = Math.round((100 * interrupted) / rounds);
      say(`rounds ${rounds}, of which ${interrupted} (${share} %) interrupted unfinished work; seed ${seed}`);
      say(
        `incidents ${verdict.incidents}, sends ${verdict.sends}; lost ${verdict.lost.length}, doubled ${verdict.doubled.length}, repeated because under way at a kill ${verdict.repeated.length}`,
      );
      for (const line of verdict.repeated) say(`  repeated: ${line}`);

      expect(verdict.lost).toEqual([]);
      expect(verdict.doubled).toEqual([]);
      expect(share).toBeGreaterThanOrEqual(70);
      for (const { slug } of tenants) {
        const summary = await must('GET', `${stack.statusUrl}/${slug}/api/v2/summary.json`);
        expect(summary).toMatchObject({ incidents: [], status: { indicator: 'none' } });
      }
    } finally {
      await stack.stop();
      await rm(data, { recursive: true, force: true });
    }
  },
);
