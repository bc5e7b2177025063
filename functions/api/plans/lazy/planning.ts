/** What only those need who write plans: its schema, what is wrong with it, and its rehearsal. Answering incidents does not wait for it. */
export { describeFault } from '../../../../shared/problems/fault.ts';
export { checked } from '../checked.ts';
export { faultsIn, warningsIn } from '../faults.ts';
export { judgeBody } from '../judge-body.ts';
export { rostersIn } from '../../../../shared/plan/check/holders.ts';
export { rehearse, sentPlan } from '../rehearse.ts';
