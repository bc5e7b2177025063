import type { OperationId } from '../../shared/access/routes.ts';
import type { Handler } from './call.ts';
import {
  acknowledgeIncident,
  askForDecision,
  closeIncident,
  followUpIncident,
  publishIncident,
  reportFacts,
  restoreIncident,
  setLevel,
  updateIncident,
} from './incidents/acts.ts';
import { completeTask } from './incidents/complete.ts';
import { declareIncident } from './incidents/declare.ts';
import { listIncidents } from './incidents/list.ts';
import { getIncident } from './incidents/read.ts';
import { openLink } from './links/open.ts';
import { useLink } from './links/use.ts';
import { receiveAlertmanager } from './senders/alertmanager.ts';
import { enqueueEvent } from './senders/enqueue.ts';
import { getHealth } from './service/health.ts';

type Later = keyof typeof import('./lazy/configuration.ts');
const configuration = (): Promise<{ readonly [K in Later]: Handler<K> }> => import('./lazy/configuration.ts');

type OfPage = Exclude<keyof typeof import('./lazy/page.ts'), 'judgeBody'>;
const page = (): Promise<{ readonly [K in OfPage]: Handler<K> }> => import('./lazy/page.ts');

/** A handler that is loaded when it is first called. */
const later = <K extends Later>(id: K): Handler<K> => {
  return async (call) => (await configuration())[id](call);
};
/** The same, with what an organization tells its customers. */
const ofPage = <K extends OfPage>(id: K): Handler<K> => {
  return async (call) => (await page())[id](call);
};

/** The handler of every route. */
export const handlers: { readonly [K in OperationId]: Handler<K> } = {
  getHealth,
  getOpenApi: later('getOpenApi'),
  getDocs: later('getDocs'),
  getProblemDocs: later('getProblemDocs'),
  getPlanSchema: later('getPlanSchema'),
  createOrganization: later('createOrganization'),
  getOrganization: later('getOrganization'),
  putOrganization: ofPage('putOrganization'),
  putDomain: ofPage('putDomain'),
  verifyDomain: ofPage('verifyDomain'),
  deleteDomain: ofPage('deleteDomain'),
  createKey: later('createKey'),
  listKeys: later('listKeys'),
  deleteKey: later('deleteKey'),
  listPeople: later('listPeople'),
  getPerson: later('getPerson'),
  putPerson: later('putPerson'),
  deletePerson: later('deletePerson'),
  listRosters: later('listRosters'),
  getRoster: later('getRoster'),
  getDuty: later('getDuty'),
  putRoster: later('putRoster'),
  deleteRoster: later('deleteRoster'),
  listComponents: later('listComponents'),
  getComponent: later('getComponent'),
  putComponent: later('putComponent'),
  setState: ofPage('setState'),
  deleteComponent: later('deleteComponent'),
  postNotice: ofPage('postNotice'),
  listNotices: ofPage('listNotices'),
  getNotice: ofPage('getNotice'),
  updateNotice: ofPage('updateNotice'),
  scheduleNotice: ofPage('scheduleNotice'),
  followUpNotice: ofPage('followUpNotice'),
  approveNotice: ofPage('approveNotice'),
  withdrawNotice: ofPage('withdrawNotice'),
  listNoticeTexts: ofPage('listNoticeTexts'),
  getNoticeText: ofPage('getNoticeText'),
  putNoticeText: ofPage('putNoticeText'),
  deleteNoticeText: ofPage('deleteNoticeText'),
  checkPlan: later('checkPlan'),
  rehearsePlan: later('rehearsePlan'),
  listPlans: later('listPlans'),
  getPlan: later('getPlan'),
  putPlan: later('putPlan'),
  getPlanVersion: later('getPlanVersion'),
  listPlanVersions: later('listPlanVersions'),
  reviewPlan: later('reviewPlan'),
  approvePlan: later('approvePlan'),
  publishPlan: later('publishPlan'),
  repealPlan: later('repealPlan'),
  comparePlanVersions: later('comparePlanVersions'),
  acknowledgePlan: later('acknowledgePlan'),
  listAcknowledgements: later('listAcknowledgements'),
  listTemplates: later('listTemplates'),
  getTemplate: later('getTemplate'),
  adoptTemplate: later('adoptTemplate'),
  declareIncident,
  listIncidents,
  getIncident,
  getTimeline: later('getTimeline'),
  acknowledgeIncident,
  reportFacts,
  askForDecision,
  setLevel,
  restoreIncident,
  closeIncident,
  publishIncident,
  updateIncident,
  followUpIncident,
  completeTask,
  createIntegration: later('createIntegration'),
  listIntegrations: later('listIntegrations'),
  deleteIntegration: later('deleteIntegration'),
  enqueueEvent,
  receiveAlertmanager,
  openLink,
  useLink,
};
