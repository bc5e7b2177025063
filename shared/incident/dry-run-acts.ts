import { durationMillis, type Duration, type Instant } from '../instant.ts';
import type { Facts } from '../plan/evaluate.ts';
import { incidentTypeOf, type Plan } from '../plan/plan.ts';
import type { Text } from '../text.ts';
import type { Command, Declare } from './commands.ts';
import type { Directory } from './directory.ts';
import { personsOf } from './holders.ts';
import type { IncidentState } from './state.ts';

/** What somebody does so long after the start; the parts happen in this order. */
export interface Answered {
  readonly after: Duration;
  /** Who reports and decides where that is not `person`: without it, whoever may. */
  readonly by?: string | undefined;
  /** A fact whose decision is asked for. */
  readonly asked?: string | undefined;
  /** The level that somebody sets; null leaves it to the rules again. */
  readonly level?: string | null | undefined;
  /** Who answers; null is everybody who was asked. Absent, nobody answers, unless there is nothing else to this. */
  readonly person?: string | null | undefined;
  readonly facts?: Facts | undefined;
  readonly done?: string | undefined;
  readonly restored?: true | undefined;
  readonly closed?: true | undefined;
}

/** What those who take part in a drill are told so long after its start. */
export interface Inject {
  readonly after: Duration;
  readonly title: Text;
  readonly facts?: Facts | undefined;
}

export type Act = Exclude<Command, Declare>;

export interface Moment {
  readonly plan: Plan;
  readonly state: IncidentState;
  readonly directory: Directory;
  readonly at: Instant;
}

const firstOf = ({ plan, state, directory, at }: Moment, names: readonly string[] | undefined): string | null =>
  (names ?? []).flatMap((name) => personsOf(plan, name, { state, directory, at }))[0] ?? null;

const decidersOf = (plan: Plan, fact: string) => plan.facts.find(({ id }) => id === fact)?.decidedBy;

/** Facts by who may say them, where nobody is named: what nobody decides is said by nobody in particular. */
const reports = (facts: Facts, moment: Moment): Act[] => {
  const bySpeaker = new Map<string | null, Record<string, Facts[string]>>();
  for (const [name, value] of Object.entries(facts)) {
    const speaker = firstOf(moment, decidersOf(moment.plan, name));
    bySpeaker.set(speaker, { ...bySpeaker.get(speaker), [name]: value });
  }
  return [...bySpeaker].map(([person, said]) => ({ type: 'report-facts', facts: said, person }));
};

/** What facts are reported as, by whoever is named or may. */
export const reporting = (facts: Facts, person: string | null, moment: Moment): Act[] =>
  person === null ? reports(facts, moment) : [{ type: 'report-facts', facts, person }];

/** The commands that somebody's doing comes to. Each is made when the ones before it were carried out, because they may change who may do what. */
export function* actsOf({ person, by, facts, asked, level, done, restored, closed }: Answered, now: () => Moment): Generator<Act> {
  const { plan } = now();
  const named = by ?? person ?? null;
  const otherwise = [facts, asked, level, done, restored, closed].every((one) => one === undefined);
  if (person !== undefined || otherwise) yield { type: 'acknowledge', person: named };
  if (asked !== undefined) yield { type: 'ask', fact: asked, person: named, questionDigest: null };
  // Whoever ticks a task off may not be the one who decides what it asks for.
  const apart = named === null && Object.keys(facts ?? {}).some((name) => decidersOf(plan, name));
  if (facts !== undefined && (done === undefined || apart)) yield* reporting(facts, named, now());
  if (done !== undefined) yield { type: 'complete-task', task: done, ...(facts && !apart ? { facts } : {}), person: named };
  if (level !== undefined) yield { type: 'set-level', level, person: named ?? firstOf(now(), plan.gradedBy), reasonDigest: null };
  if (restored) yield { type: 'restore' };
  if (closed) {
    const { closure } = incidentTypeOf(plan, now().state.incidentType) ?? {};
    yield { type: 'close', person: named ?? firstOf(now(), closure?.by) };
  }
}

/** Something that comes at its time: what somebody does, or what a drill tells. */
export type Scheduled = { readonly millis: number } & (
  { readonly answer: Answered; readonly index: number } | { readonly inject: Inject; readonly index: null }
);

/** What a drill tells comes before what people do about it in the same moment. */
export const inOrder = (answers: readonly Answered[], injects: readonly Inject[]): readonly Scheduled[] =>
  [
    ...injects.map((inject) => ({ inject, index: null, millis: durationMillis(inject.after) })),
    ...answers.map((answer, index) => ({ answer, index, millis: durationMillis(answer.after) })),
  ].toSorted((a, b) => a.millis - b.millis);
