import { durationMillis } from '../../instant.ts';
import type { IncidentType, Plan } from '../plan.ts';
import { type Trigger, triggersOf } from '../step.ts';
import type { Fault } from '../../problems/fault.ts';
import { onCircles } from './circles.ts';
import { type Finding, warning } from './finding.ts';
import { reachableLevels } from './levels.ts';
import { planFault } from './strange.ts';

/** When something may start: while the response runs, and after it. */
interface When {
  readonly during: boolean;
  readonly after: boolean;
}

interface Item {
  readonly kind: 'step' | 'rung' | 'notice';
  readonly id: string;
  readonly pointer: string;
  readonly on: readonly Trigger[];
  /** Steps that all have to be done before. */
  readonly after: readonly string[];
}

const never: When = { during: false, after: false };
const during: When = { during: true, after: false };
const after: When = { during: false, after: true };

const itemsOf = (type: IncidentType, at: string): readonly Item[] => [
  ...type.steps.map(({ id, on, after: before = [] }, n): Item => {
    const triggers = on ?? (before.length > 0 ? [] : 'declared');
    return { kind: 'step', id, on: triggersOf(triggers), after: before, pointer: `${at}/steps/${n}` };
  }),
  ...type.rungs.map(({ id, on }, n): Item => ({ kind: 'rung', id, on: triggersOf(on), after: [], pointer: `${at}/rungs/${n}` })),
  ...type.notices.map(({ id, on }, n): Item => ({ kind: 'notice', id, on: triggersOf(on), after: [], pointer: `${at}/notices/${n}` })),
];

const keyOf = (kind: Item['kind'], id: string) => `${kind} ${id}`;

/** The step or rung that a trigger waits for. */
const awaited = (trigger: Trigger): string | undefined => {
  if (typeof trigger === 'string') return undefined;
  if ('done' in trigger) return keyOf('step', trigger.done);
  if ('breached' in trigger) return keyOf('step', trigger.breached);
  if ('told' in trigger) return keyOf('rung', trigger.told);
  if ('answered' in trigger) return keyOf('rung', trigger.answered);
  if ('unanswered' in trigger) return keyOf('rung', trigger.unanswered);
  return 'undeliverable' in trigger ? keyOf('rung', trigger.undeliverable) : undefined;
};

/** What an incident type offers to triggers that wait for nothing else in it. */
interface Given {
  readonly levels: ReadonlySet<string>;
  readonly timed: ReadonlySet<string>;
}

const givenBy = (plan: Plan, type: IncidentType): Given => ({
  levels: reachableLevels(plan, type),
  timed: new Set(type.steps.filter(({ within }) => within !== undefined).map(({ id }) => id)),
});

const possible = (trigger: Trigger, given: Given, started: ReadonlyMap<string, When>): When => {
  if (trigger === 'declared') return during;
  if (typeof trigger === 'string') return after;
  if ('elapsed' in trigger || 'fact' in trigger || 'asked' in trigger) return during;
  if ('level' in trigger || 'regraded' in trigger) {
    const levels = 'level' in trigger ? trigger.level : trigger.regraded;
    return [levels].flat().some((level) => given.levels.has(level)) ? during : never;
  }
  const first = started.get(awaited(trigger) ?? '') ?? never;
  if ('breached' in trigger && !given.timed.has(trigger.breached)) return never;
  // Work goes on after the response; alerts do not.
  if ('done' in trigger || 'breached' in trigger) return { during: first.during, after: first.during || first.after };
  return first.during ? during : never;
};

const awaitedBy = ({ on, after: before }: Item): readonly string[] => [
  ...on.flatMap((trigger) => awaited(trigger) ?? []),
  ...before.map((step) => keyOf('step', step)),
];

/** When something may start: by any of its triggers, once all that has to be done before may be done. */
const wayOf = ({ on, after: before }: Item, given: Given, started: ReadonlyMap<string, When>): When => {
  const ways = on.map((trigger) => possible(trigger, given, started));
  const gates = before.map((step) => started.get(keyOf('step', step)) ?? never);
  const byTrigger =
    on.length === 0 ? { during: true, after: true } : { during: ways.some((way) => way.during), after: ways.some((way) => way.after) };
  return {
    during: byTrigger.during && gates.every((gate) => gate.during),
    after: byTrigger.after && gates.every((gate) => gate.during || gate.after),
  };
};

