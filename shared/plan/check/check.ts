import { faultsOf } from '../../problems/faults-of.ts';
import { type Fault, faultsMax } from '../../problems/fault.ts';
import { Plan } from '../plan.ts';
import { comparisonFindings } from './comparisons.ts';
import { dutyFindings } from './duty.ts';
import { inPlan } from '../common.ts';
import { filled } from '../filled.ts';
import { decisionFindings, factFindings } from './decisions.ts';
import { missingParameters, parameterFindings } from './parameters.ts';
import type { Finding } from './finding.ts';
import { gapFindings } from './gaps.ts';
import { deafSeats, type Ground, unknownComponents, unknownHolders, unknownPlans } from './ground.ts';
import { levelFindings } from './levels.ts';
import { nameFaults } from './names.ts';
import { procedureFindings } from './procedures.ts';
import { seatFindings } from './seats.ts';
import { serviceLevelFindings } from './service-levels.ts';
import { startFindings } from './starts.ts';
import { textFindings } from './texts.ts';
import { windowFindings } from './windows.ts';

const refusals = (severity: 'error' | 'warning', faults: readonly Fault[]): Finding[] =>
  faults.slice(0, faultsMax).map(({ pointer, code, values }) => ({ severity, code, pointer, fault: values }));

/** Everything that can be said of a plan by itself, errors first: names that lead nowhere, then what is likely not to be meant. */
export const findingsOf = (plan: Plan): Finding[] => [
  ...refusals('error', nameFaults(plan, faultsMax)),
  ...refusals('error', missingParameters(plan)),
  ...parameterFindings(plan),
  ...inPlan(plan, warningsOf(filled(plan))),
];

const warningsOf = (plan: Plan): Finding[] => [
  ...gapFindings(plan),
  ...levelFindings(plan),
  ...comparisonFindings(plan),
  ...factFindings(plan),
  ...startFindings(plan),
  ...decisionFindings(plan),
  ...procedureFindings(plan),
  ...serviceLevelFindings(plan),
  ...windowFindings(plan),
  ...seatFindings(plan),
  ...textFindings(plan),
];

/** More than anybody reads in one go. */
const findingsMax = 1000;

/** Every finding of a document for an organization. What does not fit the schema is said first, and alone: the rest needs a plan to look at. */
export const check = (document: unknown, ground: Ground): Finding[] => {
  const parsed = Plan.safeParse(document);
  if (!parsed.success) return refusals('error', faultsOf(parsed.error, Plan, document, 'body'));
  const plan = parsed.data;
  const all = [
    ...findingsOf(plan),
    ...refusals('error', unknownHolders(plan, ground)),
    ...refusals('warning', deafSeats(plan, ground)),
    ...dutyFindings(plan, ground),
    ...refusals('warning', unknownComponents(plan, ground)),
    ...refusals('warning', unknownPlans(plan, ground)),
  ];
  return all.toSorted((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error')).slice(0, findingsMax);
};
