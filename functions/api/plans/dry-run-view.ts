import type { DescribeContext } from '../../../shared/incident/describe.ts';
import type { Rehearsal } from '../../../shared/incident/dry-run.ts';
import type { DryRunItem } from '../../../shared/incident/dry-run-timeline.ts';
import type { Instant } from '../../../shared/instant.ts';
import type { Facts } from '../../../shared/plan/evaluate.ts';
import { incidentTypeOf } from '../../../shared/plan/plan.ts';
import { sayFact } from '../../../shared/plan/say-fact.ts';
import { type Language, say, type Text } from '../../../shared/text.ts';

export interface ViewItem extends Omit<DryRunItem, 'title' | 'body'> {
  readonly title?: string;
  readonly body?: string;
  /** Name of the item's person. */
  readonly who?: string;
}

export interface ViewSeat {
  readonly id: string;
  readonly title: string;
  readonly holders: readonly { readonly name: string; readonly reached: boolean }[];
  readonly standIn: boolean;
}

/** A rehearsal in one language, with names in place of ids: all that its page needs. */
export interface DryRunView {
  readonly language: Language;
  readonly organization: string;
  readonly timeZone: string;
  readonly plan: string;
  readonly type: string;
  readonly startAt: Instant;
  readonly level: string | null;
  readonly reason: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly unanswered: boolean;
  readonly items: readonly ViewItem[];
  readonly seats: readonly ViewSeat[];
  readonly rungs: Readonly<Record<string, string>>;
  /** Worst first. */
  readonly levels: readonly { readonly title: string; readonly command: string | null; readonly current: boolean }[];
  readonly notes: readonly string[];
}

export interface Shown {
  readonly organization: { readonly name: Text; readonly timeZone: string };
  readonly rehearsal: Rehearsal;
  readonly facts: Facts;
  readonly unanswered: boolean;
  readonly startAt: Instant;
  readonly reason: string;
  readonly timeline: readonly DryRunItem[];
  readonly notes: readonly { readonly text: string }[];
  /** People with a way to reach them. */
  readonly reachable: ReadonlySet<string>;
}

export const dryRunView = (shown: Shown, { nameOf, language }: DescribeContext): DryRunView => {
  const { organization, rehearsal, facts, startAt, reason, timeline, reachable, unanswered } = shown;
  const { plan, state, standIns } = rehearsal;
  const type = incidentTypeOf(plan, state.incidentType);
  const name = (person: string) => nameOf(person) ?? person;
  return {
    language,
    organization: say(organization.name, language),
    timeZone: organization.timeZone,
    plan: say(plan.title, language),
    type: say(type?.title ?? plan.title, language),
    startAt,
    level: plan.levels.filter(({ id }) => id === state.level).map(({ title }) => say(title, language))[0] ?? null,
    reason,
    facts: Object.entries(facts).map(([id, value]) => {
      const definition = plan.facts.find((one) => one.id === id);
      return [definition ? say(definition.title, language) : id, sayFact(value, definition, language)];
    }),
    unanswered,
    items: timeline.map(({ title, body, ...item }) => ({
      ...item,
      ...(title ? { title: say(title, language) } : {}),
      ...(body ? { body: say(body, language) } : {}),
      ...(item.person ? { who: name(item.person) } : {}),
    })),
    seats: plan.seats.map(({ id, title, holders }) => ({
      id,
      title: say(title, language),
      holders: holders
        .filter((holder) => typeof holder === 'string')
        .map((person) => ({ name: name(person), reached: standIns[id] !== undefined || reachable.has(person) })),
      standIn: standIns[id] !== undefined,
    })),
    rungs: Object.fromEntries(type?.rungs.map(({ id, title }) => [id, say(title, language)]) ?? []),
    levels: plan.levels.map(({ id, title, command }) => ({
      title: say(title, language),
      command: command ?? null,
      current: id === state.level,
    })),
    notes: shown.notes.map(({ text }) => text),
  };
};
