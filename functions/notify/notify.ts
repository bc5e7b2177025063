import type { DeliveryOutcome } from '../../shared/incident/commands.ts';
import type { Message } from '../../shared/messaging/messages.ts';
import type { Organization } from '../../shared/organization/records.ts';
import { keys } from '../../shared/table/keys.ts';
import { type Loaded, loadIncident } from '../adapters/dynamodb/incidents.ts';
import { execute, type Execution, loadPlan } from '../incidents/execute.ts';
import { log } from '../runtime/log.ts';
import { deliver, type Delivering, type Subject } from './deliver.ts';

const subjectOf = async (
  { table }: Delivering,
  organizationId: string,
  incidentId: string,
): Promise<(Subject & { readonly loaded: Loaded }) | null> => {
  const [loaded, item] = await Promise.all([
    loadIncident(table, organizationId, incidentId),
    table.get(keys.organization.key(organizationId)),
  ]);
  if (!loaded || !item) return null;
  const { state } = loaded;
  const plan = await loadPlan(table, organizationId, state.plan.slug, state.plan.version);
  return plan && { organization: item['organization'] as Organization, plan, state, loaded };
};

/**
 * Sends the alerts that a message names and that are still owed, then records how that ended in one commit. What could not be settled now throws, so that
 * the message comes again; what is already settled stays so.
 */
export const notify = async (execution: Execution, delivering: Delivering, { id, data }: Message): Promise<void> => {
  const { organizationId, incidentId, alerts } = data;
  if (incidentId === null || alerts.length === 0) return;
  const subject = await subjectOf(delivering, organizationId, incidentId);
  if (!subject) {
    log('warn', 'alerts of an incident that is gone', { incidentId });
    return;
  }
  const settled = await Promise.allSettled(alerts.map((key) => deliver(delivering, subject, key)));
  const outcomes = settled.flatMap((one): DeliveryOutcome[] => (one.status === 'fulfilled' && one.value ? [one.value] : []));
  if (outcomes.length > 0) {
    await execute(execution, {
      organizationId,
      incidentId,
      command: { type: 'record-deliveries', outcomes },
      actor: { kind: 'system', id: 'notify' },
      correlationId: id,
      causationId: id,
      known: subject.loaded,
    });
  }
  const unsettled = settled.find((one) => one.status === 'rejected');
  if (unsettled) throw unsettled.reason;
};
