/** How soon customers see what somebody declared: from sending the declaration to the status page that shows its notice. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Bench } from './bench.ts';
import { connect, send } from './http.ts';
import { percentile, spread } from './numbers.ts';

const declarations = 100;
const targetMillis = 2_000;
const giveUpMillis = 20_000;
const lookEveryMillis = 4;

interface Summary {
  readonly incidents: readonly { readonly id: string }[];
}

export const page: Bench = {
  name: 'status-page',
  about: `declaration to changed status page, ${declarations} in turn`,
  async run({ stack: started, say }) {
    const stack = await started();
    const { apiKey = '', slug = '' } = stack.organization ?? {};
    const api = connect(stack.apiUrl, apiKey);
    const summaryUrl = `${stack.statusUrl}/${slug}/api/v2/summary.json`;

    const until = async (notice: string, shown: boolean): Promise<number> => {
      const deadline = performance.now() + giveUpMillis;
      for (;;) {
        const { status, body } = await send('GET', summaryUrl, {}, '');
        const found = status === 200 && (JSON.parse(body) as Summary).incidents.some(({ id }) => id === notice);
        if (found === shown) return performance.now();
        if (performance.now() > deadline) throw new Error(`the status page did not change within ${giveUpMillis / 1000} s`);
        await pause(lookEveryMillis);
      }
    };

    const millis: number[] = [];
    for (let count = 1; count <= declarations; count++) {
      const began = performance.now();
      const incident = await api<{ id: string; notice: { id: string } }>('POST', '/v1/incidents', {
        plan: 'call-center',
        incidentType: 'application-outage',
        facts: { symptom: 'cannot-log-in' },
      });
      millis.push((await until(incident.notice.id, true)) - began);
      await api('POST', `/v1/incidents/${incident.id}/restore`, {});
      await until(incident.notice.id, false);
      await api('POST', `/v1/incidents/${incident.id}/close`, {});
      if (count % 25 === 0) say(`${count} of ${declarations}`);
    }
    const worst = percentile(millis, 0.99);
    return [
      {
        name: 'declaration → status page changed',
        measured: spread(millis),
        target: `p99 ≤ ${targetMillis / 1000} s`,
        met: worst <= targetMillis,
        note: `From sending POST /v1/incidents until summary.json over HTTP shows the notice; the plan also alerts people meanwhile.`,
      },
    ];
  },
};
