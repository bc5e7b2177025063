import { replay } from '../../../shared/incident/evolve.ts';
import type { Person } from '../../../shared/organization/records.ts';
import { keys } from '../../../shared/table/keys.ts';
import { loadIncident, loadTexts } from '../../adapters/dynamodb/incidents.ts';
import { loadPlan } from '../../incidents/execute.ts';
import type { Api } from '../call.ts';
import { etagOf } from '../etag.ts';
import { type Answer, json } from '../http/answer.ts';
import { incidentView, type Names, peopleIn } from './view.ts';

/** Names of people; whoever is gone has none. */
export const loadNames = async ({ table }: Api, organizationId: string, people: readonly string[]): Promise<Names> => {
  const items = people.length === 0 ? [] : await table.getAll(people.map((id) => keys.person.key(organizationId, id)));
  return new Map(items.map((item) => item['person'] as Person).map(({ id, name }) => [id, name]));
};

export const incidentPath = (incidentId: string): string => `/v1/incidents/${incidentId}`;

/**
 * The incident as an answer; null where the organization has none of that id. With a sequence, as it stood then: that is how an answer is repeated
 * without having been kept.
 */
export const answerIncident = async (
  api: Api,
  organizationId: string,
  incidentId: string,
  { status = 200, sequence = Number.POSITIVE_INFINITY }: { readonly status?: number; readonly sequence?: number } = {},
): Promise<Answer | null> => {
  const [loaded, texts] = await Promise.all([
    loadIncident(api.table, organizationId, incidentId),
    loadTexts(api.table, organizationId, incidentId),
  ]);
  if (!loaded) return null;
  const events = loaded.events.filter((event) => event.sequence <= sequence);
  const state = events.length === loaded.events.length ? loaded.state : replay(events);
  if (!state) return null;
  const [plan, names] = await Promise.all([
    loadPlan(api.table, organizationId, state.plan.slug, state.plan.version),
    loadNames(api, organizationId, peopleIn(state)),
  ]);
  if (!plan) throw new Error('the plan of an incident is gone');
  const view = incidentView(plan, state, events, texts, names, api.ids);
  return json(status, view, { etag: etagOf(state.sequence), ...(status === 201 ? { location: incidentPath(incidentId) } : {}) });
};
