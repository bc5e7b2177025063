import { reactions } from '../../shared/incident/reactions.ts';
import { type Key, keys } from '../../shared/table/keys.ts';
import { sha256 } from '../adapters/dynamodb/hash.ts';
import { headItem, loadIncident, noticeItem, noticeOf } from '../adapters/dynamodb/incidents.ts';
import type { Condition, Write } from '../adapters/dynamodb/table.ts';
import { type Execution, loadPlan } from './execute.ts';

/** Where an incident's commits stand, from the key of its first. */
const incidentIn = /^ORG#(?<organizationId>[^#]+)#INCIDENT#(?<incidentId>[^#]+)$/;

/**
 * Makes every view of one incident anew from its commits: the head with its next due time, the notice, and the sender's key while it is open. A view that
 * is newer than what was read stays.
 */
export const rebuildIncident = async ({ table, ids }: Execution, organizationId: string, incidentId: string): Promise<boolean> => {
  const loaded = await loadIncident(table, organizationId, incidentId);
  const pinned = loaded?.state.plan;
  const plan = pinned && (await loadPlan(table, organizationId, pinned.slug, pinned.version));
  if (!loaded || !plan) return false;
  const { state, events } = loaded;
  const nextDueAt =
    // When, not what: instants do not depend on who can be reached.
    reactions(plan, state, { ids, directory: { people: {} } })
      .map(({ at }) => at)
      .toSorted()[0] ?? null;
  const upTo = (version: number): Condition => ({ absentOrBelow: { attribute: 'version', value: version + 1 } });
  const notice = noticeOf(events);
  const { source } = state;
  const writes: Write[] = [
    { put: headItem(state, nextDueAt), if: upTo(state.sequence) },
    ...(notice ? [{ put: noticeItem(state, notice), if: upTo(notice.updates.length + (notice.followUp ? 1 : 0)) }] : []),
    ...(source && state.status === 'open'
      ? [
          {
            put: { ...keys.openAlert.key(organizationId, source.integration, sha256(source.dedupKey)), type: 'OpenAlert', incidentId },
            if: { absent: true } as const,
          },
        ]
      : []),
  ];
  for (const write of writes) await table.write(write);
  return true;
};

/** The sort key of every stream's first commit: where a scan finds all incidents. */
export const firstCommit = keys.commit.key('', '', 1).sk;

/** {@link rebuildIncident} for the incidents whose first commits these are; yields how many were done after each. */
export async function* rebuildAll(execution: Execution, firsts: AsyncIterable<Key>): AsyncGenerator<number> {
  let done = 0;
  for await (const { pk } of firsts) {
    const { organizationId, incidentId } = incidentIn.exec(pk)?.groups ?? {};
    if (organizationId && incidentId && (await rebuildIncident(execution, organizationId, incidentId))) yield ++done;
  }
}
