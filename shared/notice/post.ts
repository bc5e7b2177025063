import type { Instant } from '../instant.ts';
import type { Fault } from '../problems/fault.ts';
import type { Judged } from '../problems/judge.ts';
import { suggest } from '../problems/suggest.ts';
import { type ComponentState, type MaintenancePhase, maintenancePhases, type NoticePhase, noticePhases } from '../status-page/page.ts';
import type { Text } from '../text.ts';
import type { NoticeInput, NoticeText, NoticeUpdateInput, ScheduleInput } from './input.ts';
import type { Claimed, PostedIncident, PostedMaintenance, PostedNotice, PostedUpdate } from './posted.ts';
import { hasBegun, isShown, takesBack } from './stage.ts';
import { faultAt, wordsOf } from './wording.ts';

/** What is known to whoever writes a notice. */
export interface Desk {
  readonly now: Instant;
  /** Ids of the organization's components. */
  readonly components: readonly string[];
  readonly texts: readonly NoticeText[];
  readonly publicId: () => string;
}

type Path = readonly PropertyKey[];
type AnyPhase = NoticePhase | MaintenancePhase;
const phasesOf = { incident: noticePhases, maintenance: maintenancePhases } as const;
const ends: readonly AnyPhase[] = ['resolved', 'completed', 'cancelled'];

const unknown = (name: string, path: Path, { components }: Desk): Fault[] =>
  components.includes(name) ? [] : [faultAt(path, 'unknown-component', { name, suggestion: suggest(name, components) })];

const claimed = (claims: Readonly<Record<string, ComponentState>> | undefined): readonly Claimed[] | null =>
  claims === undefined ? null : Object.entries(claims).map(([componentId, state]) => ({ componentId, state }));

interface Written {
  readonly update: PostedUpdate<AnyPhase>;
  readonly title: Text | undefined;
  readonly faults: readonly Fault[];
}

const write = (input: NoticeUpdateInput, kind: PostedNotice['kind'], path: Path, desk: Desk): Written => {
  const { title, body, faults } = wordsOf(input, desk.texts, path);
  const at = input.at ?? desk.now;
  const phases: readonly AnyPhase[] = phasesOf[kind];
  // Another one is a fault.
  const phase = input.phase as AnyPhase;
  return {
    update: { id: desk.publicId(), phase, body: body ?? {}, at, components: claimed(input.components) },
    title,
    faults: [
      ...faults,
      ...(phases.includes(phase) ? [] : [faultAt([...path, 'phase'], 'choice', { expected: phases, suggestion: suggest(phase, phases) })]),
      ...(at > desk.now ? [faultAt([...path, 'at'], 'in-the-future')] : []),
      ...Object.keys(input.components ?? {}).flatMap((name) => unknown(name, [...path, 'components', name], desk)),
    ],
  };
};

/** What nothing can come of: claims of what is over. Only history that begins with its end says what was until then. */
const claimFaults = (
  updates: readonly PostedUpdate<AnyPhase>[],
  pathOf: (index: number) => Path,
  of: { readonly kind: PostedNotice['kind']; readonly before: boolean },
): Fault[] =>
  updates.flatMap(({ phase, components }, index) => {
    const untilThen = of.kind === 'incident' && index === 0 && !of.before;
    return (components ?? []).flatMap(({ componentId, state }) =>
      ends.includes(phase) && state !== 'operational' && !untilThen
        ? [faultAt([...pathOf(index), 'components', componentId], 'claim-when-over')]
        : [],
    );
  });

/** Updates, oldest first, in their order: none before the one it follows, and none after the end. */
const orderFaults = (updates: readonly PostedUpdate<AnyPhase>[], pathOf: (index: number) => Path, from: Instant | undefined): Fault[] =>
  updates.flatMap((update, index) => {
    const before = updates[index - 1];
    const floor = before?.at ?? from;
    return [
      ...(floor !== undefined && update.at < floor ? [faultAt([...pathOf(index), 'at'], before ? 'out-of-order' : 'before-start')] : []),
      ...(before && ends.includes(before.phase) ? [faultAt([...pathOf(index), 'phase'], 'after-end')] : []),
    ];
  });

const scheduleFaults = ({ scheduledFor, scheduledUntil, components = [] }: ScheduleInput, desk: Desk): Fault[] => [
  ...(scheduledUntil > scheduledFor ? [] : [faultAt(['scheduledUntil'], 'end-before-start')]),
  ...components.flatMap((name, index) => unknown(name, ['components', index], desk)),
];

/** Fields that make one update; with `updates` they would make two histories. */
const single = ['phase', 'body', 'text', 'values', 'at'] as const;

