import type { Integration } from '../../../shared/organization/records.ts';

/** What is shown of an integration. Field by field, because the table keeps no order. */
export const integrationAnswer = ({ id, name, plan, incidentType, components, facts, publish, createdAt }: Integration) => ({
  id,
  name,
  plan,
  incidentType,
  components,
  facts,
  publish,
  createdAt,
});
