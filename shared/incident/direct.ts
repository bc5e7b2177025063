import { type Instant, plus } from '../instant.ts';
import { asksOf } from '../plan/asks.ts';
import { evaluate, type Facts } from '../plan/evaluate.ts';
import { type Plan, incidentTypeOf } from '../plan/plan.ts';
import { fits } from '../plan/values.ts';
import { circumstancesOf } from './circumstances.ts';
import type { Command, Declare, DeliveryOutcome, FactFault, Refusal } from './commands.ts';
import type { Actor, EventBody } from './events.ts';
import { personsOf } from './holders.ts';
import type { ReactionContext } from './reactions.ts';
import type { IncidentState } from './state.ts';

export interface DecideContext extends ReactionContext {
  readonly now: Instant;
  readonly actor: Actor;
}

/** Waits before the second, third, … attempt at a send that failed for a reason that may pass. The last is repeated until it is told off. */
const retryMillis = [5, 10, 20, 40, 60, 120, 300, 600].map((seconds) => seconds * 1000);
const attemptsMax = 40;

const factFaults = (plan: Plan, facts: Facts): FactFault[] =>
  Object.entries(facts).flatMap(([name, value]): FactFault[] => {
    const definition = plan.facts.find(({ id }) => id === name);
    if (!definition) return [{ name, code: 'fact-unknown', expected: plan.facts.map(({ id }) => id) }];
    if (fits(value, definition)) return [];
    const expected = definition.type === 'choice' ? (definition.choices ?? []).map(({ id }) => id) : [definition.type];
    return [{ name, code: 'fact-type', expected }];
  });

const declared = (plan: Plan, command: Declare, now: Instant): readonly EventBody[] | Refusal => {
  const known = plan.incidentTypes.map(({ id }) => id);
  const only = known.length === 1 ? known[0] : undefined;
  const type = incidentTypeOf(plan, command.incidentType ?? only ?? '');
  if (!type) return { code: 'incident-type-unknown', known };
  const faults = factFaults(plan, command.facts);
  if (faults.length > 0) return { code: 'facts-invalid', faults };
  if (type.notYetWritten.length > 0 && type.steps.length === 0 && type.rungs.length === 0)
    return { code: 'procedure-unwritten', incidentType: type.id };
  const { plan: pinned, facts, summaryDigest, notice, approval, source, cause } = command;
  const data = {
    plan: pinned,
    incidentType: type.id,
    components: command.components ?? type.components,
    facts,
    summaryDigest,
    notice,
    approval,
    source,
    ...(cause ? { cause } : {}),
  };
  return [{ type: 'incident.declared', occurredAt: now, data }];
};

const delivery = (state: IncidentState, outcome: DeliveryOutcome, now: Instant): EventBody[] => {
  const { alert: key, attempt } = outcome;
  const alert = state.alerts[key];
  if (!alert || alert.attempt !== attempt || alert.status === 'sent' || alert.status === 'failed' || alert.status === 'waiting') return [];
  if (outcome.sent) return [{ type: 'alert.sent', occurredAt: now, data: { alert: key, attempt } }];
  const again = outcome.retryable && attempt < attemptsMax && alert.status === 'pending';
  const wait = retryMillis[Math.min(attempt, retryMillis.length) - 1] ?? 0;
  return [
    {
      type: 'alert.failed',
      occurredAt: now,
      data: { alert: key, attempt, reason: outcome.reason, retryAt: again ? plus(now, wait) : null },
    },
  ];
};

type Refused = Refusal | null;

/** Whether somebody may decide what only some may. Where nobody is named, everybody may. */
const authority = (
  plan: Plan,
  state: IncidentState,
  { now: at, directory }: DecideContext,
  person: string | null | undefined,
  by: readonly string[] | undefined,
  decided: Pick<Extract<Refusal, { code: 'authority-missing' }>, 'about' | 'name'>,
): Refused => {
  if (!by) return null;
  const may = by.flatMap((name) => personsOf(plan, name, { state, directory, at }));
  return person !== null && person !== undefined && may.includes(person) ? null : { code: 'authority-missing', ...decided, by };
};

