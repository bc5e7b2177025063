import { faultsOf } from '../../problems/faults-of.ts';
import { type Fault, faultsMax } from '../../problems/fault.ts';
import { Plan } from '../plan.ts';
import { comparisonFaults } from './comparisons.ts';
import { dutyFindings } from './duty.ts';
import { inPlan } from '../common.ts';
import { filled } from '../filled.ts';
import { namingWords } from './deadline-words.ts';
import { decisionFindings, factFaults, givenFaults } from './decisions.ts';
import { missingParameters, parameterFaults, parameterFindings, withSoundValues } from './parameters.ts';
import type { Finding } from './finding.ts';
import { gapFindings } from './gaps.ts';
import { deafSeats, type Ground, unknownComponents, unknownHolders, unknownPlans } from './ground.ts';
import { levelFindings } from './levels.ts';
import { nameFaults } from './names.ts';
import { procedureFindings } from './procedures.ts';
import { bodyFaults, seatFindings } from './seats.ts';
import { serviceLevelFindings } from './service-levels.ts';
import { circleFaults, startFindings } from './starts.ts';
import type { Language } from '../../text.ts';
import { textFindings } from './texts.ts';
import { everyWindow, windowFindings } from './windows.ts';

const refusals = (severity: 'error' | 'warning', faults: readonly Fault[]): Finding[] =>
  faults.slice(0, faultsMax).map(({ pointer, code, values }) => ({ severity, code, pointer, fault: values }));

const meaningFaults = (plan: Plan): Fault[] => [
  ...factFaults(plan),
  ...comparisonFaults(plan),
  ...givenFaults(plan),
  ...bodyFaults(plan),
  ...circleFaults(plan),
];

/**
 * What a plan is refused for by itself, wherever it is sent: names that lead nowhere, values of another type than what they are for, circles. Parameters
 * without a value are no fault of a draft; {@link missingParameters} finds them.
 */
export const errorsOf = (plan: Plan): Fault[] =>
  [...nameFaults(plan, faultsMax), ...parameterFaults(plan), ...inPlan(plan, meaningFaults(filled(withSoundValues(plan))))].slice(
    0,
    faultsMax,
  );

/** What an organization refuses a plan for: {@link errorsOf}, and holders whom it does not know. */
export const errorsIn = (plan: Plan, ground: Ground): Fault[] => [...errorsOf(plan), ...unknownHolders(plan, ground)].slice(0, faultsMax);

/** Everything that can be said of a plan by itself, errors first: what it is refused for, then what is likely not to be meant. */
export const findingsOf = (plan: Plan): Finding[] => [
  ...refusals('error', errorsOf(plan)),
  ...refusals('error', missingParameters(plan)),
  ...doubtsOf(plan),
];

const doubtsOf = (plan: Plan, written?: readonly Language[]): Finding[] => [
  ...parameterFindings(plan),
  ...inPlan(plan, warningsOf(filled(withSoundValues(plan)))),
  ...textFindings(plan, written),
];

const warningsOf = (plan: Plan): Finding[] => [
  ...gapFindings(plan),
  ...levelFindings(plan),
  ...startFindings(plan),
  ...decisionFindings(plan),
  ...procedureFindings(plan),
  ...serviceLevelFindings(plan),
  ...windowFindings(plan),
  ...everyWindow(plan),
  ...seatFindings(plan),
];

/** More than anybody reads in one go. */
const findingsMax = 1000;

/** What is found in a plan that can be stored: parameters without a value, and what is likely not to be meant. Ordered by severity. */
export const warningsIn = (plan: Plan, ground: Ground): Finding[] =>
  [
    ...refusals('error', missingParameters(plan)),
    ...doubtsOf(plan, ground.languages),
    ...refusals('warning', deafSeats(plan, ground)),
    ...dutyFindings(plan, ground),
    ...refusals('warning', unknownComponents(plan, ground)),
    ...refusals('warning', unknownPlans(plan, ground)),
  ].slice(0, findingsMax);

/** Every finding of a document for an organization. What does not fit the schema is said first, and alone: the rest needs a plan to look at. */
export const check = (document: unknown, ground: Ground): Finding[] => {
  const parsed = Plan.safeParse(document);
  if (!parsed.success) return refusals('error', namingWords(faultsOf(parsed.error, Plan, document, 'body'), document));
  return [...refusals('error', errorsIn(parsed.data, ground)), ...warningsIn(parsed.data, ground)].slice(0, findingsMax);
};
