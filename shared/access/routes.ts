import { checkingRoutes } from './checking.ts';
import { componentRoutes } from './components.ts';
import { dryRunRoutes } from './rehearsal.ts';
import { incidentRoutes } from './incidents.ts';
import { integrationRoutes, senderRoutes } from './integrations.ts';
import { keyRoutes, organizationRoutes } from './organization.ts';
import { noticeRoutes } from './notices.ts';
import { peopleRoutes } from './people.ts';
import { planLifeRoutes } from './plan-life.ts';
import { planRoutes } from './plans.ts';
import { rosterRoutes } from './rosters.ts';
import { linkRoutes, serviceRoutes } from './service.ts';
import { templateRoutes } from './templates.ts';

/** Every route by its operation id. Nothing is served that does not stand here. */
export const routes = {
  ...serviceRoutes,
  ...organizationRoutes,
  ...keyRoutes,
  ...peopleRoutes,
  ...rosterRoutes,
  ...componentRoutes,
  ...noticeRoutes,
  // Before the plans, whose slugs would take their paths.
  ...checkingRoutes,
  ...dryRunRoutes,
  ...planRoutes,
  ...planLifeRoutes,
  ...templateRoutes,
  ...incidentRoutes,
  ...integrationRoutes,
  ...senderRoutes,
  ...linkRoutes,
} as const;

export type Routes = typeof routes;
export type OperationId = keyof Routes;