const writtenIn = (input: NoticeInput, desk: Desk): { readonly written: readonly Written[]; readonly faults: readonly Fault[] } => {
  if (!input.updates) {
    const phase = input.phase ?? (input.kind === 'incident' ? 'investigating' : 'scheduled');
    const { title, body, text, values, at } = input;
    const components = input.kind === 'incident' ? input.components : undefined;
    return { written: [write({ title, body, text, values, at, phase, components }, input.kind, [], desk)], faults: [] };
  }
  const both = [...single, ...(input.kind === 'incident' ? (['components'] as const) : [])].filter((name) => input[name] !== undefined);
  return {
    written: input.updates.map((update, index) => write(update, input.kind, ['updates', index], desk)),
    faults: both.map((name) => faultAt([name], 'updates-alone')),
  };
};

/** A new notice from what was sent, or every fault of it. */
export const post = (input: NoticeInput, id: string, desk: Desk): Judged<PostedNotice> => {
  const { now } = desk;
  const { written, faults: doubled } = writtenIn(input, desk);
  const updates = written.map(({ update }) => update);
  const title = input.updates ? (input.title ?? written.find((one) => one.title)?.title) : written[0]?.title;
  const startedAt = input.kind === 'incident' ? input.startedAt : undefined;
  const firstAt = (input.updates?.[0] ?? input).at;
  const pathOf = (index: number) => (input.updates ? ['updates', index] : []);
  const faults = [
    ...doubled,
    ...written.flatMap((one) => one.faults),
    ...(title || written.some((one) => one.faults.some(({ code }) => code === 'unknown-text')) ? [] : [faultAt(['title'], 'required')]),
    ...(startedAt !== undefined && startedAt > now ? [faultAt(['startedAt'], 'in-the-future')] : []),
    ...orderFaults(updates, pathOf, startedAt),
    ...claimFaults(updates, pathOf, { kind: input.kind, before: false }),
    // It would be over only now, however long ago it began.
    ...(startedAt !== undefined && startedAt < now && updates[0]?.phase === 'resolved' && firstAt === undefined
      ? [faultAt([...pathOf(0), 'at'], 'end-unsaid')]
      : []),
    ...(input.kind === 'maintenance' ? scheduleFaults(input, desk) : []),
  ];
  if (faults.length > 0) return { faults };
  const common = {
    id,
    publicId: desk.publicId(),
    title: title ?? {},
    approvedAt: input.draft ? null : now,
    withdrawnAt: null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
  // Their phases were checked against the kind.
  const newestFirst = updates.toReversed();
  if (input.kind === 'incident') {
    const first = updates[0]?.at ?? now;
    const incident = newestFirst as PostedIncident['updates'];
    return { value: { kind: 'incident', ...common, updates: incident, startedAt: startedAt ?? first, followUp: null } };
  }
  const { scheduledFor, scheduledUntil } = input;
  const maintenance = newestFirst as PostedMaintenance['updates'];
  const componentIds = [...new Set(input.components)];
  return { value: { kind: 'maintenance', ...common, updates: maintenance, componentIds, scheduledFor, scheduledUntil } };
};

/** The notice with one more update, or every fault of that. */
export const addUpdate = (notice: PostedNotice, input: NoticeUpdateInput, desk: Desk): Judged<PostedNotice> => {
  const { update, title = notice.title, faults } = write(input, notice.kind, [], desk);
  const [last] = notice.updates;
  const all = [
    ...faults,
    ...(last && update.at < last.at ? [faultAt(['at'], 'out-of-order')] : []),
    // What customers saw begin or end by itself stays, whatever is said of the time before.
    ...(notice.kind === 'maintenance' &&
    takesBack(notice, { ...notice, updates: [update as PostedMaintenance['updates'][number], ...notice.updates] }, desk.now)
      ? [faultAt(['at'], 'out-of-order')]
      : []),
    ...claimFaults([update], () => [], { kind: notice.kind, before: true }),
  ];
  if (all.length > 0) return { faults: all };
  return { value: { ...notice, title, updates: [update, ...notice.updates] } as PostedNotice };
};

/** The maintenance at other times, or every fault of that. Where nothing is other, it is the same notice. */
export const reschedule = (notice: PostedMaintenance, input: ScheduleInput, desk: Desk): Judged<PostedMaintenance> => {
  const { scheduledFor, scheduledUntil, components = notice.componentIds } = input;
  const endMoves = scheduledUntil !== notice.scheduledUntil;
  const faults = [
    ...scheduleFaults(input, desk),
    // What customers saw running did not end before; an update says when it did.
    ...(endMoves && isShown(notice) && scheduledUntil < desk.now ? [faultAt(['scheduledUntil'], 'in-the-past')] : []),
    // Once it had begun, nobody could put it right.
    ...(scheduledFor < desk.now && scheduledFor < notice.scheduledFor && isShown(notice) && !hasBegun(notice, desk.now)
      ? [faultAt(['scheduledFor'], 'start-in-the-past')]
      : []),
  ];
  if (faults.length > 0) return { faults };
  const named = new Set(components);
  const componentIds = named.symmetricDifference(new Set(notice.componentIds)).size === 0 ? notice.componentIds : [...named];
  if (scheduledFor === notice.scheduledFor && !endMoves && componentIds === notice.componentIds) return { value: notice };
  return { value: { ...notice, scheduledFor, scheduledUntil, componentIds } };
};
