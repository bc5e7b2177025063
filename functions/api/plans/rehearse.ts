import { describe } from '../../../shared/incident/describe.ts';
import { dryRun, type Rehearsal } from '../../../shared/incident/dry-run.ts';
import { dryRunTimeline } from '../../../shared/incident/dry-run-timeline.ts';
import type { Instant } from '../../../shared/instant.ts';
import type { Organization, Person } from '../../../shared/organization/records.ts';
import { nameFaults } from '../../../shared/plan/check/names.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { type Fault, faultsMax } from '../../../shared/problems/fault.ts';
import { suggest } from '../../../shared/problems/suggest.ts';
import { type Language, say } from '../../../shared/text.ts';
import type { Routes } from '../../../shared/access/routes.ts';
import { directoryOf } from '../../incidents/execute.ts';
import type { Call } from '../call.ts';
import { inBody, invalid, type Refused } from '../http/answer.ts';
import { refusalOf } from '../incidents/refusals.ts';
import { notesOn } from './dry-run-notes.ts';
import { type DryRunView, dryRunView } from './dry-run-view.ts';

type Input = Call<Routes['rehearsePlan']>['body'];

const within = (prefix: string, faults: readonly Fault[]): Fault[] =>
  faults.map((fault) => ({ ...fault, pointer: `${prefix}${fault.pointer}` }));

/** The plan that was sent, if nothing is wrong with it. */
export const sentPlan = ({ plan, planId, version }: Input): { readonly plan: Plan } | Refused => {
  if (!plan) return invalid([inBody('/plan', 'required')]);
  const faults = within('/plan', nameFaults(plan, faultsMax));
  if (planId !== undefined || version !== undefined)
    faults.push(
      inBody(planId === undefined ? '/version' : '/planId', 'unknown-field', { name: planId === undefined ? 'version' : 'planId' }),
    );
  return faults.length > 0 ? invalid(faults) : { plan };
};

/** What was sent in answers and cannot be: people who are nobody, steps and facts that the plan does not know. */
const faultsIn = ({ answers }: Input, { plan, state, refused }: Rehearsal, people: readonly Person[]): Fault[] => {
  const persons = [
    ...new Set([
      ...people.map(({ id }) => id),
      ...plan.seats.flatMap(({ holders }) => holders.filter((holder) => typeof holder === 'string')),
    ]),
  ];
  const steps = plan.incidentTypes.find(({ id }) => id === state.incidentType)?.steps.map(({ id }) => id) ?? [];
  const named = answers.flatMap(({ person, done }, index) => [
    ...(typeof person === 'string' && !persons.includes(person)
      ? [inBody(`/answers/${index}/person`, 'unknown-person', { name: person, suggestion: suggest(person, persons) })]
      : []),
    ...(done !== undefined && !steps.includes(done)
      ? [inBody(`/answers/${index}/done`, 'unknown-reference', { name: done, expected: ['step'], suggestion: suggest(done, steps) })]
      : []),
  ]);
  const facts = refused.flatMap(({ answer, refusal }) =>
    refusal.code === 'facts-invalid' ? within(`/answers/${answer}`, refusalOf(refusal).faults ?? []) : [],
  );
  return [...named, ...facts];
};

const nameOf = (people: readonly Person[], { plan, standIns }: Rehearsal, language: Language) => {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  for (const { id, title } of plan.seats) if (standIns[id]) names.set(standIns[id], say(title, language));
  // Somebody whom only the plan knows is called as the plan does.
  return (person: string) => names.get(person) ?? person;
};

const reasonOf = (graded: string | undefined, rules: number, language: Language): string => {
  if (graded === undefined) return language === 'en' ? 'The plan knows no levels' : '预案未设级别';
  if (rules > 0) return graded;
  return language === 'en' ? `${graded}: no rule fits what is reported` : `${graded}：所报情况不符合任何规则`;
};

/** What a plan is rehearsed with. */
interface Rehearsing {
  readonly plan: Plan;
  readonly people: readonly Person[];
  readonly startAt: Instant;
  readonly language: Language;
}

/** The whole future as it is answered, and as a page shows it. */
export const rehearse = (input: Input, { plan: meant, people, startAt, language }: Rehearsing) => {
  const { facts, answers, incidentType = null } = input;
  const rehearsal = dryRun({ plan: meant, incidentType, facts, startAt, answers, directory: directoryOf(people) });
  if ('refusal' in rehearsal) return refusalOf(rehearsal.refusal, input.incidentType);
  const faults = faultsIn(input, rehearsal, people);
  if (faults.length > 0) return invalid(faults);

  const { plan, state, events } = rehearsal;
  const context = { plan, incidentType: state.incidentType, nameOf: nameOf(people, rehearsal, language), language };
  const graded = events.findLast(({ type }) => type === 'incident.graded');
  const answer = {
    incidentType: state.incidentType,
    startAt,
    level: state.level,
    reason: reasonOf(graded && describe(graded, context), state.reasons.length, language),
    reasons: state.reasons,
    timeline: dryRunTimeline(events, startAt, context),
    standIns: Object.keys(rehearsal.standIns),
    notes: notesOn(rehearsal, answers, language),
  };
  const viewFor = (organization: Organization): DryRunView => {
    const reachable = new Set(people.filter(({ channels }) => channels.length > 0).map(({ id }) => id));
    return dryRunView({ ...answer, organization, rehearsal, facts, unanswered: answers.length === 0, reachable }, context);
  };
  return { answer, viewFor };
};
