import { handles } from '../call.ts';

const planning = () => import('./lazy/planning.ts');

export const reviewPlan = handles('reviewPlan', async (call) => (await planning()).signVersion(call, 'reviews'));
export const approvePlan = handles('approvePlan', async (call) => (await planning()).signVersion(call, 'approves'));
export const publishPlan = handles('publishPlan', async (call) => (await planning()).signVersion(call, 'publishes'));
export const repealPlan = handles('repealPlan', async (call) => (await planning()).repealVersion(call));
export const listPlanVersions = handles('listPlanVersions', async (call) => (await planning()).revisionsOf(call));
export const acknowledgePlan = handles('acknowledgePlan', async (call) => (await planning()).acknowledge(call));
export const listAcknowledgements = handles('listAcknowledgements', async (call) => (await planning()).acknowledgementsOf(call));
export const comparePlanVersions = handles('comparePlanVersions', async (call) => (await import('./pages/difference.ts')).compare(call));
