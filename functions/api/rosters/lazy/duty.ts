/** Loaded when somebody asks who is on duty: declaring incidents does not wait for it. */
export { changesAfter } from '../../../../shared/organization/duty.ts';
