import type { Command, Refusal } from '../../shared/incident/commands.ts';
import { decide } from '../../shared/incident/decide.ts';
import type { Directory } from '../../shared/incident/directory.ts';
import type { Actor, Event } from '../../shared/incident/events.ts';
import type { IncidentState } from '../../shared/incident/state.ts';
import type { Ids } from '../../shared/ids.ts';
import { filled, lifted } from '../../shared/plan/filled.ts';
import { type IncidentType, incidentTypeOf, type Plan } from '../../shared/plan/plan.ts';
import { seatsOf } from '../../shared/plan/seat.ts';
import { Slug } from '../../shared/plan/slug.ts';
import { type FactValue, plainOf } from '../../shared/plan/values.ts';
import type { Language } from '../../shared/text.ts';
import type { Organization, Person } from '../../shared/organization/records.ts';
import type { Roster } from '../../shared/organization/roster.ts';
import { keys, listPrefix } from '../../shared/table/keys.ts';
import { commitWrites, headItem, type Loaded, loadIncident, seal } from '../adapters/dynamodb/incidents.ts';
import type { Table, Write } from '../adapters/dynamodb/table.ts';
import type { Clock } from '../runtime/clock.ts';
import { wallClock } from '../runtime/clock.ts';
import { jitter } from '../runtime/random.ts';

