import type { Integration, IntegrationInput } from '../../../shared/organization/records.ts';
import { fits } from '../../../shared/plan/values.ts';
import { incidentTypeOf, type Plan } from '../../../shared/plan/plan.ts';
import type { Fault } from '../../../shared/problems/fault.ts';
import { pointerOf } from '../../../shared/problems/pointer.ts';
import { suggest, suggester } from '../../../shared/problems/suggest.ts';
import { keys } from '../../../shared/table/keys.ts';
import { sha256 } from '../../adapters/dynamodb/hash.ts';
import { loadPlan } from '../../incidents/execute.ts';
import { handles } from '../call.ts';
import { commit } from '../commit.ts';
import { inBody, invalid, json, refuse } from '../http/answer.ts';
import { unknownComponents } from '../incidents/unknown.ts';
import { planInForce } from '../plans/in-force.ts';
import { integrationAnswer } from './record.ts';

/** What of an integration the plan could not work with. Found now, because its alarms come when nobody reads answers. */
const misfits = (plan: Plan, { incidentType, facts }: IntegrationInput): Fault[] => {
  const types = plan.incidentTypes.map(({ id }) => id);
  const wrongType =
    incidentType === undefined
      ? types.length > 1 && [inBody('/incidentType', 'choice', { expected: types })]
      : !incidentTypeOf(plan, incidentType) && [
          inBody('/incidentType', 'unknown-incident-type', {
            name: incidentType,
            expected: types,
            suggestion: suggest(incidentType, types),
          }),
        ];
  const meant = suggester(plan.facts.map(({ id }) => id));
  const wrongFacts = Object.entries(facts).flatMap(([name, value]) => {
    const definition = plan.facts.find(({ id }) => id === name);
    if (!definition) return [inBody(pointerOf(['facts', name]), 'unknown-fact', { name, suggestion: meant(name) })];
    const { decidedBy } = definition;
    if (decidedBy) return [inBody(pointerOf(['facts', name]), 'fact-decided', { name, expected: decidedBy })];
    return fits(value, definition) ? [] : [inBody(pointerOf(['facts', name]), 'fact-type', { expected: [definition.type] })];
  });
  return [...(wrongType || []), ...wrongFacts];
};

/** 32 characters, as senders of PagerDuty's format expect. */
const routingKeyBytes = 24;

export const createIntegration = handles('createIntegration', async ({ api, caller, body, once }) => {
  const { organizationId } = caller;
  const [inForce, components] = await Promise.all([
    planInForce(api, organizationId, body.plan),
    unknownComponents(api, organizationId, body.components ?? [], '/components'),
  ]);
  const plan = 'plan' in inForce ? await loadPlan(api.table, organizationId, inForce.plan.slug, inForce.plan.version) : null;
  const faults = [...components, ...(plan ? misfits(plan, body) : []), ...('fault' in inForce ? [inForce.fault] : [])];
  if (faults.length > 0) return invalid(faults);

  const integration: Integration = { ...body, id: api.ids('integration'), organizationId, createdAt: api.clock() };
  const routingKey = api.token(routingKeyBytes);
  const hash = sha256(routingKey);
  const written = await commit(
    api,
    once,
    [
      { put: { ...keys.routingKey.key(hash), type: 'RoutingKey', integration }, if: { absent: true } },
      { put: { ...keys.integration.key(organizationId, integration.id), type: 'Integration', integration, hash } },
    ],
    json(201, { integration: integrationAnswer(integration), routingKey }),
  );
  return typeof written === 'number' ? refuse('unavailable') : written;
});
