import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seal } from '../../functions/adapters/dynamodb/incidents.ts';
import type { Command, Declare } from '../../shared/incident/commands.ts';
import { replay } from '../../shared/incident/evolve.ts';
import { plus } from '../../shared/instant.ts';
import type { FactDefinition } from '../../shared/plan/facts.ts';
import type { FactValue, PlainValue } from '../../shared/plan/values.ts';
import { play, start, template } from '../support/play.ts';

type Act = Exclude<Command, Declare>;

const plainOf = ({ type, choices = [], currency = 'CNY' }: FactDefinition): fc.Arbitrary<PlainValue> => {
  switch (type) {
    case 'integer':
    case 'number':
      return fc.nat(50);
    case 'boolean':
      return fc.boolean();
    case 'text':
      return fc.constantFrom('here', 'there');
    case 'duration':
      return fc.nat(90).map((minutes) => `PT${minutes}M`);
    case 'instant':
      return fc.integer({ min: -120, max: 600 }).map((minutes) => plus(start, minutes * 60_000));
    case 'money':
      return fc.nat(2_000_000).map((amount) => ({ amount, currency }));
    case 'choice':
      return fc.constantFrom(...choices.map(({ id }) => id));
  }
};
const valueOf = (fact: FactDefinition): fc.Arbitrary<FactValue> =>
  fc.oneof({ weight: 6, arbitrary: plainOf(fact) }, { weight: 1, arbitrary: fc.constant({ unknown: true as const }) });

/** Incident types whose plans lean on most of the model: bodies, decisions, gates, repetition, time. */
const types = ['call-center', 'crowd-flow-warning', 'property-customer-service', 'railway-adjacent-works', 'delivery-and-quality'].flatMap(
  (slug) => {
    const plan = template(slug);
    return plan.incidentTypes.flatMap((type) => (type.steps.length + type.rungs.length === 0 ? [] : [{ slug, id: type.id, type, plan }]));
  },
);

describe.each(types)('whatever is said of $slug, $id', ({ id, type, plan }) => {
  const people = plan.seats.flatMap(({ holders }) => holders.filter((holder) => typeof holder === 'string'));
  const person = fc.constantFrom(...people.slice(0, 12), null);
  const report = fc.constantFrom(...plan.facts).chain((fact) => fc.record({ name: fc.constant(fact.id), value: valueOf(fact), person }));
  const act: fc.Arbitrary<Act> = fc.oneof(
    {
      weight: 4,
      arbitrary: report.map(({ name, value, person: by }): Act => ({ type: 'report-facts', facts: { [name]: value }, person: by })),
    },
    { weight: 1, arbitrary: person.map((by): Act => ({ type: 'acknowledge', person: by })) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(...type.steps.map((step) => step.id), 'x').map((task): Act => ({ type: 'complete-task', task })),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...plan.facts).map((fact): Act => ({ type: 'ask', fact: fact.id, person: null, questionDigest: null })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...plan.levels.map((level) => level.id), null), person)
        .map(([level, by]): Act => ({ type: 'set-level', level, person: by, reasonDigest: null })),
    },
    { weight: 1, arbitrary: person.chain((by) => fc.constantFrom<Act>({ type: 'restore' }, { type: 'close', person: by })) },
  );
  const story = fc.array(fc.record({ minutes: fc.nat(45), act }), { maxLength: 15 });

  test('replay gives the state that deciding gave, asking again changes nothing, and time never runs backwards', () => {
    fc.assert(
      fc.property(story, (acts) => {
        const game = play(plan, { declare: { incidentType: id } });
        let minute = 0;
        for (const one of acts) {
          minute += one.minutes;
          game.until(minute).do(one.act);
        }
        const { length } = game.log;
        game.do({ type: 'advance' });
        expect(game.log.length).toBe(length);
        const context = { actor: { kind: 'timer', id: 'play' }, correlationId: 'c', causationId: 'c', now: start } as const;
        const comparable = (state: unknown) =>
          JSON.parse(JSON.stringify(state).replace(/"(recordedAt|turnRecordedAt)":"[^"]*"/g, '"$1":""')) as unknown;
        expect(comparable(replay(seal([], game.log, game.state, context)))).toEqual(comparable(game.state));
        const times = game.log.map(({ occurredAt }) => occurredAt);
        expect(times).toEqual(times.toSorted());
      }),
      { numRuns: 25 },
    );
  });
});
