import { Duration } from '../instant.ts';
import { inPlan, pointerInPlan, withCommon } from './common.ts';
import type { Condition } from './condition.ts';
import { placesIn } from './fill-text.ts';
import type { IncidentType, Plan } from './plan.ts';
import { type Trigger, type Triggers, triggersOf, type Within } from './step.ts';

/** A name in a plan that leads nowhere, or that stands twice. `pointer` is a JSON pointer into the plan. */
export interface ReferenceFault {
  readonly pointer: string;
  readonly code: 'duplicate-id' | 'unknown-reference';
  readonly kind: ReferenceKind;
  readonly name: string;
  /** Where an id that stands twice stands first. */
  readonly other?: string;
}

/** What names lead to. `seat` is a seat or a body, `service-level` an urgency word or a window. */
export type ReferenceKind =
  | 'seat'
  | 'body'
  | 'fact'
  | 'form'
  | 'level'
  | 'rung'
  | 'step'
  | 'notice'
  | 'rule'
  | 'incident-type'
  | 'service-level'
  | 'parameter'
  | 'resource'
  | 'drill'
  | 'cadence';

interface Named {
  readonly id: string;
}

/** Ids that stand twice in a list, or in the one before it at the place `beforeAt`. */
const duplicates = (
  items: readonly Named[],
  pointer: string,
  kind: ReferenceKind,
  before: readonly Named[] = [],
  placeOf?: (index: number, id: string) => string,
): ReferenceFault[] => {
  const seen = new Map(before.map(({ id }, index) => [id, placeOf?.(index, id)]));
  return items.flatMap(({ id }, index) => {
    const at = `${pointer}/${index}/id`;
    if (!seen.has(id)) {
      seen.set(id, at);
      return [];
    }
    const other = seen.get(id);
    return [{ pointer: at, code: 'duplicate-id' as const, kind, name: id, ...(other === undefined ? {} : { other }) }];
  });
};

type Look = (name: string | undefined, pointer: string) => void;

/** Looks names up and notes those that lead nowhere. */
const looking =
  (faults: ReferenceFault[]) =>
  (items: readonly Named[] | readonly string[], kind: ReferenceKind): Look => {
    const ids = new Set(items.map((item) => (typeof item === 'string' ? item : item.id)));
    return (name, pointer) => {
      if (name !== undefined && !ids.has(name)) faults.push({ pointer, code: 'unknown-reference', kind, name });
    };
  };

const each = (names: readonly string[] | undefined, pointer: string, look: Look) => {
  for (const [index, name] of (names ?? []).entries()) look(name, `${pointer}/${index}`);
};

const isReference = (value: unknown): value is { readonly parameter: string } =>
  typeof value === 'object' && value !== null && 'parameter' in value && typeof value.parameter === 'string';

/** Every `{ parameter: id }` below a place; what stands in several places, as what is common does, is looked at once. */
const parametersIn = (value: unknown, pointer: string, look: Look, seen = new Set<object>()): void => {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if (isReference(value)) look(value.parameter, `${pointer}/parameter`);
  else for (const [key, inner] of Object.entries(value)) parametersIn(inner, `${pointer}/${key}`, look, seen);
};

/** Every reference of a plan that leads nowhere and every id that stands twice. */
export const referenceFaults = (plan: Plan): readonly ReferenceFault[] =>
  inPlan(plan, faultsOf(withCommon(plan))).map((one) =>
    one.other === undefined ? one : { ...one, other: pointerInPlan(plan, one.other) },
  );

