import { personsOf } from '../../../shared/incident/holders.ts';
import type { IncidentState } from '../../../shared/incident/state.ts';
import type { Organization, Person } from '../../../shared/organization/records.ts';
import type { FactDefinition } from '../../../shared/plan/facts.ts';
import { incidentTypeOf, type Plan } from '../../../shared/plan/plan.ts';
import type { Language } from '../../../shared/text.ts';
import { keys } from '../../../shared/table/keys.ts';
import { type Loaded, loadIncident, loadTexts } from '../../adapters/dynamodb/incidents.ts';
import { loadCrew, loadPlan } from '../../incidents/execute.ts';
import { type Link, linkPurpose } from '../../incidents/links.ts';
import type { Api } from '../call.ts';
import { loadNames } from '../incidents/answer.ts';
import { type Names, speakersIn } from '../incidents/view.ts';

/** What a link leads to. */
export interface Opened {
  readonly link: Link;
  readonly organization: Organization;
  readonly person: Person;
  readonly language: Language;
  readonly loaded: Loaded;
  readonly plan: Plan;
  readonly names: Names;
  readonly texts: ReadonlyMap<string, string>;
  /** Whether it is the person's to report this fact. */
  readonly mayReport: (fact: FactDefinition) => boolean;
  /** Whether the plan names the person, by a seat, to end the incident. */
  readonly mayEnd: boolean;
}

/** Reads a link's token; `expired` for one that was good once, null for one that never was. */
export const readLink = async (api: Api, token: string): Promise<Link | 'expired' | null> => {
  const link = (await api.sealer()).open(linkPurpose, token) as Link | undefined;
  if (!link) return null;
  return link.x > api.clock() ? link : 'expired';
};

/** What is a person's to decide. Who holds which seat is read only where that makes a difference. */
const authorityOf = async (api: Api, person: string, plan: Plan, state: IncidentState): Promise<Pick<Opened, 'mayReport' | 'mayEnd'>> => {
  const enders = incidentTypeOf(plan, state.incidentType)?.closure?.by ?? [];
  if (enders.length === 0 && !plan.facts.some(({ decidedBy }) => decidedBy)) return { mayReport: () => true, mayEnd: false };
  const { organizationId } = state;
  const { directory } = await loadCrew(api.table, { organizationId, command: { type: 'advance' } }, plan, state.incidentType, state);
  const at = api.clock();
  const holds = (name: string) => personsOf(plan, name, { state, directory, at }).includes(person);
  return { mayReport: ({ decidedBy }) => decidedBy?.some(holds) ?? true, mayEnd: enders.some(holds) };
};

/** Loads everything that the page behind a link shows; null when the person or the incident is gone. */
export const follow = async (api: Api, link: Link): Promise<Opened | null> => {
  const { o: organizationId, i: incidentId, p: personId } = link;
  const [organizationItem, personItem, loaded, texts] = await Promise.all([
    api.table.get(keys.organization.key(organizationId)),
    api.table.get(keys.person.key(organizationId, personId)),
    loadIncident(api.table, organizationId, incidentId),
    loadTexts(api.table, organizationId, incidentId),
  ]);
  if (!organizationItem || !personItem || !loaded) return null;
  const organization = organizationItem['organization'] as Organization;
  const person = personItem['person'] as Person;
  const { state, events } = loaded;
  const { plan: pinned, acknowledgedBy } = state;
  const [plan, names] = await Promise.all([
    loadPlan(api.table, organizationId, pinned.slug, pinned.version),
    loadNames(api, organizationId, [
      ...new Set([...acknowledgedBy, ...speakersIn(events.filter(({ type }) => type === 'decision.asked'))]),
    ]),
  ]);
  if (!plan) return null;
  const language = person.language ?? organization.languages[0] ?? 'en';
  return { link, organization, person, language, loaded, plan, names, texts, ...(await authorityOf(api, personId, plan, state)) };
};
