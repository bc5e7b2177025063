import type { Integration } from '../../../shared/organization/records.ts';

export const integrationAnswer = ({ organizationId: _, ...integration }: Integration) => integration;
