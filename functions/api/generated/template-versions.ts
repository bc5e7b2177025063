/** Made by infra/build-openapi.ts from shared/templates: the newest version of each. */
export const latest: ReadonlyMap<string, number> = new Map([["bank-hall-fire-drill",1],["bank-outlet",2],["call-center",1],["crowd-flow-warning",1],["delivery-and-quality",1],["gas-customer-service",1],["property-customer-service",1],["railway-adjacent-works",1]]);
