import type { Instant } from '../../shared/instant.ts';
import type { Wake } from '../../shared/messaging/messages.ts';
import { pageChange } from '../adapters/dynamodb/page-changed.ts';
import type { Write } from '../adapters/dynamodb/table.ts';
import type { Api, Once } from './call.ts';
import { again, type Answer } from './http/answer.ts';

/** Writes what is new, together with the memory of its answer. A number is the position of the write that objected. */
export const commit = async (api: Api, once: Once, writes: readonly Write[], answer: Answer): Promise<Answer | typeof again | number> => {
  const memory = once.remember(answer);
  const all = [...writes, ...memory];
  const conflict = all.length === 0 ? null : await api.table.transact(all);
  if (!conflict) return answer;
  const [first] = conflict.failed;
  // Mere contention, or somebody else with the same Idempotency-Key: look again.
  return first === undefined || first >= writes.length ? again : first;
};

/** {@link pageChange} by a request. */
export const pageChanged = (api: Api, organizationId: string, now: Instant, wake: Wake | null = null): Write =>
  pageChange({ ids: api.ids, organizationId, now, wall: api.wall(), wake });
