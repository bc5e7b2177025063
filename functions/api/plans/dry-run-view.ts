import { type DescribeContext, sayChannel } from '../../../shared/incident/describe.ts';
import type { Directory } from '../../../shared/incident/directory.ts';
import type { Rehearsal } from '../../../shared/incident/dry-run.ts';
import type { Deciding } from '../../../shared/incident/dry-run-decisions.ts';
import type { Scope } from '../../../shared/incident/scope.ts';
import type { DryRunItem } from '../../../shared/incident/dry-run-timeline.ts';
import { personsOf } from '../../../shared/incident/holders.ts';
import type { Instant } from '../../../shared/instant.ts';
import type { Facts } from '../../../shared/plan/evaluate.ts';
import type { IncidentType, Parameter, Plan } from '../../../shared/plan/plan.ts';
import { sayFact } from '../../../shared/plan/say-fact.ts';
import type { Body, Holder } from '../../../shared/plan/seat.ts';
import { type Language, say, type Text } from '../../../shared/text.ts';

export interface ViewItem extends Omit<DryRunItem, 'title' | 'body' | 'by' | 'to' | 'asks' | 'uses' | 'starts'> {
  readonly title?: string;
  readonly body?: string;
  /** Name of the item's person. */
  readonly who?: string;
  /** How the task is done and to whom, in words. */
  readonly way?: string;
  /** Titles of what it asks for. */
  readonly asks?: readonly string[];
  /** Whether it asks for what only some may decide. */
  readonly decides?: boolean;
  /** Titles of the resources that it uses. */
  readonly needs?: readonly string[];
  readonly starts?: string;
}

export interface ViewSeat {
  readonly id: string;
  readonly title: string;
  readonly duties: string | null;
  readonly holders: readonly { readonly name: string; readonly reached: boolean }[];
  /** How its holders are found, where the plan does not name them. */
  readonly found: readonly Exclude<Holder, string>[];
  readonly standIn: boolean;
}

export interface ViewBody extends Pick<Body, 'id' | 'kind' | 'under' | 'leader' | 'deputies' | 'members'> {
  readonly title: string;
  readonly duties: string | null;
}

export interface ViewDecision {
  readonly about: Deciding['about'];
  readonly title: string;
  readonly by: readonly string[];
  readonly asked: number | null;
  readonly due: number | null;
  readonly otherwise: string | null;
  readonly decided: { readonly minute: number; readonly value: string; readonly assumed: boolean } | null;
}

/** A rehearsal in one language, with names in place of ids: all that its page needs. */
export interface DryRunView {
  readonly language: Language;
  readonly organization: string;
  readonly timeZone: string;
  readonly plan: string;
  readonly type: string;
  /** Title of the drill that is played. */
  readonly drill: string | null;
  readonly startAt: Instant;
  readonly scope: Scope | null;
  readonly level: string | null;
  readonly reason: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly unanswered: boolean;
  readonly items: readonly ViewItem[];
  readonly decisions: readonly ViewDecision[];
  readonly bodies: readonly ViewBody[];
  readonly seats: readonly ViewSeat[];
  /** Titles of seats and bodies. */
  readonly names: Readonly<Record<string, string>>;
  /** Ids of people who stand in for a seat. */
  readonly standIns: ReadonlySet<string>;
  readonly rungs: Readonly<Record<string, string>>;
  /** Worst first. */
  readonly levels: readonly { readonly title: string; readonly command: string | null; readonly current: boolean }[];
  readonly form: { readonly title: string; readonly facts: readonly string[]; readonly advice: readonly string[] } | null;
  readonly resources: readonly { readonly title: string; readonly quantity: string; readonly place: string; readonly custodian: string }[];
  readonly principles: readonly string[];
  readonly parameters: readonly string[];
  readonly unwritten: readonly string[];
  readonly notes: readonly string[];
}

export interface Shown {
  readonly organization: { readonly name: Text; readonly timeZone: string };
  readonly rehearsal: Rehearsal;
  readonly type: IncidentType;
  readonly drill: { readonly title: Text } | null;
  readonly directory: Directory;
  readonly facts: Facts;
  readonly unanswered: boolean;
  readonly startAt: Instant;
  readonly scope: Scope | null;
  readonly reason: string;
  readonly timeline: readonly DryRunItem[];
  readonly decisions: readonly Deciding[];
  readonly parameters: readonly Parameter[];
  readonly notYetWritten: { readonly plan: readonly Text[]; readonly incidentType: readonly Text[] };
  readonly notes: readonly { readonly text: string }[];
  /** People with a way to reach them. */
  readonly reachable: ReadonlySet<string>;
}

const minutesFrom = (startAt: Instant) => (at: Instant) => (Date.parse(at) - Date.parse(startAt)) / 60_000;

