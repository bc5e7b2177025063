import type { Stack } from '../../infra/local/stack.ts';
import { must } from '../support/http.ts';

export interface Tenant {
  readonly id: string;
  readonly slug: string;
  readonly apiKey: string;
  readonly routingKey: string;
}

const text = (en: string) => ({ en });

/** A ladder of seconds: every mechanism of a plan happens within five of them. */
const plan = {
  title: text('Drop test'),
  seats: [
    { id: 'first', title: text('First'), holders: ['a-1', 'a-2'] },
    { id: 'second', title: text('Second'), holders: ['b-1', 'b-2'] },
    { id: 'third', title: text('Third'), holders: ['c-1'] },
  ],
  incidentTypes: [
    {
      id: 'drop',
      title: text('Drop'),
      components: ['thing'],
      steps: [{ id: 'report', title: text('Report'), actor: 'first', on: { told: 'at-once' }, within: 'PT3S' }],
      rungs: [
        { id: 'at-once', title: text('At once'), on: 'declared', alert: ['first'], answer: { within: 'PT2S', rounds: 2 } },
        { id: 'later', title: text('Later'), on: { elapsed: 'PT4S' }, alert: ['second'], whom: 'all' },
        { id: 'breach', title: text('Breach'), on: { breached: 'report' }, alert: ['third'] },
      ],
      notices: [
        { id: 'start', on: 'declared', phase: 'investigating', state: 'partial_outage', title: text('Dropped'), body: text('It fell.') },
        {
          id: 'longer',
          on: { elapsed: 'PT4S' },
          phase: 'identified',
          state: 'major_outage',
          title: text('Dropped'),
          body: text('It broke.'),
        },
        { id: 'end', on: 'restored', phase: 'resolved', title: text('Dropped'), body: text('It is whole again.') },
      ],
      restoreNotice: text('Whole again.'),
    },
  ],
};

/** Rungs that every incident reaches that stays open long enough. */
export const rungs = plan.incidentTypes[0]?.rungs.map(({ id }) => id) ?? [];

/** An organization of its own for a test, with people behind e-mail and webhooks. */
export const makeTenant = async (stack: Stack, slug: string): Promise<Tenant> => {
  const { apiUrl, inboxUrl, operatorKey } = stack;
  const { organization, apiKey } = (await must('POST', `${apiUrl}/v1/organizations`, {
    key: operatorKey,
    body: { slug, name: text(`Organization ${slug}`) },
  })) as { organization: { id: string }; apiKey: string };
  const put = (path: string, body: unknown) => must('PUT', `${apiUrl}/v1/${path}`, { key: apiKey, body });
  const secret = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;
  for (const person of ['a-1', 'a-2', 'b-1', 'b-2', 'c-1']) {
    const email = { kind: 'email', address: `${person}@${slug}.example` };
    const webhook = { kind: 'webhook', url: `${inboxUrl}/hook/${slug}/${person}`, secret };
    await put(`people/${person}`, { name: person, channels: person.endsWith('1') ? [email, webhook] : [email] });
  }
  await put('components/thing', { name: text('Thing') });
  await put('plans/drop-test', plan);
  const { routingKey } = (await must('POST', `${apiUrl}/v1/integrations`, {
    key: apiKey,
    body: { name: 'Monitor', plan: 'drop-test', publish: true },
  })) as { routingKey: string };
  return { id: organization.id, slug, apiKey, routingKey };
};
