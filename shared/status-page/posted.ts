import type { Instant } from '../instant.ts';
import type { Claimed, PostedIncident, PostedMaintenance, PostedNotice, PostedUpdate } from '../notice/posted.ts';
import type { Text } from '../text.ts';
import { graver, impactOf, isRunning } from './overall.ts';
import type { ComponentState, Impact, MaintenancePhase, PageMaintenance, PageNotice, PageUpdate } from './page.ts';

type Claims = ReadonlyMap<string, ComponentState>;

const nothing: Claims = new Map();
const claimsOf = (components: readonly Claimed[]): Claims => new Map(components.map(({ componentId, state }) => [componentId, state]));
const latest = (instants: readonly (Instant | null)[]): Instant =>
  instants
    .filter((at) => at !== null)
    .toSorted()
    .at(-1) ?? '';

/** What becomes of the components from one update to the next; one that is no longer named works again. */
const changesBetween = (before: Claims, after: Claims): PageUpdate['changes'] =>
  [...new Set([...before.keys(), ...after.keys()])].flatMap((componentId) => {
    const [from, to] = [before.get(componentId) ?? 'operational', after.get(componentId) ?? 'operational'];
    return from === to ? [] : { componentId, from, to };
  });

/** What is filled in afterwards stands where it happened, not where it was written down. */
const firstOf = ({ createdAt, updates }: PostedNotice): Instant => [createdAt, ...updates.map(({ at }) => at)].toSorted()[0] ?? createdAt;

/** What the page shows of an incident that somebody posted. An update says what holds from then on; a resolved one ends all of it. */
export const noticeOfPosted = (posted: PostedIncident): PageNotice => {
  let claims = nothing;
  let impact: Impact = 'none';
  let resolvedAt: Instant | null = null;
  let monitoringAt: Instant | null = null;
  const concerned = new Set<string>();
  const updates = posted.updates.toReversed().map(({ id, phase, body, at, components }, index): PageUpdate => {
    // History that is filled in begins with its end: what it says of components is what was the case until then.
    const before = index === 0 && phase === 'resolved' ? claimsOf(components ?? []) : claims;
    if (phase === 'resolved') claims = nothing;
    else if (components) claims = claimsOf(components);
    // What is over claims nothing, whatever is said with it.
    for (const { componentId, state } of phase === 'resolved' && index > 0 ? [] : (components ?? [])) {
      concerned.add(componentId);
      impact = graver(impact, impactOf[state]);
    }
    if (phase === 'monitoring') monitoringAt = at;
    resolvedAt = phase === 'resolved' ? (resolvedAt ?? at) : null;
    return { id, phase, body, at, changes: changesBetween(before, claims) };
  });
  return {
    kind: 'incident',
    id: posted.publicId,
    title: posted.title,
    phase: updates.at(-1)?.phase ?? 'investigating',
    impact,
    affects: [...claims].filter(([, state]) => state !== 'operational').map(([componentId, state]) => ({ componentId, state })),
    componentIds: [...concerned],
    startedAt: posted.startedAt,
    createdAt: firstOf(posted),
    updatedAt: latest([posted.updatedAt, posted.approvedAt]),
    monitoringAt,
    resolvedAt,
    updates: updates.toReversed(),
    followUp: posted.followUp,
  };
};

const byItself: Record<'in_progress' | 'completed', Text> = {
  in_progress: { en: 'The planned maintenance has begun.', 'zh-CN': '计划维护已开始。' },
  completed: { en: 'The planned maintenance is complete.', 'zh-CN': '计划维护已完成。' },
};

/** The same update of the same maintenance, whenever it is asked for. */
const automatic = (posted: PostedMaintenance, phase: 'in_progress' | 'completed', at: Instant): PostedUpdate<MaintenancePhase> => ({
  id: `${posted.publicId.slice(0, 11)}${phase === 'completed' ? 'e' : 'b'}`,
  phase,
  body: byItself[phase],
  at,
  components: null,
});

const isOver = (phase: MaintenancePhase): boolean => phase === 'completed' || phase === 'cancelled';