const resourcesOf = (plan: Plan, timeline: readonly DryRunItem[], names: Readonly<Record<string, string>>, language: Language) => {
  const used = new Set(timeline.flatMap(({ uses = [] }) => uses));
  const words = (text: Text | undefined) => (text ? say(text, language) : '');
  return plan.resources
    .filter(({ id }) => used.has(id))
    .map(({ title, quantity, unit, place, custodian }) => ({
      title: say(title, language),
      quantity: quantity === undefined ? '' : `${new Intl.NumberFormat(language).format(quantity)} ${words(unit)}`.trim(),
      place: words(place),
      custodian: names[custodian ?? ''] ?? '',
    }));
};

export const dryRunView = (shown: Shown, { nameOf, language }: DescribeContext): DryRunView => {
  const { organization, rehearsal, type, facts, startAt, scope, reason, timeline, reachable, unanswered, directory } = shown;
  const { plan, state, standIns } = rehearsal;
  const { timeZone } = organization;
  const name = (person: string) => nameOf(person) ?? person;
  const words = (text: Text | undefined) => (text ? say(text, language) : null);
  const minute = minutesFrom(startAt);
  const factOf = (id: string) => plan.facts.find((one) => one.id === id);
  const factTitle = (id: string) => words(factOf(id)?.title) ?? id;
  const value = (id: string, reported: Facts[string]) => sayFact(reported, factOf(id), language, timeZone);
  const names = Object.fromEntries([...plan.bodies, ...plan.seats].map(({ id, title }) => [id, say(title, language)]));
  const played = new Set(Object.values(standIns));
  const form = plan.forms.find(({ id }) => id === type.report);

  const item = ({ title, body, by, to, asks, uses, starts, ...rest }: DryRunItem): ViewItem => ({
    ...rest,
    ...(title ? { title: say(title, language) } : {}),
    ...(body ? { body: say(body, language) } : {}),
    ...(rest.person ? { who: name(rest.person) } : {}),
    ...(by ? { way: sayChannel(by, language, to) } : to ? { way: say(to, language) } : {}),
    ...(asks ? { asks: asks.map(factTitle), decides: asks.some((fact) => factOf(fact)?.decidedBy) } : {}),
    ...(uses ? { needs: plan.resources.filter(({ id }) => uses.includes(id)).map((one) => say(one.title, language)) } : {}),
    ...(starts ? { starts: starts.plan } : {}),
  });
  return {
    language,
    organization: say(organization.name, language),
    timeZone,
    plan: say(plan.title, language),
    type: say(type.title, language),
    drill: words(shown.drill?.title),
    startAt,
    scope,
    level: plan.levels.filter(({ id }) => id === state.level).map(({ title }) => say(title, language))[0] ?? null,
    reason,
    facts: Object.entries(facts).map(([id, reported]) => [factTitle(id), value(id, reported)]),
    unanswered,
    items: timeline.map(item),
    decisions: shown.decisions.map(({ about, fact, by, askedAt, dueAt, otherwise, decided }) => ({
      about,
      title: fact === null ? '' : factTitle(fact),
      by: by.map((id) => names[id] ?? id),
      asked: askedAt === null ? null : minute(askedAt),
      due: dueAt === null ? null : minute(dueAt),
      otherwise: fact === null || otherwise === null ? null : value(fact, otherwise),
      decided:
        fact === null || decided === null
          ? null
          : { minute: minute(decided.at), value: value(fact, decided.value), assumed: decided.assumed },
    })),
    bodies: plan.bodies.map(({ title, duties, ...body }) => ({ ...body, title: say(title, language), duties: words(duties) })),
    seats: plan.seats.map(({ id, title, duties, holders }) => ({
      id,
      title: say(title, language),
      duties: words(duties),
      holders: personsOf(plan, id, { state, directory, at: startAt }).map((person) => ({
        name: name(person),
        reached: played.has(person) || reachable.has(person),
      })),
      found: holders.filter((holder) => typeof holder === 'object'),
      standIn: standIns[id] !== undefined,
    })),
    names,
    standIns: played,
    rungs: Object.fromEntries(type.rungs.map(({ id, title }) => [id, say(title, language)])),
    levels: plan.levels.map(({ id, title, command }) => ({
      title: say(title, language),
      command: command ?? null,
      current: id === state.level,
    })),
    form: form
      ? { title: say(form.title, language), facts: form.facts.map(factTitle), advice: form.advice.map((one) => say(one, language)) }
      : null,
    resources: resourcesOf(plan, timeline, names, language),
    principles: plan.principles.map((one) => say(one, language)),
    parameters: shown.parameters.map(({ title, unit }) => `${say(title, language)}${unit ? ` (${say(unit, language)})` : ''}`),
    unwritten: [...shown.notYetWritten.incidentType, ...shown.notYetWritten.plan].map((one) => say(one, language)),
    notes: shown.notes.map(({ text }) => text),
  };
};
