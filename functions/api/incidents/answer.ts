import { replay } from '../../../shared/incident/evolve.ts';
import type { Person } from '../../../shared/organization/records.ts';
import { keys } from '../../../shared/table/keys.ts';
import { loadIncident, loadTexts } from '../../adapters/dynamodb/incidents.ts';
import { loadPlan, type Standing } from '../../incidents/execute.ts';
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

/** Languages of the organization in which customers were not told. */
export type Warnings = readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];

/** What a response says of an incident besides the incident. */
interface Manner {
  readonly status?: number;
  readonly warnings?: Warnings;
}

/** An incident as an answer, from what a command has read and written anyway; only names that it had no need of are read. */
export const answerStanding = async (
  api: Api,
  { state, events, names: known }: Standing,
  texts: ReadonlyMap<string, string>,
  { status = 200, warnings = [] }: Manner = {},
): Promise<Answer> => {
  const { organizationId } = state;
  const [plan, missing] = await Promise.all([
    loadPlan(api.table, organizationId, state.plan.slug, state.plan.version),
    loadNames(
      api,
      organizationId,
      peopleIn(state, events).filter((id) => !known.has(id)),
    ),
  ]);
  if (!plan) throw new Error('the plan of an incident is gone');
  const view = incidentView(plan, state, events, texts, new Map([...known, ...missing]), api);
  return json(status, warnings.length > 0 ? { ...view, warnings } : view, {
    etag: etagOf(state.sequence),
    ...(status === 201 ? { location: incidentPath(state.id) } : {}),
  });
};

/**
 * The incident as an answer; null where the organization has none of that id. With a sequence, as it stood then: that is how an answer is repeated
 * without having been kept.
 */
export const answerIncident = async (
  api: Api,
  organizationId: string,
  incidentId: string,
  { sequence = Number.POSITIVE_INFINITY, ...manner }: Manner & { readonly sequence?: number } = {},
): Promise<Answer | null> => {
  const [loaded, texts] = await Promise.all([
    loadIncident(api.table, organizationId, incidentId),
    loadTexts(api.table, organizationId, incidentId),
  ]);
  if (!loaded) return null;
  const events = loaded.events.filter((event) => event.sequence <= sequence);
  const state = events.length === loaded.events.length ? loaded.state : replay(events);
  return state && answerStanding(api, { state, events, names: new Map() }, texts, manner);
};
