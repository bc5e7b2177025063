import type { PlanCases } from './case.ts';
import { bankHallFireDrill } from './plans/bank-hall-fire-drill.ts';
import { bankOutlet } from './plans/bank-outlet.ts';
import { callCenter } from './plans/call-center.ts';
import { crowdFlowWarning } from './plans/crowd-flow-warning.ts';
import { deliveryAndQuality } from './plans/delivery-and-quality.ts';
import { gasCustomerService } from './plans/gas-customer-service.ts';
import { propertyCustomerService } from './plans/property-customer-service.ts';
import { railwayAdjacentWorks } from './plans/railway-adjacent-works.ts';

/** The cases of every plan of the library. */
export const plans: readonly PlanCases[] = [
  callCenter,
  gasCustomerService,
  bankOutlet,
  propertyCustomerService,
  crowdFlowWarning,
  railwayAdjacentWorks,
  deliveryAndQuality,
  bankHallFireDrill,
];
