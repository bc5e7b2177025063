import { describe } from '../../../shared/incident/describe.ts';
import type { Directory } from '../../../shared/incident/directory.ts';
import { decisionsIn, openParameters } from '../../../shared/incident/dry-run-decisions.ts';
import { dryRun, type Rehearsal } from '../../../shared/incident/dry-run.ts';
import { dryRunTimeline } from '../../../shared/incident/dry-run-timeline.ts';
import { scopeOf } from '../../../shared/incident/scope.ts';
import type { Instant } from '../../../shared/instant.ts';
import type { Organization, Person } from '../../../shared/organization/records.ts';
import { errorsOf } from '../../../shared/plan/check/check.ts';
import { incidentTypeOf, type Plan } from '../../../shared/plan/plan.ts';
import type { Fault } from '../../../shared/problems/fault.ts';
import { suggest } from '../../../shared/problems/suggest.ts';
import { type Language, say } from '../../../shared/text.ts';
import type { Routes } from '../../../shared/access/routes.ts';
import type { Call } from '../call.ts';
import { inBody, invalid, type Refused } from '../http/answer.ts';
import { refusalOf } from '../incidents/refusals.ts';
import { fitting } from './fitting.ts';
import { notesOn } from './dry-run-notes.ts';
import { type DryRunView, dryRunView } from './dry-run-view.ts';

type Input = Call<Routes['rehearsePlan']>['body'];

const within = (prefix: string, faults: readonly Fault[]): Fault[] =>
  faults.map(({ values, ...fault }) => ({
    ...fault,
    pointer: `${prefix}${fault.pointer}`,
    values: values.other === undefined ? values : { ...values, other: `${prefix}${values.other}` },
  }));

/** The plan that was sent, if nothing is wrong with it. */
export const sentPlan = ({ plan, planId, version }: Input): { readonly plan: Plan } | Refused => {
  if (!plan) return invalid([inBody('/plan', 'required')]);
  const faults = within('/plan', errorsOf(plan));
  if (planId !== undefined || version !== undefined)
    faults.push(
      inBody(planId === undefined ? '/version' : '/planId', 'unknown-field', { name: planId === undefined ? 'version' : 'planId' }),
    );
  return faults.length > 0 ? invalid(faults) : { plan };
};

/** What was sent in answers and cannot be: people who are nobody, steps and facts that the plan does not know. */
const faultsIn = ({ answers }: Input, { plan, state, refused }: Rehearsal, people: readonly Person[]): Fault[] => {
  const holders = plan.seats.flatMap((seat) => seat.holders.filter((holder) => typeof holder === 'string'));
  const persons = [...new Set([...people.map(({ id }) => id), ...holders])];
  const steps = incidentTypeOf(plan, state.incidentType)?.steps.map(({ id }) => id) ?? [];
  const nobody = (name: string | null | undefined, pointer: string) =>
    typeof name === 'string' && !persons.includes(name)
      ? [inBody(pointer, 'unknown-person', { name, suggestion: suggest(name, persons) })]
      : [];
  const named = answers.flatMap(({ person, by, done }, index) => [
    ...nobody(person, `/answers/${index}/person`),
    ...nobody(by, `/answers/${index}/by`),
    ...(done !== undefined && !steps.includes(done)
      ? [inBody(`/answers/${index}/done`, 'unknown-reference', { name: done, expected: ['step'], suggestion: suggest(done, steps) })]
      : []),
  ]);
  const facts = refused.flatMap(({ answer, refusal }) => {
    if (answer === null || refusal.code !== 'facts-invalid') return [];
    const asked = answers[answer]?.asked;
    const wrong = refusal.faults.some(({ name }) => name === asked);
    const faults = within(`/answers/${answer}`, refusalOf(refusal).faults ?? []);
    return wrong ? faults.map((fault) => ({ ...fault, pointer: `/answers/${answer}/asked` })) : faults;
  });
  return [...named, ...facts];
};

/** The drill that is meant; null where none is. */
const drillOf = ({ drill: name }: Input, { drills }: Plan): { readonly drill: Plan['drills'][number] | null } | Refused => {
  if (name === undefined) return { drill: null };
  const ids = drills.map(({ id }) => id);
  const drill = drills.find(({ id }) => id === name);
  return drill
    ? { drill }
    : invalid([inBody('/drill', 'unknown-reference', { name, expected: ['drill'], suggestion: suggest(name, ids) })]);
};

const nameOf = (people: readonly Person[], { plan, standIns }: Rehearsal, language: Language) => {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  for (const { id, title } of plan.seats) if (standIns[id]) names.set(standIns[id], say(title, language));
  // Somebody whom only the plan knows is called as the plan does.
  return (person: string) => names.get(person) ?? person;
};

const reasonOf = (graded: string | undefined, because: boolean, language: Language): string => {
  if (graded === undefined) return language === 'en' ? 'The plan knows no levels' : '预案未设级别';
  if (because) return graded;
  return language === 'en' ? `${graded}: no rule fits what is reported` : `${graded}：所报情况不符合任何规则`;
};

const timelineBytesMax = 4_000_000;

/** What a plan is rehearsed with. */
interface Rehearsing {
  readonly plan: Plan;
  readonly people: readonly Person[];
  readonly directory: Directory;
  readonly startAt: Instant;
  readonly language: Language;
}

/** The whole future as it is answered, and as a page shows it. */
export const rehearse = (input: Input, { plan: meant, people, directory, startAt, language }: Rehearsing) => {
  const found = drillOf(input, meant);
  if ('problem' in found) return found;
  const { drill } = found;
  const { answers } = input;
  const incidentType = input.incidentType ?? drill?.incidentType ?? null;
  const facts = { ...drill?.facts, ...input.facts };
  const rehearsal = dryRun({ plan: meant, incidentType, facts, startAt, answers, directory, ...(drill ? { injects: drill.injects } : {}) });
  if ('refusal' in rehearsal) return refusalOf(rehearsal.refusal, input.incidentType);
  const faults = faultsIn(input, rehearsal, people);
  if (faults.length > 0) return invalid(faults);

  const { plan, state, events, told } = rehearsal;
  const type = incidentTypeOf(plan, state.incidentType);
  if (!type) throw new Error('an incident has one of its plan’s types');
  const { timeZone = 'Etc/UTC' } = directory;
  const context = { plan, incidentType: type.id, nameOf: nameOf(people, rehearsal, language), language, timeZone };
  const graded = events.findLast((event) => event.type === 'incident.graded');
  const scope = scopeOf(plan, type, { facts, declaredAt: startAt, now: startAt });
  const whole = dryRunTimeline(events, startAt, context, told);
  const timeline = fitting(whole, timelineBytesMax);
  const answer = {
    incidentType: type.id,
    startAt,
    scope,
    level: state.level,
    reason: reasonOf(graded && describe(graded, context), state.reasons.length > 0 || state.levelSet !== null, language),
    reasons: state.reasons,
    timeline,
    decisions: decisionsIn(plan, type, events),
    parameters: openParameters(plan),
    standIns: Object.keys(rehearsal.standIns),
    notYetWritten: { plan: plan.notYetWritten, incidentType: type.notYetWritten },
    notes: notesOn(rehearsal, { answers, scope, language, left: whole.length - timeline.length }),
  };
  const viewFor = (organization: Organization): DryRunView => {
    const reachable = new Set(people.filter(({ channels }) => channels.length > 0).map(({ id }) => id));
    const unanswered = answers.length === 0;
    return dryRunView({ ...answer, type, organization, rehearsal, facts, unanswered, reachable, drill, directory }, context);
  };
  return { answer, viewFor };
};
