/** What only those need who write plans: its schema, what is wrong with it, its rehearsal, its life. Answering incidents does not wait for it. */
export { acknowledge, acknowledgementsOf } from '../acknowledgements.ts';
export { adopt } from '../adopt.ts';
export { sayFinding } from '../../../../shared/plan/check/say.ts';
export { checked } from '../checked.ts';
export { judgeBody } from '../judge-body.ts';
export { rehearse, sentPlan } from '../rehearse.ts';
export { revisionsOf } from '../revisions.ts';
export { repealVersion, signVersion } from '../sign.ts';
export { store } from '../store.ts';
