/** What Muster shows of incidents: to its people over the API, and to customers on the status page. Looked at over HTTP only. */
import { call } from '../../../infra/local/seed.ts';
import type { Stack } from '../../../infra/local/stack.ts';

export interface Incident {
  readonly id: string;
  readonly status: 'open' | 'restored' | 'closed';
  readonly summary: string | null;
  readonly source: { readonly integration: string } | null;
  readonly alerts: readonly unknown[];
  readonly notice: { readonly id: string };
}

interface Notice {
  readonly id: string;
  readonly status: string;
  readonly components: readonly { readonly name: string; readonly status: string }[];
}

interface Page {
  readonly status: { readonly indicator: string };
  readonly incidents: readonly Notice[];
}

const organizationOf = (stack: Stack) => {
  if (!stack.organization) throw new Error('the sample organization is missing');
  return stack.organization;
};

/** Incidents that one integration opened, newest first. */
export const incidentsOf = async (stack: Stack, integration: string): Promise<Incident[]> => {
  const { apiKey } = organizationOf(stack);
  const list = (await call(`${stack.apiUrl}/v1/incidents?limit=100`, 'GET', apiKey)) as { items?: readonly { id: string }[] };
  const all = await Promise.all((list.items ?? []).map(({ id }) => call(`${stack.apiUrl}/v1/incidents/${id}`, 'GET', apiKey)));
  return (all as unknown as Incident[]).filter(({ source }) => source?.integration === integration);
};

const pageOf = async <T>(stack: Stack, file: string): Promise<T | undefined> => {
  const answer = await fetch(`${stack.statusUrl}/${organizationOf(stack).slug}/api/v2/${file}`);
  return answer.ok ? ((await answer.json()) as T) : undefined;
};

/** What the page says now; undefined before it was first published. */
export const summaryOf = (stack: Stack): Promise<Page | undefined> => pageOf(stack, 'summary.json');

/** The page's notice of an incident, also after it was resolved. */
export const noticeOf = async (stack: Stack, { notice }: Incident): Promise<Notice | undefined> =>
  (await pageOf<Page>(stack, 'incidents.json'))?.incidents.find(({ id }) => id === notice.id);
