import type { Command, Declare } from '../../../shared/incident/commands.ts';
import type { Actor } from '../../../shared/incident/events.ts';
import type { Integration } from '../../../shared/organization/records.ts';
import type { Facts } from '../../../shared/plan/evaluate.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { keys } from '../../../shared/table/keys.ts';
import { sha256 } from '../../adapters/dynamodb/hash.ts';
import { loadIncident } from '../../adapters/dynamodb/incidents.ts';
import type { Item, Write } from '../../adapters/dynamodb/table.ts';
import { execute, loadPlan } from '../../incidents/execute.ts';
import type { Api } from '../call.ts';
import { textWrite } from '../incidents/text.ts';
import { loadPlanHead } from '../plans/record.ts';

/** What a monitoring system says, in whichever format it said it. */
export interface Signal {
  readonly action: 'trigger' | 'acknowledge' | 'resolve';
  readonly dedupKey: string;
  /** Free text for the people who work on it; null with nothing to say. */
  readonly summary: string | null;
}

export type Taken = 'taken' | 'plan-missing' | 'busy';

interface Ground {
  readonly api: Api;
  readonly integration: Integration;
  readonly requestId: string;
}

const actorOf = ({ id }: Integration): Actor => ({ kind: 'integration', id });

const run = ({ api, integration, requestId }: Ground, incidentId: string, command: Command, alongside: readonly Write[]) =>
  execute(api, {
    organizationId: integration.organizationId,
    incidentId,
    command,
    actor: actorOf(integration),
    correlationId: requestId,
    causationId: requestId,
    alongside: () => alongside,
  });

const summaryOf = ({ integration }: Ground, incidentId: string, text: string | null) => ({
  summaryDigest: text === null ? null : sha256(text),
  writes: text === null ? [] : [textWrite(integration.organizationId, incidentId, text)],
});

/** By digest: what a sender calls a key may be longer, in bytes, than a key of the table. */
const keyOf = ({ integration }: Ground, { dedupKey }: Signal) =>
  keys.openAlert.key(integration.organizationId, integration.id, sha256(dedupKey));

/** How often what does not fit is left out: the type, then what facts cannot be, all at once. */
const misfitsMax = 5;

/** Monitoring does not decide what only some may. */
const undecided = (facts: Facts, plan: Plan | null): Facts => {
  const decided = new Set(plan?.facts.flatMap(({ id, decidedBy }) => (decidedBy ? [id] : [])));
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !decided.has(name)));
};

/** Opens an incident and ties the sender's key to it. `row` is what the key was tied to before. */
const open = async (ground: Ground, signal: Signal, row: Item | null): Promise<Taken | 'raced'> => {
  const { api, integration } = ground;
  const { organizationId } = integration;
  const head = await loadPlanHead(api, organizationId, integration.plan);
  if (!head?.published) return 'plan-missing';
  const { version } = head.published;
  const incidentId = api.ids('incident');
  const { summaryDigest, writes } = summaryOf(ground, incidentId, signal.summary);
  const tie: Write = {
    put: { ...keyOf(ground, signal), type: 'OpenAlert', incidentId },
    if: row ? { attribute: 'incidentId', equals: row['incidentId'] as string } : { absent: true },
  };
  const command = (facts: Facts, incidentType: string | null): Declare => ({
    type: 'declare',
    organizationId,
    incident: incidentId,
    plan: { slug: head.slug, version },
    incidentType,
    components: integration.components ?? null,
    facts,
    summaryDigest,
    notice: api.publicId(),
    approval: integration.publish ? 'none' : 'required',
    source: { integration: integration.id, dedupKey: signal.dedupKey },
    mode: 'real',
  });
  let facts = undecided(integration.facts, await loadPlan(api.table, organizationId, head.slug, version));
  let incidentType = integration.incidentType ?? null;
  // The plan may have changed since the integration was made. An alarm that fits it badly is still an alarm: what does not fit is left out.
  for (let attempt = 0; attempt < misfitsMax; attempt++) {
    const outcome = await run(ground, incidentId, command(facts, incidentType), [tie, ...writes]);
    if (outcome.done) return 'taken';
    if (outcome.reason === 'alongside-conflict') return 'raced';
    if (outcome.reason !== 'refused') return 'busy';
    const { refusal } = outcome;
    api.log('warn', 'an integration no longer fits its plan', { organizationId, integration: integration.id, code: refusal.code });
    if (refusal.code === 'incident-type-unknown') incidentType = refusal.known[0] ?? null;
    if (refusal.code === 'procedure-unwritten') return 'plan-missing';
    const misfits = new Set(refusal.code === 'facts-invalid' ? refusal.faults.map(({ name }) => name) : []);
    facts = Object.fromEntries(Object.entries(facts).filter(([name]) => !misfits.has(name)));
  }
  return 'busy';
};

/** Notes a repetition on an incident that is open; one that says what was said before is no news. */
const repeat = async (ground: Ground, signal: Signal, incidentId: string, said: ReadonlySet<string | null>): Promise<Taken | 'raced'> => {
  const { summaryDigest, writes } = summaryOf(ground, incidentId, signal.summary);
  if (said.has(summaryDigest)) return 'taken';
  const outcome = await run(ground, incidentId, { type: 'signal', summaryDigest }, writes);
  return outcome.done ? 'taken' : 'raced';
};

const once = async (ground: Ground, signal: Signal): Promise<Taken | 'raced'> => {
  const { api, integration } = ground;
  const { organizationId } = integration;
  const key = keyOf(ground, signal);
  const row = await api.table.get(key);
  const incidentId = (row?.['incidentId'] as string | undefined) ?? null;
  if (signal.action === 'trigger') {
    const loaded = incidentId === null ? null : await loadIncident(api.table, organizationId, incidentId);
    // Restored or closed by hand, and yet it fires again: that is a new incident.
    if (incidentId === null || loaded?.state.status !== 'open') return open(ground, signal, row);
    const said = new Set(loaded.events.flatMap(({ data }) => ('summaryDigest' in data ? [data.summaryDigest] : [])));
    return repeat(ground, signal, incidentId, said);
  }
  // Nothing of this sender's is open under the key: dropped, as senders expect.
  if (incidentId === null) return 'taken';
  if (signal.action === 'acknowledge') {
    const outcome = await run(ground, incidentId, { type: 'acknowledge', person: null }, []);
    return outcome.done || outcome.reason === 'refused' ? 'taken' : 'raced';
  }
  const untie: Write = { remove: key, if: { attribute: 'incidentId', equals: incidentId } };
  const closed = await run(ground, incidentId, { type: 'close' }, [untie]);
  if (closed.done || closed.reason !== 'refused') return closed.done ? 'taken' : 'raced';
  // The plan reserves the end to somebody, or ties it to conditions: all that monitoring knows is that service is back.
  const restored = await run(ground, incidentId, { type: 'restore' }, [untie]);
  return restored.done ? 'taken' : 'raced';
};

/** Two senders of a pair often say the same at the same moment: whoever comes second looks again. */
const racesMax = 5;

/** Applies what a monitoring system says to the incident behind its key. Saying it twice, or from two places at once, changes nothing more. */
export const takeSignal = async (ground: Ground, signal: Signal): Promise<Taken> => {
  for (let attempt = 0; attempt < racesMax; attempt++) {
    const taken = await once(ground, signal);
    if (taken !== 'raced') return taken;
  }
  return 'busy';
};