/** Why facts are not taken: they do not fit the plan, or somebody else decides them. */
export const reporting = (
  plan: Plan,
  state: IncidentState,
  facts: Facts,
  person: string | null | undefined,
  context: DecideContext,
): Refused => {
  const faults = factFaults(plan, facts);
  if (faults.length > 0) return { code: 'facts-invalid', faults };
  for (const name of Object.keys(facts)) {
    const by = plan.facts.find(({ id }) => id === name)?.decidedBy;
    const refused = authority(plan, state, context, person, by, { about: 'fact', name });
    if (refused) return refused;
  }
  return null;
};

const reported = (facts: Facts, person: string | null | undefined, now: Instant): EventBody[] =>
  Object.keys(facts).length === 0
    ? []
    : [{ type: 'incident.facts-reported', occurredAt: now, data: { facts, ...(person ? { person } : {}) } }];

const completing = (
  plan: Plan,
  state: IncidentState,
  { task: id, facts = {}, person, incident }: Extract<Command, { type: 'complete-task' }>,
  context: DecideContext,
): readonly EventBody[] | Refusal => {
  const task = state.tasks[id];
  if (!task) return { code: 'task-unknown', known: Object.keys(state.tasks) };
  const step = incidentTypeOf(plan, state.incidentType)?.steps.find((one) => one.id === id);
  if (step?.forbidden) return { code: 'task-forbids', task: id };
  // A closed incident takes what its tasks ask for, and nothing else.
  const unasked = Object.keys(facts).some((name) => !asksOf(plan, step).includes(name));
  if (state.status === 'closed' && unasked) return { code: 'incident-closed', closedAt: state.closedAt };
  if (task.completedAt !== null) return reporting(plan, state, facts, person, context) ?? reported(facts, person, context.now);
  if (task.lapsedAt !== null && step?.when) {
    // What its condition has locked again, such as a release that is in doubt, is not ticked off.
    const { verdict, facts: read } = evaluate(step.when, circumstancesOf(plan, state, context.now));
    if (verdict === false) return { code: 'task-early', task: id, facts: read };
  }
  const refused = reporting(plan, state, facts, person, context);
  if (refused) return refused;
  const missing = asksOf(plan, step).filter((name) => facts[name] === undefined && state.facts[name] === undefined);
  if (missing.length > 0) return { code: 'facts-missing', facts: missing };
  if (step?.until) {
    const known = circumstancesOf(plan, state, context.now);
    const { verdict, facts: read } = evaluate(step.until, { ...known, facts: { ...known.facts, ...facts } });
    if (verdict !== true) return { code: 'task-early', task: id, facts: read };
  }
  const { now } = context;
  const data = { task: id, ...(person ? { person } : {}), ...(incident ? { incident } : {}) };
  return [...reported(facts, person, now), { type: 'task.completed', occurredAt: now, data }];
};

/** What somebody tells customers by hand. It waits for the same approval as what the plan tells them, and a drill tells them nothing. */
const telling = (
  plan: Plan,
  state: IncidentState,
  { phase, title, body, state: claim }: Extract<Command, { type: 'tell-customers' }>,
  { now, ids }: DecideContext,
): readonly EventBody[] | Refusal => {
  const { notice, components } = state;
  if (state.mode !== 'real') return { code: 'publication-missing', because: 'mode' };
  if (notice.approvedAt === null) return { code: 'publication-missing', because: 'approval' };
  if (notice.phase === 'resolved') return { code: 'notice-over' };
  const data = {
    notice: notice.id,
    update: ids('update'),
    // No notice of a plan has such an id: theirs are slugs.
    planNotice: `by-hand/${notice.published.length + 1}`,
    phase,
    title: title ?? notice.title ?? incidentTypeOf(plan, state.incidentType)?.title ?? plan.title,
    body,
    state: phase === 'resolved' ? ('operational' as const) : claim,
    components,
  };
  return [{ type: 'notice.published', occurredAt: now, data }];
};

