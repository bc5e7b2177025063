/** What sets an organization up, and what is looked at afterwards. Handlers of the response do not stand here: they answer from the bundle itself. */
export { deleteComponent } from '../components/delete.ts';
export { putComponent } from '../components/put.ts';
export { getComponent, listComponents } from '../components/read.ts';
export { getTimeline } from '../incidents/timeline.ts';
export { createIntegration } from '../integrations/create.ts';
export { deleteIntegration } from '../integrations/delete.ts';
export { listIntegrations } from '../integrations/list.ts';
export { createKey } from '../keys/create.ts';
export { deleteKey } from '../keys/delete.ts';
export { listKeys } from '../keys/list.ts';
export { createOrganization } from '../organizations/create.ts';
export { getOrganization } from '../organizations/read.ts';
export { deletePerson } from '../people/delete.ts';
export { putPerson } from '../people/put.ts';
export { getPerson, listPeople } from '../people/read.ts';
export { checkPlan } from '../plans/check.ts';
export { rehearsePlan } from '../plans/dry-run.ts';
export {
  acknowledgePlan,
  approvePlan,
  comparePlanVersions,
  listAcknowledgements,
  listPlanVersions,
  publishPlan,
  repealPlan,
  reviewPlan,
} from '../plans/life.ts';
export { putPlan } from '../plans/put.ts';
export { getPlan, getPlanVersion, listPlans } from '../plans/read.ts';
export { adoptTemplate, getTemplate, listTemplates } from '../plans/templates.ts';
export { deleteRoster } from '../rosters/delete.ts';
export { getDuty } from '../rosters/duty.ts';
export { putRoster } from '../rosters/put.ts';
export { getRoster, listRosters } from '../rosters/read.ts';
export { getDocs, getOpenApi, getPlanSchema, getProblemDocs } from '../service/docs.ts';
