import type { OperationId } from '../../shared/access/routes.ts';
import type { Handler } from './call.ts';
import { deleteComponent } from './components/delete.ts';
import { putComponent } from './components/put.ts';
import { getComponent, listComponents } from './components/read.ts';
import {
  acknowledgeIncident,
  askForDecision,
  closeIncident,
  publishIncident,
  reportFacts,
  restoreIncident,
  setLevel,
} from './incidents/acts.ts';
import { completeTask } from './incidents/complete.ts';
import { declareIncident } from './incidents/declare.ts';
import { listIncidents } from './incidents/list.ts';
import { getIncident } from './incidents/read.ts';
import { getTimeline } from './incidents/timeline.ts';
import { createIntegration } from './integrations/create.ts';
import { deleteIntegration } from './integrations/delete.ts';
import { listIntegrations } from './integrations/list.ts';
import { createKey } from './keys/create.ts';
import { deleteKey } from './keys/delete.ts';
import { listKeys } from './keys/list.ts';
import { openLink } from './links/open.ts';
import { useLink } from './links/use.ts';
import { createOrganization } from './organizations/create.ts';
import { getOrganization } from './organizations/read.ts';
import { deletePerson } from './people/delete.ts';
import { putPerson } from './people/put.ts';
import { getPerson, listPeople } from './people/read.ts';
import { checkPlan } from './plans/check.ts';
import { rehearsePlan } from './plans/dry-run.ts';
import {
  acknowledgePlan,
  approvePlan,
  comparePlanVersions,
  listAcknowledgements,
  listPlanVersions,
  publishPlan,
  repealPlan,
  reviewPlan,
} from './plans/life.ts';
import { putPlan } from './plans/put.ts';
import { getPlan, getPlanVersion, listPlans } from './plans/read.ts';
import { adoptTemplate, getTemplate, listTemplates } from './plans/templates.ts';
import { deleteRoster } from './rosters/delete.ts';
import { getDuty } from './rosters/duty.ts';
import { putRoster } from './rosters/put.ts';
import { getRoster, listRosters } from './rosters/read.ts';
import { receiveAlertmanager } from './senders/alertmanager.ts';
import { enqueueEvent } from './senders/enqueue.ts';
import { getDocs, getOpenApi, getPlanSchema, getProblemDocs } from './service/docs.ts';
import { getHealth } from './service/health.ts';

/** The handler of every route. */
export const handlers: { readonly [K in OperationId]: Handler<K> } = {
  getHealth,
  getOpenApi,
  getDocs,
  getProblemDocs,
  getPlanSchema,
  createOrganization,
  getOrganization,
  createKey,
  listKeys,
  deleteKey,
  listPeople,
  getPerson,
  putPerson,
  deletePerson,
  listRosters,
  getRoster,
  getDuty,
  putRoster,
  deleteRoster,
  listComponents,
  getComponent,
  putComponent,
  deleteComponent,
  checkPlan,
  rehearsePlan,
  listPlans,
  getPlan,
  putPlan,
  getPlanVersion,
  listPlanVersions,
  reviewPlan,
  approvePlan,
  publishPlan,
  repealPlan,
  comparePlanVersions,
  acknowledgePlan,
  listAcknowledgements,
  listTemplates,
  getTemplate,
  adoptTemplate,
  declareIncident,
  listIncidents,
  getIncident,
  getTimeline,
  acknowledgeIncident,
  reportFacts,
  askForDecision,
  setLevel,
  restoreIncident,
  closeIncident,
  publishIncident,
  completeTask,
  createIntegration,
  listIntegrations,
  deleteIntegration,
  enqueueEvent,
  receiveAlertmanager,
  openLink,
  useLink,
};