export interface Execution {
  readonly table: Table;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface Request {
  readonly organizationId: string;
  readonly incidentId: string;
  readonly command: Command;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly causationId: string;
  /** Further writes of the same transaction, given the state after the command, e.g. the idempotency record. */
  readonly alongside?: (state: IncidentState) => readonly Write[];
  /** The version that the caller saw; another one is a conflict. */
  readonly expectedVersion?: number | null;
  /** The incident as the caller has just read it. If somebody has committed since, the transaction objects and it is read again. */
  readonly known?: Loaded;
  /** Whether the caller is going to name people: then everybody whom the incident concerns is read in one go. */
  readonly named?: boolean;
}

/** An incident after a command, with what was read on the way. */
export interface Standing extends Loaded {
  /** Names of people by id. */
  readonly names: ReadonlyMap<string, string>;
}

export type Outcome =
  | (Standing & { readonly done: true; readonly changed: boolean })
  | { readonly done: false; readonly reason: 'not-found' }
  | { readonly done: false; readonly reason: 'refused'; readonly refusal: Refusal; readonly state: IncidentState | null }
  /** A write of `alongside` objected; `position` counts from its first. */
  | { readonly done: false; readonly reason: 'alongside-conflict'; readonly position: number }
  | { readonly done: false; readonly reason: 'stale'; readonly version: number };

const plans = new Map<string, Plan>();
const plansMax = 200;

/** A published version never changes, so it is kept once read. */
export const loadPlan = async (table: Table, organizationId: string, slug: string, version: number): Promise<Plan | null> => {
  const key = keys.planVersion.key(organizationId, slug, version);
  const name = `${key.pk} ${key.sk}`;
  const known = plans.get(name);
  if (known) return known;
  const item = await table.get(key);
  if (!item) return null;
  const plan = filled(lifted(JSON.parse(item['plan'] as string) as Plan));
  if (plans.size >= plansMax) plans.delete(plans.keys().next().value ?? '');
  plans.set(name, plan);
  return plan;
};

/** The seats and bodies that this kind of incident can alert or ask; with `named`, those too that only get its tasks. */
const namesIn = (plan: Plan, types: readonly (IncidentType | undefined)[], named: boolean): readonly string[] => [
  ...types.flatMap((type) => type?.rungs.flatMap(({ alert }) => alert) ?? []),
  ...types.flatMap((type) => type?.closure?.by ?? []),
  ...(named ? types.flatMap((type) => type?.steps.map(({ actor }) => actor) ?? []) : []),
  ...plan.facts.flatMap(({ decidedBy }) => decidedBy ?? []),
  ...(plan.gradedBy ?? []),
];

/** The rosters that a fact may name: what is reported, what follows from other facts, and what counts as reported when a deadline passes. */
const sitesIn = (
  plan: Plan,
  types: readonly (IncidentType | undefined)[],
  fact: string,
  reported: FactValue | undefined,
): readonly string[] => {
  const derived = plan.facts.find(({ id }) => id === fact)?.derived?.map(({ is }) => is) ?? [];
  const assumed = types.flatMap((type) => type?.steps.map(({ otherwise }) => otherwise?.[fact]) ?? []);
  const values = [reported, ...derived, ...assumed].map((value) => (value === undefined ? undefined : plainOf(value)));
  // A text may be anything, and not anything is a key.
  return values.flatMap((value) => Slug.safeParse(value).data ?? []);
};

interface Crew {
  readonly people: readonly Person[];
  readonly directory: Directory;
}

/** Those whom an incident concerns, and what their seats are resolved against: only as much is read as the plan's seats need. */
export const loadCrew = async (
  table: Table,
  { organizationId, command, named = false }: Pick<Request, 'organizationId' | 'command' | 'named'>,
  plan: Plan,
  incidentType: string | null,
  state: IncidentState | null,
): Promise<Crew> => {
  const types = incidentType === null ? plan.incidentTypes : [incidentTypeOf(plan, incidentType)];
  const wanted = new Set(namesIn(plan, types, named).flatMap((name) => seatsOf(plan, name)));
  const holdersOf = (seats: ReadonlySet<string>) => plan.seats.flatMap(({ id, holders }) => (seats.has(id) ? holders : []));
  const direct = holdersOf(wanted);
  const commanded = direct.some((holder) => typeof holder === 'object' && 'command' in holder);
  const leading = new Set(plan.levels.flatMap(({ command: name }) => (name === undefined ? [] : seatsOf(plan, name))));
  const holders = commanded ? [...direct, ...holdersOf(leading)] : direct;

  const reported = {
    ...state?.facts,
    ...('facts' in command ? Object.fromEntries(Object.entries(command.facts ?? {}).map(([name, value]) => [name, { value }])) : {}),
  };
  const rosterIds = holders.flatMap((holder) => {
    if (typeof holder === 'string') return [];
    if ('duty' in holder) return [holder.duty];
    return 'dutyAt' in holder ? sitesIn(plan, types, holder.dutyAt, reported[holder.dutyAt]?.value) : [];
  });
  const clocked = rosterIds.length > 0 || plan.windows.length > 0 || plan.facts.some(({ type }) => type === 'instant');
  const positioned = holders.some((holder) => typeof holder === 'object' && 'position' in holder);
  const { pk } = keys.organization.key(organizationId);
  const alerted = Object.values(state?.alerts ?? {}).map(({ person }) => person);
  const known = [...new Set([...holders.filter((holder) => typeof holder === 'string'), ...alerted])];
  const readPeople = (ids: readonly string[]) => table.getAll(ids.map((id) => keys.person.key(organizationId, id)));
  const [rosterItems, organization, found] = await Promise.all([
    rosterIds.length > 0 ? table.getAll([...new Set(rosterIds)].map((id) => keys.roster.key(organizationId, id))) : [],
    clocked ? table.get(keys.organization.key(organizationId)) : null,
    positioned ? table.query({ pk, prefix: listPrefix.person }) : readPeople(known),
  ]);
  const rosters = rosterItems.map((item) => item['roster'] as Roster);
  const onRosters = rosters.flatMap(({ shifts }) => shifts.flatMap(({ people }) => people));
  const further = positioned ? [] : [...new Set(onRosters)].filter((id) => !known.includes(id));
  const items = further.length > 0 ? [...found, ...(await readPeople(further))] : found;
  const people = items.map((item) => item['person'] as Person);
  const timeZone = (organization?.['organization'] as Organization | undefined)?.timeZone;
  return { people, directory: directoryOf(people, { rosters, ...(timeZone === undefined ? {} : { timeZone }) }) };
};

/** The ways to reach people, and where seats find them. */
export const directoryOf = (
  people: readonly Person[],
  { rosters = [], timeZone }: { readonly rosters?: readonly Roster[]; readonly timeZone?: string } = {},
): Directory => ({
  people: Object.fromEntries(
    people.map(({ id, language, channels, positions = [] }) => [
      id,
      { language: (language ?? 'en') satisfies Language, channels: channels.map(({ kind }) => kind), positions },
    ]),
  ),
  rosters: Object.fromEntries(rosters.map((roster) => [roster.id, roster])),
  ...(timeZone === undefined ? {} : { timeZone }),
});

const attemptsMax = 25;
const pause = (attempt: number) => new Promise((resolve) => setTimeout(resolve, Math.min(200, 2 ** attempt) * jitter()));

const planOf = (command: Command, loaded: Loaded | null) => (command.type === 'declare' ? command.plan : loaded?.state.plan);

/** What a command comes to, before anything is written. */
export interface Prepared {
  readonly standing: Standing;
  readonly writes: readonly Write[];
  readonly changed: boolean;
}

/** Loads and decides: what would have to be written, or why nothing is. */
export const prepare = async (
  { table, clock, ids }: Execution,
  request: Request,
  known?: Loaded,
): Promise<Prepared | Exclude<Outcome, { readonly done: true }>> => {
  const { organizationId, incidentId, command, actor } = request;
  const loaded = command.type === 'declare' ? null : (known ?? (await loadIncident(table, organizationId, incidentId)));
  const pinned = planOf(command, loaded);
  if (!pinned) return { done: false, reason: 'not-found' };
  const before = loaded?.state ?? null;
  const { expectedVersion = null } = request;
  if (before && expectedVersion !== null && expectedVersion !== before.sequence)
    return { done: false, reason: 'stale', version: before.sequence };
  const plan = await loadPlan(table, organizationId, pinned.slug, pinned.version);
  if (!plan) throw new Error(`plan ${pinned.slug} version ${pinned.version} is gone`);
  const type = command.type === 'declare' ? command.incidentType : (before?.incidentType ?? null);
  const { people, directory } = await loadCrew(table, request, plan, type, before);

  const now = clock();
  const decision = decide(plan, before, command, { now, actor, ids, directory });
  if (decision.refusal) return { done: false, reason: 'refused', refusal: decision.refusal, state: before };
  const { state, nextDueAt } = decision;
  const earlier: readonly Event[] = loaded?.events ?? [];
  const events = seal(earlier, decision.events, state, { ...request, now });
  const commit = commitWrites(earlier, events, state, nextDueAt, wallClock());
  // Nothing happened, but the index may still say that something is due: put it right.
  const refresh: Write[] =
    command.type === 'advance' && commit.length === 0
      ? [{ put: headItem(state, nextDueAt), if: { attribute: 'version', equals: state.sequence } }]
      : [];
  const standing: Standing = { state, events: [...earlier, ...events], names: new Map(people.map(({ id, name }) => [id, name])) };
  return { standing, writes: [...commit, ...refresh], changed: commit.length > 0 };
};

/**
 * Runs a command against an incident: load, decide, and write everything that follows in one transaction. Another writer in between means to start
 * over; nothing is ever half written.
 */
export const execute = async (execution: Execution, request: Request): Promise<Outcome> => {
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const prepared = await prepare(execution, request, attempt === 0 ? request.known : undefined);
    if ('done' in prepared) return prepared;
    const { standing, writes: own, changed } = prepared;
    const writes = [...own, ...(request.alongside?.(standing.state) ?? [])];
    if (writes.length === 0) return { done: true, ...standing, changed: false };
    const conflict = await execution.table.transact(writes);
    if (!conflict) return { done: true, ...standing, changed };
    const objected = conflict.failed.find((position) => position >= own.length);
    const raced = conflict.failed.some((position) => position < own.length);
    if (objected !== undefined && !raced) return { done: false, reason: 'alongside-conflict', position: objected - own.length };
    await pause(attempt);
  }
  throw new Error('too many writers on one incident');
};
