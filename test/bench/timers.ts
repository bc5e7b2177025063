/** How late an alert leaves: from the instant at which its rung is due until the mail server has it. */
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Stack } from '../../infra/local/stack.ts';
import type { Bench, Figure } from './bench.ts';
import { connect, type Call } from './http.ts';
import { followMails } from './mails.ts';
import { duration, percentile, spread } from './numbers.ts';

const organizations = 20;
const timerCount = 2_000;
/** Has no divisor in common with the count. */
const stride = 1_237;
const spreadMillis = 60_000;
/** Time for declarations before the first timer is due. The burst's are all to be declared by then: so many times what the first took. */
const leadMillis = 20_000;
const leadMargin = 2.5;
const declareParallel = 16;
const secondsMax = 100;
const targetMillis = 1_000;
const giveUpMillis = 45_000;

/** One kind of incident for every number of seconds, so that a declaration can choose when its rung is due. */
const plan = {
  title: { en: 'Timers' },
  seats: [{ id: 'duty', title: { en: 'Duty' }, holders: ['duty-1'] }],
  incidentTypes: Array.from({ length: secondsMax }, (_, index) => ({
    id: `after-${index + 1}`,
    title: { en: `After ${index + 1} s` },
    rungs: [{ id: 'late', title: { en: 'Nobody was faster' }, on: { elapsed: `PT${index + 1}S` }, alert: ['duty'] }],
  })),
};

interface Tenant {
  readonly id: string;
  readonly api: Call;
}

const makeTenant = async (stack: Stack, slug: string): Promise<Tenant> => {
  const operator = connect(stack.apiUrl, stack.operatorKey);
  const input = { slug, name: { en: `Bench ${slug}` }, timeZone: 'UTC', languages: ['en'] };
  const { organization, apiKey } = await operator<{ organization: { id: string }; apiKey: string }>('POST', '/v1/organizations', input);
  const api = connect(stack.apiUrl, apiKey);
  await api('PUT', '/v1/people/duty-1', { name: 'Duty One', channels: [{ kind: 'email', address: `duty@${slug}.example` }] });
  await api('PUT', '/v1/plans/timers', plan);
  return { id: organization.id, api };
};

/** As `notify` makes it, the same for every attempt at an alert. */
const messageIdOf = (organizationId: string, incidentId: string): string => {
  const id = createHash('sha256').update(`${organizationId}/${incidentId}/late/duty/0/duty-1/0`).digest('hex').slice(0, 40);
  return `<${id}@muster.example>`;
};

/** Declares an incident for each wanted instant, whose rung is due within the second after it. Yields when each alert is due, by its Message-ID. */
const declareAll = async (tenants: readonly Tenant[], wanted: readonly number[]): Promise<Map<string, number>> => {
  const due = new Map<string, number>();
  const rest = wanted.entries();
  const declare = async (): Promise<void> => {
    for (const [index, instant] of rest) {
      const tenant = tenants[index % tenants.length];
      if (!tenant) throw new Error('there are no tenants');
      const seconds = Math.min(secondsMax, Math.max(1, Math.ceil((instant - Date.now()) / 1000)));
      const incident = await tenant.api<{ id: string; declaredAt: string }>('POST', '/v1/incidents', {
        plan: 'timers',
        incidentType: `after-${seconds}`,
      });
      due.set(messageIdOf(tenant.id, incident.id), Date.parse(incident.declaredAt) + seconds * 1000);
    }
  };
  await Promise.all(Array.from({ length: declareParallel }, declare));
  return due;
};

interface Measured {
  readonly late: readonly number[];
  readonly declareMillis: number;
  readonly dueMillis: number;
  readonly perSecond: number;
}

export const timers: Bench = {
  name: 'timers',
  about: `alerts of ${timerCount} timers over ${spreadMillis / 1000} s, then of ${timerCount} in one second`,
  async run({ stack: started, say }) {
    const stack = await started();
    const tenants = await Promise.all(Array.from({ length: organizations }, (_, index) => makeTenant(stack, `bench-${index + 1}`)));
    const mails = followMails(stack.inboxUrl);

    const measure = async (name: string, wanted: readonly number[]): Promise<Measured> => {
      const began = Date.now();
      const due = await declareAll(tenants, wanted);
      const declareMillis = Date.now() - began;
      const [first, last] = [Math.min(...due.values()), Math.max(...due.values())];
      say(`${name}: all declared in ${duration(declareMillis)}, the last timer is due in ${duration(last - Date.now())} …`);
      while (Date.now() < last + giveUpMillis && ![...due.keys()].every((id) => mails.arrivals.has(id))) await pause(250);
      const late = [...due].flatMap(([id, at]) => (mails.arrivals.has(id) ? [(mails.arrivals.get(id) ?? 0) - at] : []));
      if (late.length < wanted.length) throw new Error(`${wanted.length - late.length} of ${wanted.length} alerts did not arrive`);
      const arrived = [...due.keys()].map((id) => mails.arrivals.get(id) ?? 0);
      return { late, declareMillis, dueMillis: last - first, perSecond: (1000 * wanted.length) / (Math.max(...arrived) - first) };
    };
    try {
      const from = Date.now() + leadMillis;
      // Those of one second are declared far apart: a rung's delay is in whole seconds, and neighbours would fall due together.
      const minute = Array.from({ length: timerCount }, (_, index) => from + (((index * stride) % timerCount) * spreadMillis) / timerCount);
      const evenly = await measure('over a minute', minute);
      const second = Date.now() + evenly.declareMillis * leadMargin;
      const burst = await measure(
        'in one second',
        Array.from({ length: timerCount }, () => second),
      );
      const worst = percentile(evenly.late, 0.99);
      const figures: Figure[] = [
        {
          name: `due → alert sent, ${timerCount} timers over ${spreadMillis / 1000} s`,
          measured: spread(evenly.late),
          target: `p99 ≤ ${targetMillis / 1000} s`,
          met: worst <= targetMillis,
          note: `From the instant at which the plan's rung is due until the mail server took the alert; ${organizations} organizations, real clock. Mails that came twice: ${mails.doubled()}.`,
        },
        {
          name: `due → alert sent, ${timerCount} timers in one second`,
          measured: spread(burst.late),
          note: `All due within ${duration(burst.dueMillis)}; the last is as late as one function process of each kind is slow: ${burst.perSecond.toFixed(0)} alerts a second here.`,
        },
      ];
      return figures;
    } finally {
      await mails.stop();
    }
  },
};