const faultsOf = (plan: Plan): ReferenceFault[] => {
  const faults: ReferenceFault[] = [
    ...duplicates(plan.parameters, '/parameters', 'parameter'),
    ...duplicates(plan.bodies, '/bodies', 'body'),
    // Work goes to either, so they share one space of names.
    ...duplicates(plan.seats, '/seats', 'seat', plan.bodies, (index) => `/bodies/${index}/id`),
    ...duplicates(plan.facts, '/facts', 'fact'),
    ...duplicates(plan.forms, '/forms', 'form'),
    ...duplicates(plan.levels, '/levels', 'level'),
    ...duplicates(
      plan.windows,
      '/windows',
      'service-level',
      Object.keys(plan.serviceLevels).map((id) => ({ id })),
      (_, id) => `/serviceLevels/${id}`,
    ),
    ...duplicates(plan.incidentTypes, '/incidentTypes', 'incident-type'),
    ...duplicates(plan.resources, '/resources', 'resource'),
    ...duplicates(plan.drills, '/drills', 'drill'),
    ...duplicates(plan.cadences, '/cadences', 'cadence'),
  ];
  const known = looking(faults);
  const post = known(plan.seats, 'seat');
  const body = known(plan.bodies, 'body');
  const seat = known([...plan.seats, ...plan.bodies], 'seat');
  const fact = known(plan.facts, 'fact');
  const level = known(plan.levels, 'level');
  const form = known(plan.forms, 'form');
  const resource = known(plan.resources, 'resource');
  const type = known(plan.incidentTypes, 'incident-type');
  const word = known([...Object.keys(plan.serviceLevels), ...plan.windows.map(({ id }) => id)], 'service-level');
  const within = (value: Within | undefined, pointer: string) => {
    if (typeof value === 'string' && !Duration.safeParse(value).success) word(value, pointer);
  };
  // Conditions ask for what is the same in all incident types, so one that is common to them is looked at once.
  const asked = new Set<Condition>();
  const condition = (value: Condition | undefined, pointer: string): void => {
    if (value === undefined || 'elapsed' in value || asked.has(value)) return;
    asked.add(value);
    if ('level' in value) return each([value.level].flat(), `${pointer}/level`, level);
    if ('fact' in value) return fact(value.fact, `${pointer}/fact`);
    if ('not' in value) return condition(value.not, `${pointer}/not`);
    const [key, parts] = 'all' in value ? (['all', value.all] as const) : (['any', value.any] as const);
    for (const [index, part] of parts.entries()) condition(part, `${pointer}/${key}/${index}`);
  };
  const factsOf = (values: Readonly<Record<string, unknown>> | undefined, pointer: string) => {
    for (const name of Object.keys(values ?? {})) fact(name, `${pointer}/${name}`);
  };

  for (const [index, { under, leader, deputies, members }] of plan.bodies.entries()) {
    body(under, `/bodies/${index}/under`);
    post(leader, `/bodies/${index}/leader`);
    each(deputies, `/bodies/${index}/deputies`, post);
    each(members, `/bodies/${index}/members`, post);
  }
  for (const [index, { holders }] of plan.seats.entries())
    for (const [place, holder] of holders.entries())
      if (typeof holder === 'object' && 'dutyAt' in holder) fact(holder.dutyAt, `/seats/${index}/holders/${place}/dutyAt`);
  for (const [index, { decidedBy, derived }] of plan.facts.entries()) {
    each(decidedBy, `/facts/${index}/decidedBy`, seat);
    for (const [place, { when }] of (derived ?? []).entries()) condition(when, `/facts/${index}/derived/${place}/when`);
  }
  for (const [index, { facts }] of plan.forms.entries()) each(facts, `/forms/${index}/facts`, fact);
  for (const [index, { command }] of plan.levels.entries()) seat(command, `/levels/${index}/command`);
  each(plan.gradedBy, '/gradedBy', seat);
  for (const [role, name] of Object.entries(plan.signatures ?? {})) seat(name, `/signatures/${role}`);
  seat(plan.about?.interpretedBy, '/about/interpretedBy');
  each(plan.about?.audience, '/about/audience', seat);
  for (const [index, { custodian }] of plan.resources.entries()) seat(custodian, `/resources/${index}/custodian`);
  for (const [index, { actor }] of plan.cadences.entries()) seat(actor, `/cadences/${index}/actor`);
  for (const [index, { incidentType, facts, injects, observers }] of plan.drills.entries()) {
    type(incidentType, `/drills/${index}/incidentType`);
    factsOf(facts, `/drills/${index}/facts`);
    for (const [place, inject] of injects.entries()) factsOf(inject.facts, `/drills/${index}/injects/${place}/facts`);
    each(observers, `/drills/${index}/observers`, seat);
  }

  const procedure = (one: IncidentType, at: string) => {
    const rung = known(one.rungs, 'rung');
    const step = known(one.steps, 'step');
    const trigger = (value: Trigger, pointer: string) => {
      if (typeof value === 'string' || 'elapsed' in value) return;
      if ('fact' in value) fact(value.fact, `${pointer}/fact`);
      if ('asked' in value) fact(value.asked, `${pointer}/asked`);
      if ('level' in value) for (const name of [value.level].flat()) level(name, `${pointer}/level`);
      if ('regraded' in value) for (const name of [value.regraded].flat()) level(name, `${pointer}/regraded`);
      if ('told' in value) rung(value.told, `${pointer}/told`);
      if ('answered' in value) rung(value.answered, `${pointer}/answered`);
      if ('unanswered' in value) rung(value.unanswered, `${pointer}/unanswered`);
      if ('undeliverable' in value) rung(value.undeliverable, `${pointer}/undeliverable`);
      if ('done' in value) step(value.done, `${pointer}/done`);
      if ('breached' in value) step(value.breached, `${pointer}/breached`);
    };
    const starts = ({ on, when }: { on?: Triggers | undefined; when?: Condition | undefined }, pointer: string) => {
      if (on !== undefined)
        for (const [n, value] of triggersOf(on).entries()) trigger(value, Array.isArray(on) ? `${pointer}/on/${n}` : `${pointer}/on`);
      condition(when, `${pointer}/when`);
    };
    faults.push(
      ...duplicates(one.rules, `${at}/rules`, 'rule'),
      ...duplicates(one.steps, `${at}/steps`, 'step'),
      ...duplicates(one.rungs, `${at}/rungs`, 'rung'),
      ...duplicates(one.notices, `${at}/notices`, 'notice'),
    );
    condition(one.scope, `${at}/scope`);
    form(one.report, `${at}/report`);
    if (one.gap !== 'worse' && one.gap !== 'ignore') level(one.gap, `${at}/gap`);
    level(one.otherwise, `${at}/otherwise`);
    each(one.closure?.by, `${at}/closure/by`, seat);
    condition(one.closure?.when, `${at}/closure/when`);
    condition(one.closure?.automatic, `${at}/closure/automatic`);
    for (const [n, rule] of one.rules.entries()) {
      level(rule.level, `${at}/rules/${n}/level`);
      condition(rule.when, `${at}/rules/${n}/when`);
    }
    for (const [n, value] of one.steps.entries()) {
      const pointer = `${at}/steps/${n}`;
      seat(value.actor, `${pointer}/actor`);
      within(value.within, `${pointer}/within`);
      fact(value.from, `${pointer}/from`);
      within(value.every, `${pointer}/every`);
      each(value.after, `${pointer}/after`, step);
      each(value.asks, `${pointer}/asks`, fact);
      form(value.form, `${pointer}/form`);
      condition(value.until, `${pointer}/until`);
      factsOf(value.otherwise, `${pointer}/otherwise`);
      each(value.uses, `${pointer}/uses`, resource);
      starts(value, pointer);
    }
    for (const [n, value] of one.rungs.entries()) {
      each(value.alert, `${at}/rungs/${n}/alert`, seat);
      within(value.answer?.within, `${at}/rungs/${n}/answer/within`);
      starts(value, `${at}/rungs/${n}`);
    }
    for (const [n, value] of one.notices.entries()) {
      for (const part of ['title', 'body'] as const)
        for (const name of new Set(placesIn(value[part]))) fact(name, `${at}/notices/${n}/${part}`);
      starts(value, `${at}/notices/${n}`);
    }
  };
  for (const [index, one] of plan.incidentTypes.entries()) procedure(one, `/incidentTypes/${index}`);
  const parameter = known(plan.parameters, 'parameter');
  parametersIn(plan.incidentTypes, '/incidentTypes', parameter);
  parametersIn(plan.facts, '/facts', parameter);
  parametersIn(plan.cadences, '/cadences', parameter);
  return faults;
};
