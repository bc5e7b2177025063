import type { Organization, Person } from '../../../shared/organization/records.ts';
import type { Roster } from '../../../shared/organization/roster.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { keys, listPrefix } from '../../../shared/table/keys.ts';
import { directoryOf, loadPlan } from '../../incidents/execute.ts';
import { type Api, type Call, handles } from '../call.ts';
import { html, inBody, invalid, json, notFound, type Refused } from '../http/answer.ts';
import type { Routes } from '../../../shared/access/routes.ts';
import { unknownPlan } from '../incidents/unknown.ts';
import { loadPlanHead } from './record.ts';

type Input = Call<Routes['rehearsePlan']>['body'];

/** Everybody whom a plan may name, and where its seats find them. */
const crewOf = async ({ table }: Api, organizationId: string) => {
  const organizationKey = keys.organization.key(organizationId);
  const all = (prefix: string) => table.query({ pk: organizationKey.pk, prefix });
  const [item, persons, rosters] = await Promise.all([table.get(organizationKey), all(listPrefix.person), all(listPrefix.roster)]);
  const organization = item?.['organization'] as Organization | undefined;
  const people = persons.map((one) => one['person'] as Person);
  return { organization, people, rosters: rosters.map((one) => one['roster'] as Roster) };
};

/** The plan that is meant, where it was not sent itself. */
const storedPlan = async (api: Api, organizationId: string, { planId, version }: Input): Promise<{ readonly plan: Plan } | Refused> => {
  if (planId === undefined) return invalid([inBody('/plan', 'required')]);
  const head = await loadPlanHead(api, organizationId, planId);
  if (!head) return invalid([{ ...(await unknownPlan(api, organizationId, planId)), pointer: '/planId' }]);
  const stored = await loadPlan(api.table, organizationId, planId, version ?? head.published?.version ?? head.version);
  return stored ? { plan: stored } : invalid([inBody('/version', 'too-big', { limit: head.version })]);
};

export const rehearsePlan = handles('rehearsePlan', async ({ api, caller, body, language, mediaType }) => {
  const { organizationId } = caller;
  const [{ rehearse, sentPlan }, found, { organization, people, rosters }] = await Promise.all([
    import('./lazy/planning.ts'),
    body.plan ? null : storedPlan(api, organizationId, body),
    crewOf(api, organizationId),
  ]);
  const meant = found ?? sentPlan(body);
  if (!('plan' in meant)) return meant;
  if (!organization) return notFound;
  const directory = directoryOf(people, { rosters, timeZone: organization.timeZone });
  const rehearsed = rehearse(body, { plan: meant.plan, people, directory, startAt: body.startAt ?? api.clock(), language });
  if ('problem' in rehearsed) return rehearsed;
  const { answer, viewFor } = rehearsed;
  if (mediaType !== 'text/html') return json(200, answer, { 'content-language': language });
  const { dryRunPage } = await import('./pages/dry-run-page.ts');
  const { text, headers } = dryRunPage(viewFor(organization));
  return html(200, text, { ...headers, 'content-language': language });
});
