import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import type { Directory } from '../../shared/incident/directory.ts';
import { type Answered, dryRun, type DryRun } from '../../shared/incident/dry-run.ts';
import type { FactDefinition } from '../../shared/plan/facts.ts';
import type { Plan } from '../../shared/plan/plan.ts';
import type { FactValue } from '../../shared/plan/values.ts';
import { start, template } from './play.ts';

export const templates: readonly string[] = readdirSync(new URL('../../shared/templates/', import.meta.url))
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.slice(0, -'.yaml'.length))
  .toSorted();

export const everybody = (plan: Plan): Directory => ({
  people: Object.fromEntries(
    plan.seats.flatMap(({ holders }) => holders.map((id) => [String(id), { language: 'en', channels: ['email'], positions: [] }])),
  ),
  rosters: {},
  timeZone: 'Asia/Shanghai',
});

const instant = fc.integer({ min: -600, max: 1200 }).map((minutes) => new Date(Date.parse(start) + minutes * 60_000).toISOString());

const valueOf = ({ type, choices = [], currency = 'CNY' }: FactDefinition): fc.Arbitrary<FactValue> => {
  const plain: fc.Arbitrary<FactValue> = {
    integer: fc.integer({ min: 0, max: 20_000 }),
    number: fc.integer({ min: 0, max: 20_000 }),
    boolean: fc.boolean(),
    text: fc.constantFrom('here', '这里'),
    duration: fc.integer({ min: 0, max: 200 }).map((minutes) => `PT${minutes}M`),
    instant,
    money: fc.integer({ min: 0, max: 2_000_000_00 }).map((amount) => ({ amount, currency })),
    choice: fc.constantFrom(...(choices.length > 0 ? choices.map(({ id }) => id) : ['none'])),
  }[type];
  return fc.oneof({ weight: 5, arbitrary: plain }, { weight: 1, arbitrary: fc.constant({ unknown: true as const }) });
};

const optional = <T>(values: readonly T[], wanted: (value: T) => fc.Arbitrary<Omit<Answered, 'after'>>) =>
  values.length === 0 ? [] : [fc.constantFrom(...values).chain(wanted)];

const answerOf = (plan: Plan, typeId: string): fc.Arbitrary<Answered> => {
  const type = plan.incidentTypes.find(({ id }) => id === typeId);
  const people = Object.keys(everybody(plan).people);
  const by = fc.option(fc.constantFrom(...people, 'nobody'), { nil: undefined, freq: 3 });
  const act = fc.oneof(
    fc.constantFrom(...people, null).map((person) => ({ person })),
    ...optional(plan.facts, (fact) => fc.record({ by, facts: valueOf(fact).map((value) => ({ [fact.id]: value })) })),
    ...optional(plan.facts, ({ id: asked }) => fc.record({ by, asked: fc.constant(asked) })),
    ...optional(type?.steps ?? [], ({ id: done }) => fc.record({ by, done: fc.constant(done) })),
    ...optional(plan.levels, ({ id: level }) => fc.record({ by, level: fc.constant(level) })),
    fc.constantFrom({ restored: true as const }, { closed: true as const }),
  );
  return fc.record({ minutes: fc.nat(300), act }).map(({ minutes, act: one }) => ({ after: `PT${minutes}M`, ...one }));
};

/** Somebody's future of one of the templates, with everybody who holds a seat. */
export const rehearsals: fc.Arbitrary<DryRun & { readonly slug: string }> = fc.constantFrom(...templates).chain((slug) => {
  const plan = template(slug);
  return fc.constantFrom(...plan.incidentTypes.map(({ id }) => id)).chain((incidentType) =>
    fc.record({
      slug: fc.constant(slug),
      plan: fc.constant(plan),
      incidentType: fc.constant(incidentType),
      facts: fc.constant({}),
      startAt: fc.constant(start),
      answers: fc.array(answerOf(plan, incidentType), { maxLength: 8 }),
      directory: fc.constant(everybody(plan)),
    }),
  );
});

export const played = (rehearsal: DryRun) => {
  const result = dryRun(rehearsal);
  return 'refusal' in result ? { refusal: result.refusal, events: [] } : { ...result, refusal: null };
};
