import type { Actor } from '../../../shared/incident/events.ts';
import type { IncidentState } from '../../../shared/incident/state.ts';
import { incidentTypeOf } from '../../../shared/plan/plan.ts';
import { type Loaded, loadIncident } from '../../adapters/dynamodb/incidents.ts';
import type { Write } from '../../adapters/dynamodb/table.ts';
import { loadPlan, prepare } from '../../incidents/execute.ts';
import type { Api } from '../call.ts';
import { invalid, notFound, type Refused } from '../http/answer.ts';
import { planInForce } from '../plans/in-force.ts';
import { refusalOf } from './refusals.ts';

interface Completion {
  readonly organizationId: string;
  readonly incidentId: string;
  readonly task: string;
  readonly person: string | null;
  readonly actor: Actor;
  readonly requestId: string;
  /** The incident, where it was just read. */
  readonly loaded?: Loaded;
}

/** What goes with the completion of a task that may put another plan into action. */
interface Linked {
  readonly known: Loaded;
  /** The incident of the other plan; null where the task starts none. */
  readonly incident: string | null;
  readonly alongside: (state: IncidentState) => readonly Write[];
}

/** The fault is the plan's, and the task leads to it. */
const atTask = (refused: Refused): Refused => ({
  ...refused,
  ...(refused.faults ? { faults: refused.faults.map((fault) => ({ ...fault, in: 'path' as const, pointer: '/task' })) } : {}),
});

/**
 * Prepares the declaration of the plan that a task puts into action. It is written in the very transaction that completes the task, so that there are both
 * or neither, and whoever comes second finds the task done.
 */
export const linkedTo = async (
  api: Api,
  { organizationId, incidentId, task, person, actor, requestId, loaded }: Completion,
): Promise<Linked | Refused> => {
  const known = loaded ?? (await loadIncident(api.table, organizationId, incidentId));
  if (!known) return notFound;
  const { state } = known;
  const plan = await loadPlan(api.table, organizationId, state.plan.slug, state.plan.version);
  const starts = plan && incidentTypeOf(plan, state.incidentType)?.steps.find(({ id }) => id === task)?.starts;
  const open = state.tasks[task]?.completedAt === null;
  if (!starts || !open) return { known, incident: null, alongside: () => [] };

  const inForce = await planInForce(api, organizationId, starts.plan);
  if ('fault' in inForce) return atTask(invalid([inForce.fault]));
  const incident = api.ids('incident');
  const declared = await prepare(api, {
    organizationId,
    incidentId: incident,
    command: {
      type: 'declare',
      organizationId,
      incident,
      plan: inForce.plan,
      incidentType: starts.incidentType ?? null,
      components: null,
      facts: {},
      summaryDigest: null,
      notice: api.publicId(),
      // What customers may not see of the one they do not see by way of the other.
      approval: state.notice.approvedAt === null ? 'required' : 'none',
      source: null,
      cause: { incident: incidentId, task },
      person,
      mode: state.mode,
    },
    actor,
    correlationId: requestId,
    causationId: incidentId,
  });
  if (!('done' in declared))
    return { known, incident, alongside: ({ tasks }) => (tasks[task]?.incident === incident ? declared.writes : []) };
  if (declared.reason === 'refused') return atTask(refusalOf(declared.refusal, starts.incidentType));
  throw new Error(`a declaration ended as ${declared.reason}`);
};
