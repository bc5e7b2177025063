import type { Command } from '../../../shared/incident/commands.ts';
import type { IncidentState } from '../../../shared/incident/state.ts';
import type { ApiKey } from '../../../shared/organization/records.ts';
import { sha256 } from '../../adapters/dynamodb/hash.ts';
import { type Loaded, loadTexts } from '../../adapters/dynamodb/incidents.ts';
import type { Write } from '../../adapters/dynamodb/table.ts';
import { execute } from '../../incidents/execute.ts';
import type { Api, Once } from '../call.ts';
import { again, notFound, type Result, refuse } from '../http/answer.ts';
import { actorOf } from './actor.ts';
import { answerStanding, type Warnings } from './answer.ts';
import { refusalOf } from './refusals.ts';
import { textWrite } from './text.ts';

interface Act {
  readonly api: Api;
  readonly caller: ApiKey;
  readonly params: { readonly id: string };
  readonly once: Once;
  readonly requestId: string;
  readonly ifMatch: readonly string[] | '*' | null;
}

/** What goes with a command. */
interface Company {
  /** Free text whose digest the command holds. */
  readonly text?: string | undefined;
  /** Further writes of the transaction. */
  readonly alongside?: (state: IncidentState) => readonly Write[];
  /** The incident as it was just read. */
  readonly known?: Loaded;
  /** What is said beside the incident. */
  readonly warnings?: Warnings;
}

/** The version that If-Match means; one that never was where it names none of ours. Of several the newest: only that can be the present one. */
const versionIn = (ifMatch: Act['ifMatch']): number | null =>
  Array.isArray(ifMatch) ? Math.max(0, ...ifMatch.map(Number).filter(Number.isSafeInteger)) : null;

/** Runs a command of the caller's against an incident and answers with how it stands then. */
export const act = async (
  { api, caller, params, once, requestId, ifMatch }: Act,
  command: Exclude<Command, { type: 'declare' }>,
  { text, alongside, known, warnings = [] }: Company = {},
): Promise<Result> => {
  const { organizationId } = caller;
  const execution = execute(api, {
    organizationId,
    incidentId: params.id,
    command,
    actor: actorOf(caller),
    correlationId: requestId,
    causationId: requestId,
    expectedVersion: versionIn(ifMatch),
    named: true,
    ...(known ? { known } : {}),
    alongside: (state) => [
      ...once.remember({ status: 200, incidentId: params.id, sequence: state.sequence, ...(warnings.length > 0 ? { warnings } : {}) }),
      ...(text === undefined ? [] : [textWrite(organizationId, params.id, text)]),
      ...(alongside?.(state) ?? []),
    ],
  });
  // The only text that the command may add is at hand, so the others can be read meanwhile.
  const [outcome, kept] = await Promise.all([execution, loadTexts(api.table, organizationId, params.id)]);
  if (outcome.done) return answerStanding(api, outcome, text === undefined ? kept : new Map([...kept, [sha256(text), text]]), { warnings });
  if (outcome.reason === 'not-found') return notFound;
  if (outcome.reason === 'stale') return refuse('version-stale');
  if (outcome.reason === 'refused') return refusalOf(outcome.refusal);
  return again;
};
