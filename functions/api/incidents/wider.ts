import type { Event } from '../../../shared/incident/events.ts';
import type { IncidentState, Task } from '../../../shared/incident/state.ts';
import { asksOf } from '../../../shared/plan/asks.ts';
import type { FactDefinition } from '../../../shared/plan/facts.ts';
import { incidentTypeOf, type Plan } from '../../../shared/plan/plan.ts';

type Named = (id: string) => { readonly id: string; readonly name: string | null };
type Texts = ReadonlyMap<string, string>;

const textOf = (texts: Texts, digest: string | null) => (digest !== null && texts.get(digest)) || null;

const fact = ({ id, title, type, choices, currency, decidedBy = [] }: FactDefinition) => ({
  id,
  title,
  type,
  ...(choices ? { choices } : {}),
  ...(currency === undefined ? {} : { currency }),
  decidedBy,
});

/** What the plan says of a task, for whoever works on it. */
export const taskDetails = (plan: Plan, state: IncidentState, { id, seat, round, incident }: Task) => {
  const step = incidentTypeOf(plan, state.incidentType)?.steps.find((one) => one.id === id);
  const form = plan.forms.find((one) => one.id === step?.form);
  return {
    seatTitle: [...plan.seats, ...plan.bodies].find((one) => one.id === seat)?.title ?? null,
    asks: asksOf(plan, step).flatMap((name) => plan.facts.filter((one) => one.id === name).map(fact)),
    form: form ? { id: form.id, title: form.title, advice: form.advice } : null,
    forbidden: step?.forbidden ?? false,
    by: step?.by ?? null,
    to: step?.to ?? null,
    round,
    evidence: step?.evidence ?? [],
    starts: step?.starts ?? null,
    incident,
  };
};

/** The level that somebody set themselves, and who; null while the rules grade. */
export const levelSet = (state: IncidentState, events: readonly Event[], texts: Texts, named: Named) => {
  const set = events.findLast(({ type }) => type === 'incident.level-set');
  if (set?.type !== 'incident.level-set' || state.levelSet === null) return null;
  const { person, reasonDigest } = set.data;
  return { ...state.levelSet, person: person === null ? null : named(person), reason: textOf(texts, reasonDigest) };
};

/** The decisions that were asked for, in that order. */
export const asked = (plan: Plan, state: IncidentState, events: readonly Event[], texts: Texts, named: Named) =>
  events.flatMap(({ type, data, occurredAt: at }) => {
    if (type !== 'decision.asked') return [];
    const { fact: id, person, questionDigest } = data;
    const definition = plan.facts.find((one) => one.id === id);
    const reported = state.facts[id]?.at ?? null;
    return [
      {
        fact: id,
        title: definition?.title ?? { en: id },
        decidedBy: definition?.decidedBy ?? [],
        at,
        person: person === null ? null : named(person),
        question: textOf(texts, questionDigest),
        decidedAt: reported !== null && reported >= at ? reported : null,
      },
    ];
  });