const closing = (plan: Plan, state: IncidentState, person: string | null | undefined, context: DecideContext): Refused => {
  const type = incidentTypeOf(plan, state.incidentType);
  const { by, when } = type?.closure ?? {};
  const refused = authority(plan, state, context, person, by, { about: 'closure', name: state.incidentType });
  if (refused || !when) return refused;
  const { verdict, facts } = evaluate(when, circumstancesOf(plan, state, context.now));
  return verdict === true ? null : { code: 'closure-early', facts };
};

const said = (
  plan: Plan,
  state: IncidentState,
  command: Exclude<Command, Declare>,
  context: DecideContext,
): readonly EventBody[] | Refusal => {
  const { now } = context;
  if (command.type === 'advance') return [];
  if (command.type === 'record-deliveries') return command.outcomes.flatMap((outcome) => delivery(state, outcome, now));
  if (command.type === 'follow-up')
    return state.notice.phase === 'resolved'
      ? [{ type: 'notice.followed-up', occurredAt: now, data: { body: command.body } }]
      : { code: 'follow-up-early' };
  // Aftercare outlives the incident: calls to customers can be ticked off after it was closed.
  if (state.status === 'closed' && command.type !== 'complete-task')
    return command.type === 'close' ? [] : { code: 'incident-closed', closedAt: state.closedAt };
  switch (command.type) {
    case 'acknowledge': {
      const { person } = command;
      const answers = state.chains.some(({ answeredAt, persons }) => answeredAt === null && (person === null || persons.includes(person)));
      const news = state.acknowledgedAt === null || (person !== null && !state.acknowledgedBy.includes(person)) || answers;
      return news ? [{ type: 'incident.acknowledged', occurredAt: now, data: { person } }] : [];
    }
    case 'report-facts': {
      const { facts, person } = command;
      return reporting(plan, state, facts, person, context) ?? reported(facts, person, now);
    }
    case 'ask': {
      const { fact, person, questionDigest } = command;
      if (!plan.facts.some(({ id }) => id === fact))
        return { code: 'facts-invalid', faults: [{ name: fact, code: 'fact-unknown', expected: plan.facts.map(({ id }) => id) }] };
      return [{ type: 'decision.asked', occurredAt: now, data: { fact, person, questionDigest } }];
    }
    case 'set-level': {
      const { level, person, reasonDigest } = command;
      const known = plan.levels.map(({ id }) => id);
      if (level !== null && !known.includes(level)) return { code: 'level-unknown', known };
      const refused = authority(plan, state, context, person, plan.gradedBy, { about: 'level', name: level ?? '' });
      return refused ?? [{ type: 'incident.level-set', occurredAt: now, data: { level, person, reasonDigest } }];
    }
    case 'signal':
      return [{ type: 'incident.signal-received', occurredAt: now, data: { summaryDigest: command.summaryDigest } }];
    case 'complete-task':
      return completing(plan, state, command, context);
    case 'tell-customers':
      return telling(plan, state, command, context);
    case 'approve-publication':
      return state.notice.approvedAt === null ? [{ type: 'incident.publication-approved', occurredAt: now, data: {} }] : [];
    case 'restore':
      return state.status === 'open' ? [{ type: 'incident.restored', occurredAt: now, data: {} }] : [];
    case 'close': {
      const refused = closing(plan, state, command.person, context);
      if (refused) return refused;
      return [
        ...(state.status === 'open' ? [{ type: 'incident.restored' as const, occurredAt: now, data: {} }] : []),
        { type: 'incident.closed', occurredAt: now, data: {} },
      ];
    }
  }
};

/** What a command itself says, or why it is refused. */
export const ownEvents = (
  plan: Plan,
  before: IncidentState | null,
  command: Command,
  context: DecideContext,
): readonly EventBody[] | Refusal => {
  if (command.type === 'declare' && before === null) return declared(plan, command, context.now);
  if (command.type !== 'declare' && before !== null) return said(plan, before, command, context);
  throw new Error(`${command.type} does not fit the state of the stream`);
};
