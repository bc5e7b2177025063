import type { Instant } from '../instant.ts';
import type { IncidentType, Parameter, Plan } from '../plan/plan.ts';
import type { FactValue } from '../plan/values.ts';
import type { Text } from '../text.ts';
import type { EventBody } from './events.ts';

/** What only some may decide in an incident of a type, and what became of it. */
export interface Deciding {
  readonly about: 'fact' | 'level' | 'closure';
  /** The fact that is decided; null for the others. */
  readonly fact: string | null;
  readonly title?: Text;
  /** Seats and bodies. */
  readonly by: readonly string[];
  /** The step that asks for it; null where nothing does. */
  readonly task: string | null;
  /** When it was first asked for; null where it is not in this future. */
  readonly askedAt: Instant | null;
  readonly dueAt: Instant | null;
  /** What counts if the deadline passes and nobody decides; null where nothing does. */
  readonly otherwise: FactValue | null;
  /** What was decided, or counts because nobody did. */
  readonly decided: { readonly at: Instant; readonly value: FactValue; readonly assumed: boolean } | null;
}

/** Names in a plan stand as whole strings. */
const mentions = (part: unknown, name: string): boolean => JSON.stringify(part).includes(JSON.stringify(name));

const stepsOf = (plan: Plan, type: IncidentType, fact: string) =>
  type.steps.filter(({ asks, form }) => [...(asks ?? []), ...(plan.forms.find(({ id }) => id === form)?.facts ?? [])].includes(fact));

const outcomeOf = (fact: string, events: readonly EventBody[]): Deciding['decided'] => {
  for (const { type, data, occurredAt: at } of events) {
    const value = type === 'incident.facts-reported' || type === 'incident.declared' ? data.facts[fact] : undefined;
    if (value !== undefined) return { at, value, assumed: type === 'incident.facts-reported' && data.assumed !== undefined };
  }
  return null;
};

/** Who decides what in an incident of a type: facts in the plan's order, the level, the end. */
export const decisionsIn = (plan: Plan, type: IncidentType, events: readonly EventBody[]): readonly Deciding[] => {
  const nothing = { task: null, askedAt: null, dueAt: null, otherwise: null, decided: null };
  const facts = plan.facts.flatMap(({ id: fact, title, decidedBy: by }): Deciding[] => {
    if (!by) return [];
    const steps = stepsOf(plan, type, fact);
    if (steps.length === 0 && !mentions(type, fact)) return [];
    const opened = events.find((event) => event.type === 'task.opened' && steps.some(({ id }) => id === event.data.task));
    const task = opened?.type === 'task.opened' ? opened.data : null;
    const asked = events.find((event) => event.type === 'decision.asked' && event.data.fact === fact);
    const step = steps.find(({ id }) => id === task?.task) ?? steps[0];
    return [
      {
        about: 'fact',
        fact,
        title,
        by,
        task: step?.id ?? null,
        askedAt: [asked, opened].flatMap((one) => one?.occurredAt ?? []).toSorted()[0] ?? null,
        dueAt: task?.dueAt ?? null,
        otherwise: step?.otherwise?.[fact] ?? null,
        decided: outcomeOf(fact, events),
      },
    ];
  });
  return [
    ...facts,
    ...(plan.gradedBy ? [{ about: 'level' as const, fact: null, by: plan.gradedBy, ...nothing }] : []),
    ...(type.closure?.by ? [{ about: 'closure' as const, fact: null, by: type.closure.by, ...nothing }] : []),
  ];
};

/** What whoever adopts the plan has still to fill in. */
export const openParameters = (plan: Plan): readonly Parameter[] => plan.parameters.filter(({ value }) => value === undefined);
