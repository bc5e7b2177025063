import type { PlanCases } from './case.ts';
import { gasCustomerService } from './plans/gas-customer-service.ts';

/** The cases of every plan of the library. */
export const plans: readonly PlanCases[] = [gasCustomerService];