/** Starts what waits for nothing, then what waits for that, until nothing more starts. */
const startedOf = (items: readonly Item[], given: Given): ReadonlyMap<string, When> => {
  const started = new Map<string, When>();
  const waiting = new Map<string, Item[]>();
  for (const item of items) for (const key of awaitedBy(item)) waiting.set(key, [...(waiting.get(key) ?? []), item]);
  const open = [...items];
  for (let item = open.pop(); item; item = open.pop()) {
    const key = keyOf(item.kind, item.id);
    const before = started.get(key) ?? never;
    const now = wayOf(item, given, started);
    if (now.during === before.during && now.after === before.after) continue;
    started.set(key, now);
    open.push(...(waiting.get(key) ?? []));
  }
  return started;
};

/** What waits, over whatever steps and rungs, for itself. */
const circular = (items: readonly Item[]): ReadonlySet<string> =>
  onCircles(new Map(items.map((item) => [keyOf(item.kind, item.id), awaitedBy(item)])));

/** The first certain moment among triggers, in milliseconds after the declaration. */
const certainly = (trigger: Trigger): number => {
  if (trigger === 'declared') return 0;
  return typeof trigger === 'object' && 'elapsed' in trigger && typeof trigger.elapsed === 'string'
    ? durationMillis(trigger.elapsed)
    : Number.POSITIVE_INFINITY;
};

/** Triggers that never happen, or never before another one of the list. */
const idleTriggers = ({ on: list, pointer, kind, id }: Item, given: Given, started: ReadonlyMap<string, When>): Finding[] => {
  if (list.length < 2) return [];
  const first = Math.min(...list.map(certainly));
  const firstAt = list.findIndex((trigger) => certainly(trigger) === first);
  return list.flatMap((trigger, index) => {
    const at = `${pointer}/on/${index}`;
    const way = possible(trigger, given, started);
    if (!way.during && !way.after) return [warning('trigger-never', at, { name: id, kind })];
    const late = certainly(trigger) < Number.POSITIVE_INFINITY && index !== firstAt;
    return late ? [warning('trigger-late', at, { name: id, kind })] : [];
  });
};

const circlesIn = (plan: Plan, type: IncidentType, at: string): Fault[] => {
  const items = itemsOf(type, at);
  const started = startedOf(items, givenBy(plan, type));
  const circles = circular(items);
  return items.flatMap(({ kind, id, pointer, after: before }) => {
    const { during: early, after: late } = started.get(keyOf(kind, id)) ?? never;
    if (early || late || !circles.has(keyOf(kind, id))) return [];
    return [planFault(`${pointer}/${before.length > 0 ? 'after' : 'on'}`, 'starts-in-circle', { name: id, expected: [kind] })];
  });
};

/** Steps, rungs and notices that wait for themselves, over whatever others, and never start. */
export const circleFaults = (plan: Plan): Fault[] =>
  plan.incidentTypes.flatMap((type, index) => circlesIn(plan, type, `/incidentTypes/${index}`));

const findingsOf = (plan: Plan, type: IncidentType, at: string): Finding[] => {
  const items = itemsOf(type, at);
  const given = givenBy(plan, type);
  const started = startedOf(items, given);
  const circles = circular(items);
  return items.flatMap((item): Finding[] => {
    const { kind, id, pointer } = item;
    const way = started.get(keyOf(kind, id)) ?? never;
    const values = { name: id, kind };
    if (!way.during && !way.after) return circles.has(keyOf(kind, id)) ? [] : [warning('never-starts', `${pointer}/on`, values)];
    if (kind === 'rung' && !way.during) return [warning('rung-after-end', `${pointer}/on`, values)];
    return idleTriggers(item, given, started);
  });
};

/** Steps, rungs and notices that can never start, rungs that start when nobody is alerted any more, and triggers that say nothing. */
export const startFindings = (plan: Plan): Finding[] =>
  plan.incidentTypes.flatMap((type, index) => findingsOf(plan, type, `/incidentTypes/${index}`));
