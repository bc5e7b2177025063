/** What only a refusal needs: where the faults of a request are, and every problem and fault in words. What goes well does not wait for it. */
export { faultsOf } from '../../../../shared/problems/faults-of.ts';
export { problemAnswer } from '../problem.ts';
export { describeFault } from '../../../../shared/problems/fault.ts';
