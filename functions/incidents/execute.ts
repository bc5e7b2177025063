import type { Command, Refusal } from '../../shared/incident/commands.ts';
import { decide } from '../../shared/incident/decide.ts';
import type { Directory } from '../../shared/incident/directory.ts';
import type { Actor, Event } from '../../shared/incident/events.ts';
import type { IncidentState } from '../../shared/incident/state.ts';
import type { Ids } from '../../shared/ids.ts';
import { incidentTypeOf, type Plan } from '../../shared/plan/plan.ts';
import type { Language } from '../../shared/text.ts';
import type { Person } from '../../shared/organization/records.ts';
import { keys } from '../../shared/table/keys.ts';
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
  const plan = JSON.parse(item['plan'] as string) as Plan;
  if (plans.size >= plansMax) plans.delete(plans.keys().next().value ?? '');
  plans.set(name, plan);
  return plan;
};

/** The people whom this kind of incident can alert; with `named`, those too who only get its tasks. */
const loadPeople = async (
  table: Table,
  { organizationId, named = false }: Request,
  plan: Plan,
  incidentType: string | null,
  state: IncidentState | null,
): Promise<readonly Person[]> => {
  const types = incidentType === null ? plan.incidentTypes : [incidentTypeOf(plan, incidentType)];
  const alertable = types.flatMap((type) => type?.rungs.flatMap(({ alert }) => alert) ?? []);
  const working = named ? types.flatMap((type) => type?.steps.map(({ actor }) => actor) ?? []) : [];
  const seats = new Set([...alertable, ...working]);
  const holders = plan.seats.flatMap(({ id, holders: ids }) => (seats.has(id) ? ids : []));
  const alerted = Object.values(state?.alerts ?? {}).map(({ person }) => person);
  const ids = [...new Set([...holders, ...alerted])];
  const items = await table.getAll(ids.map((id) => keys.person.key(organizationId, id)));
  return items.map((item) => item['person'] as Person);
};

/** The ways to reach people. */
export const directoryOf = (people: readonly Person[]): Directory => ({
  people: Object.fromEntries(
    people.map(({ id, language, channels }) => [
      id,
      { language: (language ?? 'en') satisfies Language, channels: channels.map(({ kind }) => kind) },
    ]),
  ),
});

const attemptsMax = 25;
const pause = (attempt: number) => new Promise((resolve) => setTimeout(resolve, Math.min(200, 2 ** attempt) * jitter()));

const planOf = (command: Command, loaded: Loaded | null) => (command.type === 'declare' ? command.plan : loaded?.state.plan);

/**
 * Runs a command against an incident: load, decide, and write everything that follows in one transaction. Another writer in between means to start
 * over; nothing is ever half written.
 */
export const execute = async ({ table, clock, ids }: Execution, request: Request): Promise<Outcome> => {
  const { organizationId, incidentId, command, actor } = request;
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const known = attempt === 0 ? request.known : undefined;
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
    const people = await loadPeople(table, request, plan, type, before);

    const now = clock();
    const decision = decide(plan, before, command, { now, actor, ids, directory: directoryOf(people) });
    if (decision.refusal) return { done: false, reason: 'refused', refusal: decision.refusal, state: before };
    const { state, nextDueAt } = decision;
    const earlier: readonly Event[] = loaded?.events ?? [];
    const events = seal(earlier, decision.events, state, { ...request, now });
    const commit = commitWrites(earlier, events, state, nextDueAt, wallClock());
    const alongside = request.alongside?.(state) ?? [];
    // Nothing happened, but the index may still say that something is due: put it right.
    const refresh: Write[] =
      command.type === 'advance' && commit.length === 0
        ? [{ put: headItem(state, nextDueAt), if: { attribute: 'version', equals: state.sequence } }]
        : [];
    const writes = [...commit, ...refresh, ...alongside];
    const standing: Standing = { state, events: [...earlier, ...events], names: new Map(people.map(({ id, name }) => [id, name])) };
    if (writes.length === 0) return { done: true, ...standing, changed: false };
    const conflict = await table.transact(writes);
    if (!conflict) return { done: true, ...standing, changed: commit.length > 0 };
    const first = commit.length + refresh.length;
    const objected = conflict.failed.find((position) => position >= first);
    const raced = conflict.failed.some((position) => position < first);
    if (objected !== undefined && !raced) return { done: false, reason: 'alongside-conflict', position: objected - first };
    await pause(attempt);
  }
  throw new Error('too many writers on one incident');
};
