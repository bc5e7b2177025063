import type { Instant } from '../../shared/instant.ts';
import type { Message } from '../../shared/messaging/messages.ts';
import { effects } from '../../shared/names.ts';
import { outboxItem } from '../adapters/dynamodb/outbox.ts';
import type { Write } from '../adapters/dynamodb/table.ts';
import type { Api, Once } from './call.ts';
import { again, type Answer } from './http/answer.ts';

/** Writes what is new, together with the memory of its answer. A number is the position of the write that objected. */
export const commit = async (api: Api, once: Once, writes: readonly Write[], answer: Answer): Promise<Answer | typeof again | number> => {
  const memory = once.remember(answer);
  const conflict = await api.table.transact([...writes, ...memory]);
  if (!conflict) return answer;
  const [first] = conflict.failed;
  // Mere contention, or somebody else with the same Idempotency-Key: look again.
  return first === undefined || first >= writes.length ? again : first;
};

/** Says that what an organization's status page shows has changed; written in the transaction of the change. */
export const pageChanged = (api: Api, organizationId: string, now: Instant): Write => {
  const message: Message = {
    specversion: '1.0',
    id: api.ids('commit'),
    source: `/organizations/${organizationId}`,
    type: 'muster.organization.changed.v1',
    subject: organizationId,
    time: now,
    datacontenttype: 'application/json',
    data: { organizationId, incidentId: null, sequence: null, mode: 'real', events: [], alerts: [] },
  };
  return { put: outboxItem({ organizationId, message, effects: [effects.statusPage], wake: null }, api.wall()) };
};