/** Updates of a maintenance, oldest first. One that is told of only after its end stands with its plan at its beginning. */
const toldOf = ({ updates, scheduledFor, scheduledUntil }: PostedMaintenance): readonly PostedUpdate<MaintenancePhase>[] =>
  updates
    .toReversed()
    .map((update, index) =>
      index === 0 && update.phase === 'scheduled' && update.at >= scheduledUntil ? { ...update, at: scheduledFor } : update,
    );

/** Moments at which a maintenance moves by itself, unless somebody was faster. */
export const turnsOf = (posted: PostedMaintenance): readonly PostedUpdate<MaintenancePhase>[] => {
  const oldestFirst = toldOf(posted);
  const [first] = oldestFirst;
  // It cannot begin by itself before anybody was told of it; history that is filled in begins with something else.
  const announced = first?.phase === 'scheduled' ? first.at : posted.scheduledFor;
  const begins = posted.scheduledFor > announced ? posted.scheduledFor : announced;
  const ends = posted.scheduledUntil > begins ? posted.scheduledUntil : begins;
  const phaseAt = (instant: Instant) => oldestFirst.findLast(({ at }) => at <= instant)?.phase ?? 'scheduled';
  return [
    ...(phaseAt(begins) === 'scheduled' ? [automatic(posted, 'in_progress', begins)] : []),
    ...(isOver(phaseAt(ends)) ? [] : [automatic(posted, 'completed', ends)]),
  ];
};

/**
 * A maintenance as it stands at `now`. It begins at `scheduledFor` and is complete at `scheduledUntil`, each with an update of its
 * own, unless an update says by then that it began, ended or was cancelled; an update after its end opens it again. Only while it
 * runs does it say anything of its components: that they are under maintenance, or what an update claims instead. A component that only
 * an update names belongs to it from then on.
 */
export const maintenanceOfPosted = (posted: PostedMaintenance, now: Instant): PageMaintenance => {
  const turns = turnsOf(posted).filter(({ at }) => at <= now);
  const told = toldOf(posted);
  const planned = told.filter(({ phase, at }, index) => index === 0 && phase === 'scheduled' && at <= posted.scheduledFor);
  // Stable: at the same instant, what somebody wrote stands after what happened by itself, but for the plan itself.
  const entries = [...planned, ...turns, ...told.slice(planned.length)].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const underMaintenance = new Map<string, ComponentState>(posted.componentIds.map((componentId) => [componentId, 'under_maintenance']));
  let running: Claims = new Map(underMaintenance);
  let claims = nothing;
  let startedAt: Instant | null = null;
  let endedAt: Instant | null = null;
  let current: MaintenancePhase = 'scheduled';
  const updates = entries.map((entry): PageUpdate<MaintenancePhase> => {
    const { id, phase: said, body, at, components } = entry;
    const before = claims;
    // Once it has begun by its time, words about the plan do not take that back.
    const phase = said === 'scheduled' && at >= posted.scheduledFor ? current : said;
    current = phase;
    for (const { componentId } of components ?? []) underMaintenance.set(componentId, 'under_maintenance');
    if (components) running = new Map([...underMaintenance, ...claimsOf(components)]);
    claims = isRunning({ phase }) ? running : nothing;
    if (isRunning({ phase })) startedAt ??= at;
    endedAt = isOver(phase) ? (endedAt ?? at) : null;
    return { id, phase, body, at, ...(turns.includes(entry) && { automatic: true }), changes: changesBetween(before, claims) };
  });
  return {
    kind: 'maintenance',
    id: posted.publicId,
    title: posted.title,
    phase: updates.at(-1)?.phase ?? 'scheduled',
    componentIds: [...underMaintenance.keys()],
    scheduledFor: posted.scheduledFor,
    scheduledUntil: posted.scheduledUntil,
    createdAt: firstOf({ ...posted, updates: told }),
    updatedAt: latest([posted.updatedAt, posted.approvedAt, ...turns.map(({ at }) => at)]),
    startedAt,
    endedAt,
    revision: posted.version,
    updates: updates.toReversed(),
  };
};
