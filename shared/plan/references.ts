import { Duration } from '../instant.ts';
import type { Condition } from './condition.ts';
import { type Plan, type Trigger, triggersOf } from './plan.ts';

/** A name in a plan that leads nowhere, or that stands twice. `pointer` is a JSON pointer into the plan. */
export interface ReferenceFault {
  readonly pointer: string;
  readonly code: 'duplicate-id' | 'unknown-reference';
  readonly kind: 'seat' | 'fact' | 'level' | 'rung' | 'step' | 'notice' | 'rule' | 'incident-type' | 'service-level';
  readonly name: string;
}

interface Named {
  readonly id: string;
}

const duplicates = (items: readonly Named[], pointer: string, kind: ReferenceFault['kind']): ReferenceFault[] =>
  items.flatMap(({ id }, index) =>
    items.findIndex((other) => other.id === id) < index
      ? [{ pointer: `${pointer}/${index}/id`, code: 'duplicate-id' as const, kind, name: id }]
      : [],
  );

/** Every reference of a plan that leads nowhere and every id that stands twice, in document order. */
export const referenceFaults = (plan: Plan): ReferenceFault[] => {
  const faults: ReferenceFault[] = [
    ...duplicates(plan.seats, '/seats', 'seat'),
    ...duplicates(plan.facts, '/facts', 'fact'),
    ...duplicates(plan.levels, '/levels', 'level'),
    ...duplicates(plan.incidentTypes, '/incidentTypes', 'incident-type'),
  ];
  const known = (items: readonly Named[], kind: ReferenceFault['kind']) => {
    const ids = new Set(items.map(({ id }) => id));
    return (name: string | undefined, pointer: string) => {
      if (name !== undefined && !ids.has(name)) faults.push({ pointer, code: 'unknown-reference', kind, name });
    };
  };
  const seat = known(plan.seats, 'seat');
  const fact = known(plan.facts, 'fact');
  const level = known(plan.levels, 'level');
  const within = (value: string | undefined, pointer: string) => {
    if (value === undefined || Duration.safeParse(value).success || value in plan.serviceLevels) return;
    faults.push({ pointer, code: 'unknown-reference', kind: 'service-level', name: value });
  };
  const condition = (value: Condition | undefined, pointer: string): void => {
    if (value === undefined) return;
    if ('fact' in value) fact(value.fact, `${pointer}/fact`);
    else if ('not' in value) condition(value.not, `${pointer}/not`);
    else {
      const [key, parts] = 'all' in value ? (['all', value.all] as const) : (['any', value.any] as const);
      for (const [index, part] of parts.entries()) condition(part, `${pointer}/${key}/${index}`);
    }
  };

  for (const [index, { command }] of plan.levels.entries()) seat(command, `/levels/${index}/command`);
  for (const [typeIndex, type] of plan.incidentTypes.entries()) {
    const at = `/incidentTypes/${typeIndex}`;
    const rung = known(type.rungs, 'rung');
    const step = known(type.steps, 'step');
    const trigger = (value: Trigger, pointer: string) => {
      if (typeof value === 'string' || 'elapsed' in value) return;
      if ('predicted' in value) fact(value.predicted, `${pointer}/predicted`);
      if ('level' in value) for (const name of [value.level].flat()) level(name, `${pointer}/level`);
      if ('told' in value) rung(value.told, `${pointer}/told`);
      if ('unanswered' in value) rung(value.unanswered, `${pointer}/unanswered`);
      if ('undeliverable' in value) rung(value.undeliverable, `${pointer}/undeliverable`);
      if ('done' in value) step(value.done, `${pointer}/done`);
      if ('breached' in value) step(value.breached, `${pointer}/breached`);
    };
    const starts = (item: { on: Trigger | Trigger[]; when?: Condition | undefined }, pointer: string) => {
      const several = Array.isArray(item.on);
      for (const [n, one] of triggersOf(item.on).entries()) trigger(one, several ? `${pointer}/on/${n}` : `${pointer}/on`);
      condition(item.when, `${pointer}/when`);
    };
    faults.push(
      ...duplicates(type.rules, `${at}/rules`, 'rule'),
      ...duplicates(type.steps, `${at}/steps`, 'step'),
      ...duplicates(type.rungs, `${at}/rungs`, 'rung'),
      ...duplicates(type.notices, `${at}/notices`, 'notice'),
    );
    level(type.otherwise, `${at}/otherwise`);
    for (const [n, rule] of type.rules.entries()) {
      level(rule.level, `${at}/rules/${n}/level`);
      condition(rule.when, `${at}/rules/${n}/when`);
    }
    for (const [n, one] of type.steps.entries()) {
      seat(one.actor, `${at}/steps/${n}/actor`);
      within(one.within, `${at}/steps/${n}/within`);
      starts(one, `${at}/steps/${n}`);
    }
    for (const [n, one] of type.rungs.entries()) {
      for (const [m, name] of one.alert.entries()) seat(name, `${at}/rungs/${n}/alert/${m}`);
      within(one.answer?.within, `${at}/rungs/${n}/answer/within`);
      starts(one, `${at}/rungs/${n}`);
    }
    for (const [n, one] of type.notices.entries()) starts(one, `${at}/notices/${n}`);
  }
  return faults;
};
