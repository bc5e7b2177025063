import { describe } from '../../../shared/incident/describe.ts';
import type { Actor, Event } from '../../../shared/incident/events.ts';
import { loadIncident, loadTexts } from '../../adapters/dynamodb/incidents.ts';
import type { Organization } from '../../../shared/organization/records.ts';
import { keys } from '../../../shared/table/keys.ts';
import { loadPlan } from '../../incidents/execute.ts';
import { handles } from '../call.ts';
import { json, notFound } from '../http/answer.ts';
import { loadNames } from './answer.ts';
import { speakersIn } from './view.ts';

const isPerson = ({ kind }: Actor) => kind === 'person' || kind === 'link';

const peopleIn = (events: readonly Event[]): string[] => [
  ...new Set([...events.flatMap(({ actor }) => (isPerson(actor) ? [actor.id] : [])), ...speakersIn(events)]),
];

/** Free texts by the name of their digest in an event, under which they are shown where they were said, for as long as they are kept. */
const said = { summaryDigest: 'summary', questionDigest: 'question', reasonDigest: 'reason' } as const;

export const getTimeline = handles('getTimeline', async ({ api, caller, params, language }) => {
  const { organizationId } = caller;
  const [loaded, texts] = await Promise.all([
    loadIncident(api.table, organizationId, params.id),
    loadTexts(api.table, organizationId, params.id),
  ]);
  if (!loaded) return notFound;
  const { state, events } = loaded;
  const [plan, names, organization] = await Promise.all([
    loadPlan(api.table, organizationId, state.plan.slug, state.plan.version),
    loadNames(api, organizationId, peopleIn(events)),
    api.table.get(keys.organization.key(organizationId)),
  ]);
  if (!plan) throw new Error('the plan of an incident is gone');
  const { timeZone = 'Etc/UTC' } = (organization?.['organization'] ?? {}) as Partial<Organization>;
  const context = { plan, incidentType: state.incidentType, nameOf: (id: string) => names.get(id) ?? null, language, timeZone };

  const told = (event: Event) => {
    const { sequence, occurredAt: at, recordedAt, type, actor, data } = event;
    const shown = Object.entries(data).flatMap(([field, digest]) => {
      const text = Object.hasOwn(said, field) ? texts.get(String(digest)) : undefined;
      return text === undefined ? [] : [[said[field as keyof typeof said], text] as const];
    });
    return {
      sequence,
      at,
      recordedAt,
      type,
      actor: { kind: actor.kind, id: actor.id, name: isPerson(actor) ? (names.get(actor.id) ?? null) : null },
      text: describe(event, context),
      data: { ...data, ...Object.fromEntries(shown) },
    };
  };
  return json(200, { items: events.map(told) }, { 'content-language': language });
});
